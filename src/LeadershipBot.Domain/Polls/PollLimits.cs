namespace LeadershipBot.Domain.Polls;

/// <summary>How large a poll may be, so that its card stays readable on a phone and within the size that Teams carries.</summary>
public static class PollLimits
{
    public const int QuestionCharactersMax = 300;
    public const int ChoiceCharactersMax = 80;
    public const int ChoicesMin = 2;
    public const int ChoicesMax = 10;
}
