using System.Globalization;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Polls;

/// <summary>How often the same poll is asked again.</summary>
public enum RepeatEvery
{
    /// <summary>Once: it isn't repeated.</summary>
    Never,

    /// <summary>On the same weekday.</summary>
    Week,

    /// <summary>On the same weekday, every other week.</summary>
    TwoWeeks,

    /// <summary>On the same day of the month, or its last where it has no such day.</summary>
    Month,

    /// <summary>The same, every three months.</summary>
    ThreeMonths,

    /// <summary>On the same day of the year.</summary>
    Year,
}

/// <summary>
/// That a poll is asked again and again, each time as a poll of its own, at the same time of day as the clock on its owner's
/// wall shows it, in summer and in winter.
/// </summary>
/// <param name="Every">How often; never <see cref="RepeatEvery.Never"/>.</param>
/// <param name="From">When the first of them opened: the days of all others are counted from it, so that a 31st comes back after February.</param>
/// <param name="ZoneId">The owner's time zone.</param>
public sealed record Repetition(RepeatEvery Every, DateTimeOffset From, string ZoneId)
{
    /// <summary>The most polls of one series.</summary>
    public const int TimesMax = 60;

    /// <summary>After so many polls it ends; null for no such end but <see cref="TimesMax"/>.</summary>
    public int? Times { get; init; }

    /// <summary>None opens later than this; null for no such end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When somebody stopped it; null if nobody did.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The first opening after a moment; null where it ends before.</summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="number">The number in its series of the poll that would open, from 2.</param>
    /// <param name="zone">That of <see cref="ZoneId"/>.</param>
    public DateTimeOffset? Next(DateTimeOffset after, int number, TimeZoneInfo zone)
    {
        if (StoppedAt is not null || number > (Times ?? TimesMax))
            return null;
        var first = LocalTime.Of(From, zone);
        for (var step = 1; ; step++)
        {
            var opening = LocalTime.FirstMomentOf(Moved(first, step), zone);
            if (opening > after)
                return opening <= (Until ?? DateTimeOffset.MaxValue) ? opening : null;
        }
    }

    /// <summary>When a poll that opens then closes: as long after, on the wall, as the one before.</summary>
    /// <param name="opening">When it opens.</param>
    /// <param name="before">The poll before it.</param>
    /// <param name="zone">That of <see cref="ZoneId"/>.</param>
    /// <returns>Null where it is closed by hand.</returns>
    public static DateTimeOffset? ClosingOf(DateTimeOffset opening, Poll before, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (before.ClosesAt is not { } closes)
            return null;
        var open = LocalTime.Of(closes, zone) - LocalTime.Of(before.OpenedAt, zone);
        return LocalTime.FirstMomentOf(LocalTime.Of(opening, zone) + open, zone);
    }

    /// <summary>Why a poll can't be repeated so; null if it can.</summary>
    /// <param name="questions">What it asks.</param>
    /// <param name="opens">When the poll that is repeated opens, or opened.</param>
    /// <param name="closesAt">When that closes; null for by hand.</param>
    /// <param name="zone">That of <see cref="ZoneId"/>.</param>
    public Refusal? Check(IEnumerable<Question> questions, DateTimeOffset opens, DateTimeOffset? closesAt, TimeZoneInfo zone)
    {
        if (questions.Any(question => question.Kind is QuestionKind.Dates))
            return new Refusal("polls.repeat.refused.dates");
        if (Times is < 2 or > TimesMax)
            return new Refusal("polls.repeat.refused.times", ("max", TimesMax.ToString(CultureInfo.InvariantCulture)));
        if (closesAt is not { } closes)
            return new Refusal("polls.repeat.refused.byHand");
        if (Next(opens, 2, zone) is not { } next)
            return new Refusal("polls.repeat.refused.once");
        return closes <= next ? null : new Refusal("polls.repeat.refused.overlaps");
    }

    private DateTime Moved(DateTime first, int step) => Every switch
    {
        RepeatEvery.Week => first.AddDays(7 * step),
        RepeatEvery.TwoWeeks => first.AddDays(14 * step),
        RepeatEvery.Month => first.AddMonths(step),
        RepeatEvery.ThreeMonths => first.AddMonths(3 * step),
        RepeatEvery.Year => first.AddYears(step),
        _ => throw new InvalidOperationException("What is asked once has no next time."),
    };
}
