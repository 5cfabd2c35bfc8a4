using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Polls;

/// <summary>What somebody wants to ask, checked before it becomes a poll.</summary>
/// <param name="Title">The question, or of several what they are about; not empty, trimmed.</param>
/// <param name="Questions">At least one.</param>
public sealed record PollDraft(string Title, IReadOnlyList<Question> Questions)
{
    /// <summary>What is promised to those who answer.</summary>
    public AskPrivacy Privacy { get; init; } = new(Voice.Named);

    /// <summary>Whether a reason goes with the answer.</summary>
    public ReasonMode Reason { get; init; }

    /// <summary>
    /// Checks what was typed. Choices that show nothing are left out; two are the same if they differ only in case or
    /// in what nobody sees.
    /// </summary>
    /// <param name="question">The question as typed.</param>
    /// <param name="choices">The choices as typed.</param>
    /// <param name="today">The date in the asker's place, for the patient-data rule.</param>
    public static Ruling<PollDraft> Check(string question, IEnumerable<string> choices, DateOnly today)
    {
        question = InOneLine(question);
        string[] kept = [.. choices.Select(InOneLine).Where(Shows)];
        if (!Shows(question))
            return new Refusal("polls.refused.noQuestion");
        if (question.Length > PollLimits.QuestionCharactersMax)
            return TooLong("polls.refused.longQuestion", question.Length, PollLimits.QuestionCharactersMax);
        if (kept.Length is < PollLimits.ChoicesMin or > PollLimits.ChoicesMax)
        {
            return new Refusal(
                "polls.refused.choices",
                ("count", Number(kept.Length)),
                ("min", Number(PollLimits.ChoicesMin)),
                ("max", Number(PollLimits.ChoicesMax)));
        }

        if (kept.FirstOrDefault(c => c.Length > PollLimits.ChoiceCharactersMax) is { } tooLong)
            return TooLong("polls.refused.longChoice", tooLong.Length, PollLimits.ChoiceCharactersMax);
        if (kept.GroupBy(FoldedText.Of, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new Refusal("polls.refused.sameChoice", ("choice", twice.First()));
        if (kept.Prepend(question).Any(words => PatientData.FindIn(words, today) is not null))
            return new Refusal("shell.refused.patientData");
        return new PollDraft(question, [Question.OneOf(question, kept)]);
    }

    private static string InOneLine(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool Shows(string words) => !string.IsNullOrWhiteSpace(FoldedText.Of(words));

    private static Refusal TooLong(string key, int length, int max)
        => new(key, ("length", Number(length)), ("max", Number(max)));

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
