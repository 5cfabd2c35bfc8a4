using System.Globalization;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>The inputs of one question, as they were filled in.</summary>
/// <param name="Kind">What kind of answer it is to take.</param>
/// <param name="Words">As typed.</param>
/// <param name="Options">The answers to choose from as typed, one on each line.</param>
/// <param name="Least">The least to be chosen of several; null if nobody said.</param>
/// <param name="Most">The most to be chosen of several; null if nobody said.</param>
/// <param name="Target">How many are wanted; null if nobody said.</param>
internal sealed record QuestionForm(QuestionKind Kind, string Words, string Options, int? Least = null, int? Most = null, int? Target = null)
{
    // One more than a poll may have, so that what is too long is still seen to be.
    private const int WordsCharactersMax = PollLimits.QuestionCharactersMax + 1;
    private const int OptionsCharactersMax = 1_500;

    public static QuestionForm Empty(string words) => new(QuestionKind.Single, TurnData.Clip(words, WordsCharactersMax), "");

    /// <summary>Whether something is filled in that is tucked away at first.</summary>
    public bool HasMore => Least is not null || Most is not null || Target is not null;

    public static QuestionForm Read(TurnData data)
        => new(KindOf(data.Text("kind", 20)), data.Text("question", WordsCharactersMax), data.Text("options", OptionsCharactersMax), Number(data, "least"), Number(data, "most"), Number(data, "target"));

    /// <summary>The form in which this question would have been typed.</summary>
    public static QuestionForm Of(Question question, TimeZoneInfo zone)
    {
        var lines = question.Kind switch
        {
            QuestionKind.Consent or QuestionKind.Target or QuestionKind.Text => [],
            QuestionKind.Dates => question.Choices.Select(choice => PollDates.Read(choice) is { } moment ? TimeZoneInfo.ConvertTime(moment, zone).ToString("ddd d MMM yyyy HH:mm", CultureInfo.GetCultureInfo("en-GB")) : choice),
            _ => question.Choices,
        };
        return new QuestionForm(question.Kind, question.Words, string.Join('\n', lines))
        {
            Least = question.TakesSeveral && question.ChosenMin > 1 ? question.ChosenMin : null,
            Most = question.TakesSeveral && question.ChosenMax < question.Choices.Count ? question.ChosenMax : null,
            Target = question.Target > 0 ? question.Target : null,
        };
    }

    public QuestionDraft ToDraft() => new(Kind, Words, Options.Split('\n')) { ChosenMin = Least, ChosenMax = Most, Target = Target };

    /// <summary>All of it by the inputs' names, for a dialog to carry along.</summary>
    public IEnumerable<(string Name, string Value)> Inputs()
        => [("kind", Kind.ToString()), ("question", Words), ("options", Options), ("least", Written(Least)), ("most", Written(Most)), ("target", Written(Target))];

    public static string Written(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static QuestionKind KindOf(string kind) => Enum.TryParse<QuestionKind>(kind, out var known) && Enum.IsDefined(known) ? known : QuestionKind.Single;

    /// <summary>What is no number isn't passed over: it is a number that no rule takes.</summary>
    private static int? Number(TurnData data, string name)
        => data.TryNumber(name, out var number) ? number : data.TryText(name, out _) ? -1 : null;
}
