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
}
