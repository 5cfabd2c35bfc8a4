namespace LeadershipBot.Domain.Polls;

/// <summary>How large a poll may be, so that its card stays readable on a phone and within the size that Teams carries.</summary>
public static class PollLimits
{
    /// <summary>The longest question, in UTF-16 units, as Teams' inputs count.</summary>
    public const int QuestionCharactersMax = 300;

    /// <summary>The longest choice, in UTF-16 units: a row on a phone.</summary>
    public const int ChoiceCharactersMax = 80;

    /// <summary>Fewer choices ask nothing.</summary>
    public const int ChoicesMin = 2;

    /// <summary>The most choices that a card carries.</summary>
    public const int ChoicesMax = 10;

    /// <summary>The most choices that people rank: more, and nobody does it with care on a phone.</summary>
    public const int RankedMax = 6;

    /// <summary>The most steps of a scale: 0 to 10.</summary>
    public const int StepsMax = 11;

    /// <summary>One question is a poll, several are a survey.</summary>
    public const int QuestionsMax = 10;

    /// <summary>The longest reason for a vote, in UTF-16 units.</summary>
    public const int ReasonCharactersMax = 500;

    /// <summary>The longest answer in words, in UTF-16 units.</summary>
    public const int TextCharactersMax = 500;

    /// <summary>The highest number to count to.</summary>
    public const int TargetMax = 10_000;
}
