using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Domain.PeerReview;

/// <summary>The limits of rounds of peer review. The bars are those of <see cref="DisclosureLimits"/>.</summary>
public static class ReviewLimits
{
    /// <summary>The fewest and the most scales of a round: with three a prompt is answered in four taps.</summary>
    public const int QuestionsMin = 2;

    /// <summary>The most scales of a round.</summary>
    public const int QuestionsMax = 5;

    /// <summary>The highest step of a scale; the lowest is 1.</summary>
    public const int ScaleMax = 4;

    /// <summary>The longest title, in characters.</summary>
    public const int TitleMax = 80;

    /// <summary>The longest question, in characters.</summary>
    public const int QuestionMax = 140;

    /// <summary>The longest comment, in characters.</summary>
    public const int CommentMax = 300;

    /// <summary>The longest reason of whoever hides a comment, in characters.</summary>
    public const int ReasonMax = 300;

    /// <summary>So many must take part, as for every anonymous ask.</summary>
    public const int PeopleMin = DisclosureLimits.AnonymousRollMin;

    /// <summary>So many may take part at the most.</summary>
    public const int PeopleMax = 2000;

    /// <summary>The longest time for joining, and the longest time for answering, in days.</summary>
    public const int DaysMax = 90;

    /// <summary>The longest grace, in days.</summary>
    public const int GraceDaysMax = 14;

    /// <summary>
    /// For so many days after the end it is tried to open somebody's box though its key can't be used, where other keys can: ten working
    /// days, as for every first reply, in which what was damaged or deleted can be restored.
    /// </summary>
    public const int KeyLostAfterDays = 14;

    /// <summary>For so many days where no key can be used: as long as Key Vault keeps a deleted key at the most.</summary>
    public const int AllKeysLostAfterDays = 90;

    /// <summary>Where nobody can answer for so many hours for want of a key, those who run rounds are told, and at the end those about whom too few answered.</summary>
    public const int KeyAwayHours = 3;

    /// <summary>So many colleagues can be named at joining with whom there is a conflict.</summary>
    public const int ConflictsMax = 3;
}
