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

    /// <summary>How many are asked, where that was counted; null where it isn't known.</summary>
    public int? OnRoll { get; init; }

    /// <summary>Checks a question with choices, as it is typed in a line.</summary>
    /// <param name="question">The question as typed.</param>
    /// <param name="choices">The choices as typed.</param>
    /// <param name="today">The date in the asker's place, for the patient-data rule.</param>
    public static Ruling<PollDraft> Check(string question, IEnumerable<string> choices, DateOnly today)
    {
        var situation = new AskingSituation(new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero), TimeZoneInfo.Utc, [], "");
        return new QuestionDraft(QuestionKind.Single, question, [.. choices]).Check(situation).IsRefused(out var refusal, out var checkedQuestion)
            ? refusal
            : new PollDraft(checkedQuestion.Words, [checkedQuestion]);
    }

    /// <summary>The title of a survey, in one line.</summary>
    /// <param name="title">As typed.</param>
    /// <param name="today">The date in the asker's place, for the patient-data rule.</param>
    public static Ruling<string> CheckTitle(string title, DateOnly today)
    {
        title = QuestionDraft.InOneLine(title);
        if (!QuestionDraft.Shows(title))
            return new Refusal("polls.survey.refused.noTitle");
        if (title.Length > PollLimits.QuestionCharactersMax)
            return QuestionDraft.TooLong("polls.survey.refused.longTitle", title.Length, PollLimits.QuestionCharactersMax);
        return PatientData.FindIn(title, today) is null ? title : new Refusal("shell.refused.patientData");
    }

    /// <summary>
    /// The draft with what it promises: whether comments are taken, and whether it only works with names, follows from its
    /// questions.
    /// </summary>
    /// <param name="wanted">The settings that the asker chose.</param>
    /// <param name="reason">Whether a reason goes with the answer.</param>
    /// <param name="onRoll">How many are asked; null if that isn't known, as in a chat.</param>
    public Ruling<PollDraft> Promising(AskPrivacy wanted, ReasonMode reason, int? onRoll)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (Questions.Count > PollLimits.QuestionsMax)
            return new Refusal("polls.survey.refused.many", ("max", PollLimits.QuestionsMax.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var settings = wanted with
        {
            TakesComments = reason is not ReasonMode.Off || Questions.Any(question => question.Kind is QuestionKind.Text),
            IsAlwaysNamed = Questions.Any(question => question.IsAlwaysNamed),
        };
        return settings.Check(onRoll).IsRefused(out var refusal, out var privacy) ? refusal : this with { Privacy = privacy, Reason = reason, OnRoll = onRoll };
    }
}
