namespace LeadershipBot.Domain.Decisions;

/// <summary>How long a decision's texts may be, so that its card stays within the size that Teams carries, and who is asked again.</summary>
public static class DecisionLimits
{
    /// <summary>The longest statement of what was decided, in UTF-16 units, as Teams' inputs count.</summary>
    public const int WhatCharactersMax = 300;

    /// <summary>The longest of the other texts, in UTF-16 units.</summary>
    public const int TextCharactersMax = 500;

    /// <summary>The longest of the short texts, such as who decided, in UTF-16 units.</summary>
    public const int ShortCharactersMax = 200;

    /// <summary>The longest comment on a decision, and the longest reason of a withdrawal, in UTF-16 units.</summary>
    public const int CommentCharactersMax = 500;

    /// <summary>The most polls that one decision is linked to.</summary>
    public const int LinkedMax = 3;

    /// <summary>What goes to more people than this is confirmed a second time, with the number shown.</summary>
    public const int AskedAgainAbove = 50;

    /// <summary>So many days after it began to go out a decision takes reactions; then they are published, once.</summary>
    public const int ReactionDays = 14;

    /// <summary>By so many days reactions can be taken longer, once, where too few have written a comment.</summary>
    public const int ExtensionDays = 7;

    /// <summary>So many days before it closes its owner is offered that: a weekend, when nobody is written to, doesn't swallow it.</summary>
    public const int OfferedDaysBefore = 3;

    /// <summary>The latest day for a review, in days from today: five years.</summary>
    public const int ReviewDaysMax = 5 * 365;

    /// <summary>The latest moment for a sending, in days from now.</summary>
    public const int ScheduleDaysMax = 90;
}
