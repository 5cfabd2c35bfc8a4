using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;

namespace LeadershipBot.Domain.Polls;

/// <summary>When a vote is valid, when it is carried, and which interests matter in it. Most polls have none of it.</summary>
public sealed record VoteRules
{
    /// <summary>A poll that is only counted.</summary>
    public static VoteRules None { get; } = new();

    /// <summary>How many must answer.</summary>
    public Quorum Quorum { get; init; } = Quorum.None;

    /// <summary>What part of the votes cast carries it; null where nothing is to be carried.</summary>
    public RequiredShare? Required { get; init; }

    /// <summary>The choice that carries it, as an index.</summary>
    public int InFavour { get; init; }

    /// <summary>The matter in which an interest sets an answer apart; empty where none does.</summary>
    public string Matter { get; init; } = "";

    /// <summary>Whether an interest sets an answer apart.</summary>
    public bool HasMatter => Matter.Length > 0;

    /// <summary>A matter as it was typed, in one line; empty where nothing of it shows.</summary>
    public static string MatterOf(string typed)
    {
        typed = QuestionDraft.InOneLine(typed);
        return QuestionDraft.Shows(typed) ? typed : "";
    }

    /// <summary>What is decided: of consent, abstaining is no vote cast and blocking stops it.</summary>
    public Motion MotionOf(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Kind is QuestionKind.Consent
            ? new Motion(InFavour, new HashSet<int> { Question.Abstain }) { Blocking = new HashSet<int> { Question.Block } }
            : new Motion(InFavour, new HashSet<int>());
    }

    /// <summary>Whether a poll can be counted so.</summary>
    /// <param name="questions">What it asks.</param>
    /// <param name="privacy">What it promises.</param>
    /// <param name="isOnRoll">Whether those who are asked stand on a list, so that a part of them can be counted.</param>
    public Ruling<VoteRules> Check(IReadOnlyList<Question> questions, AskPrivacy privacy, bool isOnRoll)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(privacy);
        var takesOne = questions is [{ IsOnePress: true, Target: 0 }];
        if (privacy.Electorate.Check(takesOne).IsRefused(out var refusal, out var electorate))
            return refusal;
        var isByPractice = electorate.CountedBy is not CountedBy.People;
        if (isByPractice && privacy.Breakdown is not (Breakdown.None or Breakdown.Conflicted))
            return new Refusal("polls.counting.refused.breakdown");
        if (questions.Count > 1 && this != None)
            return new Refusal("polls.counting.refused.survey");
        if (Required is not null && (!takesOne || InFavour >= questions[0].Choices.Count))
            return new Refusal("polls.counting.refused.motion");
        if (questions.Any(question => question.Target > 0) && this != None)
            return new Refusal("polls.counting.refused.target");
        if (Quorum.IsPerCent && !isByPractice && !isOnRoll)
            return new Refusal("polls.counting.refused.noRoll");
        return this;
    }
}
