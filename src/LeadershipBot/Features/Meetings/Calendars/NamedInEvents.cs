using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// Where what is known of a calendar's events names somebody: a Teams link names who organised the meeting, and what people answered in
/// Outlook waits there until it is brought to its meeting.
/// </summary>
internal sealed class NamedInEvents(IRecordStore store, Contention contention, TimeProvider time)
{
    public async Task<Named> FindAsync(CalendarHead head, MemberId person, CancellationToken cancellationToken)
    {
        var (events, replies) = (new List<Record>(), new List<Record>());
        await foreach (var row in store.ListAsync(CalendarRows.Table, head.Key, RowRange.Prefix(CalendarRows.Event), cancellationToken))
            events.Add(row);
        await foreach (var row in store.ListAsync(CalendarRows.Table, head.Key, RowRange.Prefix(CalendarRows.ToDo), cancellationToken))
        {
            if (RepliesIn(row, head).Any(one => Is(one.Person, person)))
                replies.Add(row);
        }

        var (now, known) = (time.GetUtcNow(), events.ConvertAll(CalendarRows.ToEvent));
        var living = known.Where(one => one.EndsAt > now).SelectMany(one => new[] { one.Id, one.SeriesId }).ToHashSet(StringComparer.Ordinal);
        var links = events.FindAll(row => JoinLink.OrganiserOf(row.GetString("JoinUrl") ?? "") is { } organiser && Is(organiser, person));
        return new Named([.. links.Where(row => !living.Contains(CalendarRows.ToEvent(row).Id))], [.. links.Where(row => living.Contains(CalendarRows.ToEvent(row).Id))], replies);
    }

    /// <summary>The links of what is over go, and what they answered; by the link of what is still to come people join. Safe to repeat.</summary>
    public Task ForgetAsync(CalendarHead head, MemberId person, CancellationToken cancellationToken)
        => contention.RunAsync(
            async stop =>
            {
                var named = await FindAsync(head, person, stop);
                IEnumerable<Record> rows =
                [
                    .. named.Past.Select(row => CalendarRows.OfEvent(head.Key, CalendarRows.ToEvent(row) with { JoinUrl = "" }, row.ETag)),
                    .. named.Replies.Select(row => Answered(row, RepliesIn(row, head).Where(one => !Is(one.Person, person)))),
                ];
                foreach (var some in rows.Chunk(StoreLimits.ChangesMax))
                {
                    if (await store.CommitAsync(CalendarRows.Table, head.Key, [.. some.Select(row => new Change.Replace(row))], stop) is not CommitResult.Committed)
                        return null;
                }

                return "done";
            },
            cancellationToken);

    /// <summary>A row with what one person answered alone: what others did is none of theirs.</summary>
    public static Record OfOne(Record row, CalendarHead head, MemberId person) => Answered(row, RepliesIn(row, head).Where(one => Is(one.Person, person)));

    private static IReadOnlyList<OutlookReply> RepliesIn(Record row, CalendarHead head) => OutlookReply.Read(row.GetString("Replies"), head.Calendar.TenantId);

    private static Record Answered(Record row, IEnumerable<OutlookReply> replies)
    {
        var after = new Record(row.PartitionKey, row.RowKey) { ETag = row.ETag, ["Row"] = row.GetString("Row") ?? "" };
        MeetingRows.SetIf(after, "Replies", OutlookReply.ToText(replies));
        return after;
    }

    private static bool Is(MemberId one, MemberId other) => one.ToString() == other.ToString();

    /// <summary>The rows that name them.</summary>
    /// <param name="Past">Events that are over, by their link.</param>
    /// <param name="Coming">Events still to come, or series with such, likewise.</param>
    /// <param name="Replies">Events to which they answered in Outlook, of which the meeting is still to be brought in line.</param>
    public sealed record Named(IReadOnlyList<Record> Past, IReadOnlyList<Record> Coming, IReadOnlyList<Record> Replies)
    {
        public bool IsNobody => Past.Count + Coming.Count + Replies.Count == 0;
    }
}
