using LeadershipBot.Domain.Meetings;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Attendance;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// The day before a meeting with a short link, asks Graph by which long one Teams knows it: by that Teams tells when it begins and ends. Kept
/// is only where that leads, which names nobody. Without a permission, or where it is another's meeting, the register is asked for when the
/// arranged time is over, as ever.
/// </summary>
internal sealed class LearnLink(MeetingShelf shelf, TeamsOrganisers organisers, AttendanceReader reader, GraphOptions graph, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.link";

    private static readonly TimeSpan Before = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <summary>The order to do so, for the commit that puts in a short link, or moves the meeting that has one; none else.</summary>
    /// <param name="key">The meeting.</param>
    /// <param name="before">The meeting before; null for a new one.</param>
    /// <param name="after">The meeting after it.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<Change> After(string key, Meeting? before, Meeting after, DateTimeOffset now)
    {
        if (!IsWanted(after, now) || (before is not null && IsWanted(before, now) && before.Content.JoinUrl == after.Content.JoinUrl && before.Content.StartsAt == after.Content.StartsAt))
            yield break;
        var due = after.Content.StartsAt - Before;
        yield return new Change.Upsert(OutboxRow.New(key, Kind, "", due > now ? due : now));
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!graph.Enabled || await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Meeting: var meeting } head || !IsWanted(meeting, now))
            return new Delivered.Done();
        if (meeting.Content.StartsAt - Before > now)
            return new Delivered.NotBefore(meeting.Content.StartsAt - Before); // it was moved
        if (await organisers.FindAsync(meeting, cancellationToken) is not { } organiser)
            return new Delivered.Done();
        var link = meeting.Content.JoinUrl;
        var answer = await reader.FindOwnJoinUrlAsync(organiser.TenantId, organiser.ObjectId, JoinLink.MeetingIdOf(link)!, cancellationToken);
        if (answer.Outcome is GraphOutcome.Throttled or GraphOutcome.Unavailable or GraphOutcome.NoToken)
            return new Delivered.NotBefore(now + (answer.RetryAfter > Pause ? answer.RetryAfter.Value : Pause));
        if (answer.IsDone)
            await shelf.ChangeAsync(head.Key, null, there => there.Meeting.Content.JoinUrl == link ? there.Meeting with { JoinedAs = JoinLink.PathOf(answer.Value) } : there.Meeting, _ => [], cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>Whether it isn't known yet of a meeting whose end matters, since its register is asked for.</summary>
    private static bool IsWanted(Meeting meeting, DateTimeOffset now)
        => meeting is { JoinedAs.Length: 0, AsksForRegister: true, ClosedAt: null } && now < meeting.Content.EndsAt && meeting.WhyOff() is null && JoinLink.MeetingIdOf(meeting.Content.JoinUrl) is not null;
}
