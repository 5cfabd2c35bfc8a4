namespace LeadershipBot.Domain.Interests;

/// <summary>Why a person is asked about their interests.</summary>
public enum InterestPromptKind
{
    /// <summary>They have had a role for 28 days and have declared nothing, not even that there is nothing.</summary>
    First,

    /// <summary>What they declared is a year old.</summary>
    Yearly,
}

/// <summary>The rule when people who decide are asked about their interests.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Since">Since when: the day of the role, or of the last declaration. It names the prompt, so that each is sent once.</param>
public sealed record InterestPrompt(InterestPromptKind Kind, DateOnly Since)
{
    /// <summary>The prompt that is due; null if none is.</summary>
    /// <param name="roleSince">Since when they have had a role of <see cref="InterestLimits.Deciders"/>; null if they have none.</param>
    /// <param name="lastDeclared">When they last declared, changed, ended or confirmed something, or declared nothing; null if never.</param>
    /// <param name="today">The date.</param>
    public static InterestPrompt? DueOn(DateOnly today, DateOnly? roleSince, DateOnly? lastDeclared)
    {
        if (roleSince is not { } since)
            return null;
        if (lastDeclared is { } last)
            return today.DayNumber - last.DayNumber >= InterestLimits.ConfirmAfterDays ? new InterestPrompt(InterestPromptKind.Yearly, last) : null;
        return today.DayNumber - since.DayNumber >= InterestLimits.DeclareWithinDays ? new InterestPrompt(InterestPromptKind.First, since) : null;
    }
}
