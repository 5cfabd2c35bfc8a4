using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>
/// Looks at a meeting when it was changed or something is due: calls people to it, shows them what changed, has them hear of another
/// time, calls whom the organisation lists only later, reminds those who have not answered, writes down who is called as it begins, and
/// asks for the register once it is over. Each is ordered under a name of its own, so that ordering it again changes nothing.
/// </summary>
internal sealed class WatchMeeting(MeetingShelf shelf, CallRounds rounds, SendingDesk desk, SendingShelf sendings, AskBook book, LetLinkGo links, AttendanceShelf attendance, MeetingRoll roll, Outbox outbox, MeetingKeepers keepers, IReach reaches, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.watch";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (head.Meeting is { Source: not null, Roll: null, Revision: > 0 } && !head.Meeting.TakesRoll(time.GetUtcNow()))
            await roll.ClearAsync(head.Key, cancellationToken);
        if (head.Meeting.AsksForRegister)
            head = await roll.FreezeAsync(head, cancellationToken);
        var (now, meeting) = (time.GetUtcNow(), head.Meeting);
        var state = meeting.StateAt(now);
        var called = await sendings.FindAsync(SendingOf(MeetingCall.SendingKind, head.Key), cancellationToken);
        var isOfCalendar = meeting.Source is not null; // Outlook has invited people and reminds them, also where its calendar isn't followed any more
        if (called is not null || isOfCalendar)
            await ShowAsync(head, now, cancellationToken);
        if (state is MeetingState.Coming && !isOfCalendar)
            await CallAsync(head, now, cancellationToken);
        var remind = isOfCalendar ? null : await RemindAtAsync(head, cancellationToken);
        if (state is MeetingState.Coming && remind <= now)
            await OrderAsync(head, MeetingReminder.SendingKind, MeetingReminder.SubjectOf(head, meeting.Content.StartsAt), now, cancellationToken);
        if (state is MeetingState.Over && meeting.AsksForRegister)
            await AskForRegisterAsync(head, cancellationToken);
        if (meeting.Content.JoinUrl.Length > 0)
            await SeeToLinkAsync(head, now, cancellationToken);
        return Next(meeting, remind, now) is { } next ? new Delivered.NotBefore(next) : new Delivered.Done();
    }

    /// <summary>By the link it is read who was there, once the meeting is over, where its register is asked for; when that and the register are done, it goes.</summary>
    private async Task SeeToLinkAsync(MeetingHead head, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var note = await attendance.FindAsync(head.Key, cancellationToken);
        if (now >= LinkGoesAt(head.Meeting) || (head.Meeting.ClosedAt is not null && (note is { IsSettled: true } || !head.Meeting.AsksForRegister)))
            await links.RunAsync(head, cancellationToken);
        else if (note is null && head.Meeting.AsksForRegister && head.Meeting.StateAt(now) is MeetingState.Over or MeetingState.Closed)
            await outbox.CommitAsync(MeetingRows.Table, head.Key, [.. ReadAttendance.Begin(head)], cancellationToken); // a conflict: another server began it
        else if (note is not null && head.Meeting.ClosedAt is null && ReadAttendance.Again(head, note).ToList() is { Count: > 0 } again)
            await outbox.CommitAsync(MeetingRows.Table, head.Key, again, cancellationToken); // a conflict: another server did
    }

    /// <summary>Everybody is called whom it calls; who is called only now in a round of their own.</summary>
    private async Task CallAsync(MeetingHead head, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var round = 0; round <= head.Meeting.Calls; round++)
            await OrderAsync(head, MeetingCall.SendingKind, CallRounds.SubjectOf(head.Key, round), now, cancellationToken);
        if (await rounds.IsSettledAsync(head, cancellationToken) && await rounds.HasNewcomersAsync(head, cancellationToken))
            await shelf.ChangeAsync(head.Key, null, one => one.ETag == head.ETag ? one.Meeting with { Calls = one.Meeting.Calls + 1 } : one.Meeting, _ => [], cancellationToken); // which has it looked at again
    }

    /// <summary>Names a sending about a meeting: one, whatever happens.</summary>
    public static string SendingOf(string kind, string subject) => Keys.Hash(kind, subject);

    private async Task ShowAsync(MeetingHead head, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var round = 0; round <= head.Meeting.Calls; round++)
            await desk.ChangeContentAsync(CallRounds.SendingOf(head.Key, round), 1 + head.Meeting.Revision, cancellationToken);
        for (var anew = 0; anew <= head.Meeting.Anew; anew++)
            await desk.ChangeContentAsync(SendingOf(WereYouThere.SendingKind, MeetingSubjects.OfTime(head, anew)), 1 + head.Meeting.Revision, cancellationToken);
        foreach (var startsAt in new[] { head.Meeting.Content.StartsAt, head.Meeting.MovedFrom }.OfType<DateTimeOffset>())
            await desk.ChangeContentAsync(SendingOf(MeetingReminder.SendingKind, MeetingReminder.SubjectOf(head, startsAt)), 1 + head.Meeting.Revision, cancellationToken);
        for (var number = 1; number <= head.Meeting.News; number++)
        {
            var subject = MeetingNews.SubjectOf(head.Key, number);
            if (number == head.Meeting.News)
                await OrderAsync(head, MeetingNews.SendingKind, subject, now, cancellationToken);
            await desk.ChangeContentAsync(SendingOf(MeetingNews.SendingKind, subject), 1 + head.Meeting.Revision, cancellationToken);
        }
    }

    private async Task OrderAsync(MeetingHead head, string kind, string subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (id, maker) = (SendingOf(kind, subject), head.Meeting.MadeBy?.Id ?? default);
        if (await sendings.FindAsync(id, cancellationToken) is not null)
            return;
        var isWatched = kind == MeetingCall.SendingKind && subject == head.Key && head.Meeting.MadeBy is not null;
        var order = new SendingHead(id, kind, subject, head.Meeting.Organisation.Id, maker)
        {
            OrderedAt = now,
            StartsAt = now,
            Wanted = new Wanted(1 + head.Meeting.Revision, 1, IsCancelled: false, IsWithdrawn: false),
            WatchedIn = isWatched ? (await reaches.FindAsync(maker, cancellationToken)).Chat : null,
        };
        await desk.OrderAsync(order, cancellationToken);
    }

    /// <summary>Whoever arranged it is asked; where they were forgotten or may not keep it any more, the chairs and organisers.</summary>
    private async Task AskForRegisterAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        foreach (var keeper in await keepers.ListAsync(head.Meeting, [head.Meeting.MadeBy], cancellationToken))
            await book.OrderAsync(new AskOrder(keeper, head.Meeting.Organisation.Id, RegisterAsk.AskKind, MeetingSubjects.OfTime(head), new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }

    /// <summary>When people are reminded; they were last asked when it was arranged, or when they heard of another time or place.</summary>
    private async Task<DateTimeOffset?> RemindAtAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        var (meeting, asked) = (head.Meeting, head.Meeting.MadeAt);
        if (meeting.News > 0 && await sendings.FindAsync(SendingOf(MeetingNews.SendingKind, MeetingNews.SubjectOf(head.Key, meeting.News)), cancellationToken) is { OrderedAt: var told })
            asked = told;
        return MeetingTime.RemindAt(meeting.Content.StartsAt, asked, Zones.OrUnitedKingdom(meeting.Content.Zone));
    }

    private static DateTimeOffset LinkGoesAt(Meeting meeting) => meeting.Content.EndsAt.AddDays(MeetingLimits.LinkDays);

    /// <summary>When there is something to do next, without anybody's doing; null for nothing.</summary>
    internal static DateTimeOffset? Next(Meeting meeting, DateTimeOffset? remind, DateTimeOffset now)
    {
        DateTimeOffset? link = meeting.Content.JoinUrl.Length > 0 ? LinkGoesAt(meeting) : null;
        if (meeting.WhyOff() is not null || meeting.ClosedAt is not null)
            return link > now ? link : null;
        var look = meeting.Source is null ? MeetingTime.LooksAgainAt(meeting.Content.StartsAt, now) : null;
        DateTimeOffset? begins = meeting.AsksForRegister ? meeting.Content.StartsAt : null; // who is called then is written down
        return new[] { remind, begins, meeting.Content.EndsAt, link, look }.Where(at => at > now).Min();
    }
}

/// <summary>What the sendings about a meeting share.</summary>
internal static class MeetingSubjects
{
    /// <summary>The meeting's key, and what stands behind it in a subject; empty where nothing does.</summary>
    public static (string Key, string More) Read(string subject)
        => subject.Split('.', 3) switch
        {
            [var organisation, var id, var more] => (MeetingRows.KeyOf(organisation, id), more),
            _ => (subject, ""),
        };

    /// <summary>Names what is asked about a meeting once it is over, as its time is now: moved to a later one after it had begun, it is asked anew.</summary>
    public static string OfTime(MeetingHead head) => OfTime(head, head.Meeting.Anew);

    /// <summary>The same of the time that it had when it had begun anew so often.</summary>
    public static string OfTime(MeetingHead head, int anew) => anew == 0 ? head.Key : string.Create(CultureInfo.InvariantCulture, $"{head.Key}.{anew}");

    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
