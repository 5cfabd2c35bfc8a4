using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>The poll's dialog, as it was filled in.</summary>
/// <param name="Nonce">Made when the dialog was opened: sending it twice makes one poll.</param>
/// <param name="Question">As typed.</param>
/// <param name="Options">The choices as typed, one on each line.</param>
/// <param name="OpenForDays">Closes after so many days; 0 for by hand.</param>
/// <param name="OrganisationId">The organisation for which the dialog was opened, so that sending it is about the same one.</param>
internal sealed record PollForm(string Nonce, string Question, string Options, int OpenForDays, string OrganisationId)
{
    /// <summary>What the audience input holds where everybody is asked.</summary>
    public const string Everybody = "everybody";

    /// <summary>What the audience input holds where it is asked in the conversation.</summary>
    public const string Here = "here";

    private const int DaysMax = 90;
    private const int NonceCharactersMax = 64;

    // One more than a poll may have, so that what is too long is still seen to be.
    private const int QuestionCharactersMax = PollLimits.QuestionCharactersMax + 1;
    private const int OptionsCharactersMax = 1_500;

    public static PollForm Empty(string nonce, string question, string organisationId) => new(nonce, TurnData.Clip(question, QuestionCharactersMax), "", 0, organisationId);

    public IEnumerable<string> Choices => Options.Split('\n');

    /// <summary>Whether everybody of the organisation is asked, each in their own chat.</summary>
    public bool IsForEverybody { get; init; }

    /// <param name="data">What came from outside.</param>
    /// <param name="otherwise">The nonce of a form that came back without a usable one.</param>
    /// <param name="organisationId">The organisation that the turn is about.</param>
    public static PollForm Read(TurnData data, string otherwise, string organisationId)
    {
        data.TryNumber("closes", out var days);
        var nonce = data.TryText("nonce", out var given) && given.Length <= NonceCharactersMax && given.All(char.IsAsciiLetterOrDigit) ? given : otherwise;
        return new PollForm(nonce, data.Text("question", QuestionCharactersMax), data.Text("options", OptionsCharactersMax), Math.Clamp(days, 0, DaysMax), organisationId)
        {
            IsForEverybody = data.Text("audience") == Everybody,
        };
    }

    /// <summary>When it closes; null where nobody said.</summary>
    public DateTimeOffset? ClosesAt(DateTimeOffset now) => OpenForDays == 0 ? null : now.AddDays(OpenForDays);
}
