using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>The poll's dialog, as it was filled in.</summary>
/// <param name="Nonce">Made when the dialog was opened: sending it twice makes one poll.</param>
/// <param name="Question">As typed.</param>
/// <param name="Options">The choices as typed, one on each line.</param>
/// <param name="OpenForDays">Closes after so many days; 0 for by hand.</param>
internal sealed record PollForm(string Nonce, string Question, string Options, int OpenForDays)
{
    private const int DaysMax = 90;
    private const int NonceCharactersMax = 64;

    public static PollForm Empty(string nonce, string question) => new(nonce, question, "", 0);

    public IEnumerable<string> Choices => Options.Split('\n');

    /// <param name="data">What came from outside.</param>
    /// <param name="otherwise">The nonce of a form that came back without a usable one.</param>
    public static PollForm Read(TurnData data, string otherwise)
    {
        data.TryNumber("closes", out var days);
        var nonce = data.TryText("nonce", out var given) && given.Length <= NonceCharactersMax && given.All(char.IsAsciiLetterOrDigit) ? given : otherwise;
        return new PollForm(nonce, data.Text("question"), data.Text("options"), Math.Clamp(days, 0, DaysMax));
    }

    public DateTimeOffset? ClosesAt(DateTimeOffset now) => OpenForDays == 0 ? null : now.AddDays(OpenForDays);
}
