using System.Globalization;

namespace LeadershipBot.Domain.Interests;

/// <summary>Why a person is asked about their interests.</summary>
public enum InterestPromptKind
{
    /// <summary>They have had a role for a while and have declared nothing, not even that there is nothing.</summary>
    First,

    /// <summary>The same, and the days in which it is to be declared are nearly over, or over; again when another year has gone.</summary>
    Last,

    /// <summary>What they declared is a year old.</summary>
    Yearly,
}

/// <summary>The rule when people who decide are asked about their interests.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Since">Since when: the day of the role, or of the last declaration.</param>
public sealed record InterestPrompt(InterestPromptKind Kind, DateOnly Since)
{
    /// <summary>How many whole years they have had the role without a word; 0 but for <see cref="InterestPromptKind.Last"/>.</summary>
    public int Years { get; init; }

    /// <summary>The last day on which it is in time, for who has just taken up a role: within 28 days.</summary>
    public DateOnly Until => Since.AddDays(InterestLimits.DeclareWithinDays);

    /// <summary>Names the prompt, so that each is sent once: letters, digits, hyphens and dots.</summary>
    public string Name
    {
        get
        {
            var day = Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return (Kind, Years) switch
            {
                (InterestPromptKind.Last, 0) => day + ".last",
                (InterestPromptKind.Last, var years) => $"{day}.last.{years.ToString(CultureInfo.InvariantCulture)}",
                _ => day,
            };
        }
    }

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
        return (today.DayNumber - since.DayNumber) switch
        {
            < InterestLimits.FirstPromptAfterDays => null,
            < InterestLimits.LastPromptAfterDays => new InterestPrompt(InterestPromptKind.First, since),
            var days => new InterestPrompt(InterestPromptKind.Last, since) { Years = days / InterestLimits.ConfirmAfterDays },
        };
    }
}
