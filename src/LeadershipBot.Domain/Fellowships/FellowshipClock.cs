using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Fellowships;

/// <summary>How a fellowship stands.</summary>
public enum FellowshipState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Written, and waits for somebody else's yes.</summary>
    Waiting,

    /// <summary>Applications are taken.</summary>
    Open,

    /// <summary>No more applications are taken; it is decided who gets it.</summary>
    Shortlisting,

    /// <summary>Its first day has passed, and nobody has or had a place.</summary>
    Unfilled,

    /// <summary>It runs, also where it isn't offered any more: whoever has a place keeps it.</summary>
    InProgress,

    /// <summary>Its last day has passed, and what came of it isn't confirmed for everybody yet.</summary>
    ToConfirm,

    /// <summary>It is over.</summary>
    Completed,

    /// <summary>It isn't offered any more, and nobody's place has begun.</summary>
    Withdrawn,
}

/// <summary>What decides how a fellowship stands, as it is kept beside others in a list, too.</summary>
/// <param name="IsApproved">Whether somebody else said yes to it.</param>
/// <param name="IsAsked">Whether it waits for that.</param>
/// <param name="IsWithdrawn">Whether it isn't offered any more.</param>
/// <param name="ClosesAt">Until when applications are taken, exclusive.</param>
/// <param name="Starts">Its first day.</param>
/// <param name="Ends">Its last day, inclusive.</param>
/// <param name="Live">How many have a place now, or will.</param>
/// <param name="Ended">How many places were completed, or ended early.</param>
public sealed record FellowshipMilestones(bool IsApproved, bool IsAsked, bool IsWithdrawn, DateTimeOffset? ClosesAt, DateOnly? Starts, DateOnly? Ends, int Live, int Ended)
{
    /// <summary>Whether all its places are taken.</summary>
    public bool IsFilled { get; init; }

    /// <summary>Whether one can apply at a moment: it is open, and a place isn't taken.</summary>
    public bool TakesApplicationsAt(DateTimeOffset now) => !IsFilled && StateAt(now) is FellowshipState.Open;

    /// <summary>How it stands at a moment, worked out from time.</summary>
    public FellowshipState StateAt(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (IsWithdrawn && (!IsApproved || today < Starts || Live + Ended == 0))
            return FellowshipState.Withdrawn;
        if (!IsApproved)
            return IsAsked ? FellowshipState.Waiting : FellowshipState.Draft;
        if (now < ClosesAt)
            return FellowshipState.Open;
        if (today < Starts)
            return FellowshipState.Shortlisting;
        if (Live > 0)
            return today > Ends ? FellowshipState.ToConfirm : FellowshipState.InProgress;
        return Ended > 0 ? FellowshipState.Completed : FellowshipState.Unfilled;
    }

    /// <summary>The next moment at which time alone may change how it stands; null where none is to come.</summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset now)
        => new[] { ClosesAt, StartOf(Starts), StartOf(Ends?.AddDays(1)) }.Where(moment => moment > now).Min();

    private static DateTimeOffset? StartOf(DateOnly? day) => day is { } one ? new DateTimeOffset(one.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}

/// <summary>The days of a fellowship on which something is due.</summary>
public static class FellowshipClock
{
    /// <summary>So long before applications close those who saved it are reminded.</summary>
    public static readonly TimeSpan ClosingBefore = TimeSpan.FromDays(3);

    /// <summary>So many working days after approval was asked for those who could give it are reminded.</summary>
    public const int ApproveWithinWorkingDays = 3;

    /// <summary>So many working days before the first day whoever runs it is reminded, where who covers isn't written down for every place.</summary>
    public const int CoverBeforeWorkingDays = 10;

    /// <summary>So many working days after the last day whoever runs it is reminded, and the chairs with them, where somebody's place isn't confirmed.</summary>
    public const int ConfirmWithinWorkingDays = 10;

    /// <summary>So many working days after it was over fellow and practice are asked what it was worth; said later, it counts all the same.</summary>
    public const int SurveyWithinWorkingDays = 20;

    /// <summary>Until when, exclusive, fellow and practice are asked what it was worth; null where it has no last day.</summary>
    /// <param name="ends">The last day of the fellowship.</param>
    /// <param name="endedAt">When the place ended, or was confirmed; null where neither is so.</param>
    public static DateTimeOffset? SurveyEndsAt(DateOnly? ends, DateTimeOffset? endedAt)
        => (endedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : ends) is { } over ? EndOf(WorkingDays.After(over, SurveyWithinWorkingDays)) : null;

    /// <summary>The end of a day, exclusive.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>From which day on missing cover is asked for.</summary>
    public static DateOnly CoverDueOn(DateOnly starts) => WorkingDays.Before(starts, CoverBeforeWorkingDays);

    /// <summary>The day halfway between its first day and its last.</summary>
    public static DateOnly HalfwayOf(DateOnly starts, DateOnly ends) => starts.AddDays((ends.DayNumber - starts.DayNumber) / 2);

    /// <summary>What follows for a fellow once it has begun, and when.</summary>
    public static OpeningCourse CourseOf(DateOnly starts, DateOnly ends) => new(HalfwayOf(starts, ends), ends, WorkingDays.After(ends, ConfirmWithinWorkingDays));

    /// <summary>How far notes about a place should have gone by a day: 1 that it starts, 2 halfway, 3 that it ended, 4 that it isn't confirmed. 0 before.</summary>
    public static int DueOn(DateOnly starts, DateOnly ends, DateOnly today)
        => today >= WorkingDays.After(ends, ConfirmWithinWorkingDays) ? 4 : today > ends ? 3 : today >= HalfwayOf(starts, ends) && today > starts ? 2 : today >= starts ? 1 : 0;

    /// <summary>The day on which the next note after these is due; null after the last.</summary>
    public static DateOnly? NextAfter(DateOnly starts, DateOnly ends, int told) => told switch
    {
        0 => starts,
        1 => HalfwayOf(starts, ends) is var half && half > starts ? half : starts.AddDays(1),
        2 => ends.AddDays(1),
        3 => WorkingDays.After(ends, ConfirmWithinWorkingDays),
        _ => null,
    };
}
