using System.Globalization;

namespace LeadershipBot.Domain.Polls;

/// <summary>How the moments of a date poll stand among its choices: to the minute, in UTC, so that each reader can be told them in their own zone.</summary>
public static class PollDates
{
    private const string Format = "yyyy-MM-dd'T'HH:mm'Z'";

    /// <summary>The choice that stands for a moment.</summary>
    public static string Write(DateTimeOffset moment) => moment.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The moment that a choice stands for; null if it is none.</summary>
    public static DateTimeOffset? Read(string choice)
        => DateTimeOffset.TryParseExact(choice, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
