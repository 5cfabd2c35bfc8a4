using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// After a time of a series is gone for which something was kept here: that goes over to the meeting in its place, where there is one, and
/// who keeps it hears where it is now. What was asked about it stays with it. Safe to repeat: it goes once.
/// </summary>
internal sealed class CarryOver(MeetingShelf shelf, CarriedRows rows, MeetingKeepers keepers, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.carry";

    private const string Into = "Into";
    private const string Next = "Next";
    private const string IsKept = "IsKept";
    private const string Since = "Since";

    /// <summary>So long it is waited for the meeting in its place, which is put in by the same reading.</summary>
    private static readonly TimeSpan PutInWithin = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>The order to do so, for the commit that ends the meeting.</summary>
    /// <param name="key">The meeting that ends.</param>
    /// <param name="into">The key of the one in its place; null where nobody can tell.</param>
    /// <param name="next">The key of the nearest one of its series that is to come; null for none.</param>
    /// <param name="isKept">Whether more than answers is kept for it, so that somebody hears of it.</param>
    /// <param name="now">The time.</param>
    public static Change At(string key, string? into, string? next, bool isKept, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, "", now);
        MeetingRows.SetIf(row, Into, into);
        MeetingRows.SetIf(row, Next, next);
        (row[IsKept], row[Since]) = (isKept, now);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Meeting: { CancelledBecause: not null, IsFollowed: true } } from)
            return new Delivered.Done(); // it is back
        var to = row.GetString(Into) is { } into ? await shelf.FindAsync(into, cancellationToken) : null;
        if (row.GetString(Into) is not null && to is null && time.GetUtcNow() < row.GetDateTimeOffset(Since) + PutInWithin)
            return new Delivered.NotBefore(time.GetUtcNow() + Pause);
        var isCarried = to is not null && await rows.CarryAsync(from, to, cancellationToken);
        if (row.GetBoolean(IsKept) is true)
            await TellAsync(from, isCarried ? to!.Key : row.GetString(Next), isCarried, cancellationToken);
        return new Delivered.Done();
    }

    private async Task TellAsync(MeetingHead from, string? other, bool isCarried, CancellationToken cancellationToken)
    {
        var key = CarriedNews.KeyOf(from.Key, other, isCarried);
        foreach (var keeper in await keepers.ListLastAsync(from, cancellationToken))
            await book.OrderAsync(new AskOrder(keeper, from.Meeting.Organisation.Id, CarriedNews.AskKind, key, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }
}

/// <summary>Writes what goes over from one meeting to another.</summary>
internal sealed class CarriedRows(MeetingShelf shelf, IRecordStore store, TimeProvider time)
{
    /// <summary>Whether it went over, now or before.</summary>
    public async Task<bool> CarryAsync(MeetingHead from, MeetingHead to, CancellationToken cancellationToken)
    {
        if (!CarriedOver.Fits(to.Meeting, from.Meeting, time.GetUtcNow()))
            return false;
        if (CarriedOver.Went(to.Meeting, from.Meeting))
            return true;
        var answered = (await shelf.ListPeopleAsync(from.Key, cancellationToken)).ConvertAll(row => row.Attendee).FindAll(IsOfBot);
        var conflicts = await shelf.ListConflictsAsync(from.Key, cancellationToken);
        await shelf.NoteAsync(to.Meeting.Organisation.Id, to.Key, answered.Select(one => one.Person).Concat(conflicts.SelectMany(one => new[] { one.Person, one.NotedBy?.Id }.OfType<MemberId>())), cancellationToken);
        await AddAsync(to.Key, await OfPeopleAsync(to.Key, answered, cancellationToken), cancellationToken);
        await AddAsync(to.Key, conflicts.Select(one => new Change.Insert(MeetingRows.OfConflict(to.Key, one))), cancellationToken);
        var ruling = await shelf.ChangeAsync(
            to.Key,
            null,
            there => CarriedOver.Take(there.Meeting, from.Meeting, answered.Count > 0, time.GetUtcNow()),
            _ => [Audit.ByProgram(to.Key, "meetings.carriedOver", time.GetUtcNow())],
            cancellationToken);
        return !ruling.IsRefused(out _, out var after) && CarriedOver.Went(after, from.Meeting);
    }

    /// <summary>What Outlook has of somebody, it has of the other meeting, too.</summary>
    private static bool IsOfBot(Attendee one) => one is { Reply: not Reply.None, IsFromCalendar: false } or { StandsFor: not null };

    /// <summary>
    /// What somebody said there stands, and what they answered to it in Outlook since; who is said to have a deputy there has one only where
    /// that one comes along.
    /// </summary>
    private async Task<List<Change>> OfPeopleAsync(string key, List<Attendee> answered, CancellationToken cancellationToken)
    {
        var there = (await shelf.ListPeopleAsync(key, cancellationToken)).ToDictionary(row => row.Attendee.Person.ToString(), StringComparer.Ordinal);
        var come = answered.FindAll(one => !there.TryGetValue(one.Person.ToString(), out var row) || (row.Attendee.IsFromCalendar && !(row.Attendee.RepliedAt > one.RepliedAt)));
        var coming = come.Select(one => one.Person.ToString()).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. come.Where(one => one.StandsFor is not { } whom || coming.Contains(whom.ToString()))
                .Select(one => one.Deputy is { } deputy && !coming.Contains(deputy.ToString()) ? one with { Reply = Reply.Apologies, Deputy = null } : one)
                .Select(one => (there.GetValueOrDefault(one.Person.ToString()) ?? new AttendeeRow(one, null)).Becomes(key, one)),
        ];
    }

    /// <summary>Puts it in, one by one where some of it is there already.</summary>
    private async Task AddAsync(string key, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        foreach (var some in changes.Chunk(StoreLimits.ChangesMax))
        {
            if (await store.CommitAsync(MeetingRows.Table, key, some, cancellationToken) is CommitResult.Committed)
                continue;
            foreach (var one in some)
                await store.CommitAsync(MeetingRows.Table, key, [one], cancellationToken); // a conflict: it is there
        }
    }
}
