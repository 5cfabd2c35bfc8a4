using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Attendance;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// After a meeting with a Teams link has ended whose register is asked for, asks Teams who was there, and again at its times, since reports may come late. Whoever
/// organised it in Teams must have put its link in, or agree to it: see <see cref="Meeting.MayBeReadOf"/>.
/// Only the meeting's own time counts. What looks complete is read once more at the next time. Where Teams can't be asked or doesn't answer, it
/// is asked daily until the link goes. Without a permission it is asked once, and the register is kept by hand, until somebody has it asked again: see <see cref="AskForReport"/>.
/// </summary>
internal sealed class ReadAttendance(MeetingShelf shelf, AttendanceShelf notes, AttendanceReader reader, TakeAttendance take, TeamsOrganisers organisers, IRoleHolders roles, AskBook book, GraphOptions graph, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.attendance";

    /// <summary>Why nothing was read where a short link doesn't say who organised the meeting.</summary>
    private const string Short = "short";

    /// <summary>So much before the end of the meeting may its last session end, to be taken for the end of it.</summary>
    private static readonly TimeSpan EndsEarlyMax = TimeSpan.FromMinutes(30);

    /// <summary>So long all reports together may take, however quickly each answer comes: what takes longer is asked for again at the next time, since a delivery that runs out of time is given up in the end.</summary>
    private static readonly TimeSpan ReportsWithin = TimeSpan.FromSeconds(16);

    private static readonly TimeSpan PauseUsual = TimeSpan.FromMinutes(5);

    /// <summary>The order to begin with it, for a meeting that has ended, with the note that it was ordered.</summary>
    public static IEnumerable<Change> Begin(MeetingHead head) =>
    [
        new Change.Insert(AttendanceRows.Of(head.Key, new AttendanceNote(AttendanceState.Awaited) { HeldUntil = head.Meeting.HeldUntil })),
        new Change.Upsert(OutboxRow.New(head.Key, Kind, "", NextTry(head.Meeting, 0) ?? head.Meeting.OverAt)),
    ];

    /// <summary>The order to read again what was read, where the meeting began again, or ended later, in Teams since; nothing else.</summary>
    public static IEnumerable<Change> Again(MeetingHead head, AttendanceNote note)
    {
        if (note is not ({ State: AttendanceState.Read } or { Why: "none" }) || note.HeldUntil == head.Meeting.HeldUntil)
            return [];
        return
        [
            new Change.Replace(AttendanceRows.Of(head.Key, note with { State = AttendanceState.Awaited, Why = "", Tries = 0, HeldUntil = head.Meeting.HeldUntil })),
            new Change.Upsert(OutboxRow.New(head.Key, Kind, "", NextTry(head.Meeting, 0) ?? head.Meeting.OverAt)),
        ];
    }

    /// <summary>The order to ask at once, as somebody wants, where it wasn't available.</summary>
    public static IEnumerable<Change> AtOnce(string key, AttendanceNote note, DateTimeOffset now) =>
    [
        new Change.Replace(AttendanceRows.Of(key, note with { State = AttendanceState.Awaited, Why = "", Tries = 0 })),
        new Change.Upsert(OutboxRow.New(key, Kind, "", now)),
    ];

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || await notes.FindAsync(head.Key, cancellationToken) is not { IsSettled: false } note || head.Meeting.WhyOff() is not null)
            return new Delivered.Done();
        if (!head.Meeting.AsksForRegister)
            return await ForgoAsync(head, note, cancellationToken);
        if (NextTry(head.Meeting, note.Tries) is { } at && at > time.GetUtcNow())
            return new Delivered.NotBefore(at); // it began again, or was ordered before it ended
        if (!graph.Enabled)
            return await EndAsync(head, note, "off", cancellationToken);
        if (head.Meeting.Content.JoinUrl.Length == 0)
            return await EndAsync(head, note, AttendanceRows.Gone, cancellationToken);
        if (head.Meeting.IsOfMailbox && !note.IsAgreed && await organisers.FindMailboxAsync(head.Meeting, cancellationToken) is null)
            return await EndAsync(head, note, AttendanceRows.Unlisted, cancellationToken); // first: by a short link nobody is known then, either, which isn't why
        if (await organisers.FindAsync(head.Meeting, cancellationToken) is not { } organiser)
            return await EndAsync(head, note, WhyUnknown(head.Meeting), cancellationToken);
        if (!head.Meeting.MayBeReadOf(organiser, note.IsAgreed))
            return await EndUnlessAgreedAsync(head, note, organiser, cancellationToken);
        return await AskAsync(head, note, organiser, cancellationToken);
    }

    /// <summary>It isn't read; whoever organised it in Teams is asked once whether it may be, where they could have it read and its register is open.</summary>
    private async Task<Delivered> EndUnlessAgreedAsync(MeetingHead head, AttendanceNote note, MemberId organiser, CancellationToken cancellationToken)
    {
        var held = (await roles.FindAsync(head.Meeting.Organisation.Id, organiser, cancellationToken))?.Roles ?? default;
        if (head.Meeting.ClosedAt is null && (held & Meeting.Makers) != Roles.Member)
            await book.OrderAsync(new AskOrder(organiser, head.Meeting.Organisation.Id, MayReportBeRead.AskKind, MeetingSubjects.OfTime(head), new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        return await EndAsync(head, note, AttendanceRows.Stranger, cancellationToken);
    }

    private static string WhyUnknown(Meeting meeting)
    {
        if (JoinLink.IsOfChannel(meeting.Content.JoinUrl))
            return AttendanceRows.Channel;
        return meeting.LooksInMailbox ? AttendanceRows.Mailbox : Short;
    }

    private static DateTimeOffset? NextTry(Meeting meeting, int tries)
        => Attended.NextTry(tries, meeting.OverAt, Zones.OrUnitedKingdom(meeting.Content.Zone));

    private DateTimeOffset NextAfter(Meeting meeting, AttendanceNote note)
        => Attended.NextAfter(note.Tries, meeting.OverAt, Zones.OrUnitedKingdom(meeting.Content.Zone), time.GetUtcNow());

    private static DateTimeOffset EndOf(Meeting meeting) => meeting.HeldUntil ?? meeting.Content.EndsAt;

    private async Task<Delivered> AskAsync(MeetingHead head, AttendanceNote note, MemberId organiser, CancellationToken cancellationToken)
    {
        var meetingId = JoinLink.MeetingIdOf(head.Meeting.Content.JoinUrl);
        var found = await GraphWithin.AskAsync(
            GraphWithin.ADelivery,
            stop => meetingId is null
                ? reader.FindMeetingAsync(organiser.TenantId, organiser.ObjectId, head.Meeting.Content.JoinUrl, stop)
                : reader.FindOwnMeetingAsync(organiser.TenantId, organiser.ObjectId, meetingId, stop),
            cancellationToken);
        if (meetingId is not null && found.Outcome is GraphOutcome.NotFound)
            return await EndAsync(head, note, Short, cancellationToken);
        if (!found.IsDone)
            return await NotDoneAsync(head, note, found, cancellationToken);
        var told = await GraphWithin.AskAsync(ReportsWithin, stop => ReportsAsync(head.Meeting, organiser, UntilOf(head.Meeting, organiser), found.Value, stop), cancellationToken);
        if (!told.IsDone)
            return await NotDoneAsync(head, note, told, cancellationToken);
        var (ofIt, joiners) = told.Value;
        if (ofIt.Count == 0)
            return await AgainAsync(head, note, "none", isTrouble: false, cancellationToken);
        var isComplete = NextTry(head.Meeting, note.Tries + 1) is null || (note.HasReport && ofIt.Max(report => report.EndsAt) >= EndOf(head.Meeting) - EndsEarlyMax);
        var after = await take.RunAsync(head.Key, Attended.Of(joiners), cancellationToken);
        after = after with { ETag = note.ETag, IsAgreed = note.IsAgreed, Tries = note.Tries + 1, HeldUntil = note.HeldUntil, State = isComplete ? AttendanceState.Read : AttendanceState.Awaited };
        if (isComplete)
            await take.TellAsync(head.Key, after, cancellationToken);
        return await KeepAsync(head, after, cancellationToken);
    }

    /// <summary>Until when it is read who was there: of whoever agreed only at the time that they read when they did.</summary>
    private static DateTimeOffset UntilOf(Meeting meeting, MemberId organiser) => meeting.MayBeReadOf(organiser, hasAgreed: false) ? meeting.OverAt : meeting.Content.EndsAt;

    /// <summary>The reports of the sessions at the meeting's time, and who was there in its own time.</summary>
    private async Task<GraphAnswer<(IReadOnlyList<AttendanceReport> Reports, IReadOnlyList<Joiner> Joiners)>> ReportsAsync(Meeting meeting, MemberId organiser, DateTimeOffset until, string id, CancellationToken cancellationToken)
    {
        var reports = await reader.ReportsAsync(organiser.TenantId, organiser.ObjectId, id, cancellationToken);
        if (!reports.IsDone)
            return reports.Failed<(IReadOnlyList<AttendanceReport>, IReadOnlyList<Joiner>)>();
        var ofIt = reports.Value.Where(report => report.StartsAt < until && report.EndsAt > meeting.Content.StartsAt).ToList();
        var joiners = new List<Joiner>();
        foreach (var report in ofIt)
        {
            var records = await reader.RecordsAsync(organiser.TenantId, organiser.ObjectId, id, report.Id, cancellationToken);
            if (!records.IsDone)
                return records.Failed<(IReadOnlyList<AttendanceReport>, IReadOnlyList<Joiner>)>();
            joiners.AddRange(records.Value.Select(record => new Joiner(record.ObjectId is { } one ? new MemberId(record.TenantId ?? organiser.TenantId, one) : null, record.Total, [.. record.Intervals.Select(interval => (interval.JoinedAt, interval.LeftAt))]).Within((report.StartsAt, report.EndsAt), (meeting.Content.StartsAt, until))));
        }

        return new(GraphOutcome.Done, (ofIt, joiners));
    }

    private async Task<Delivered> NotDoneAsync<T>(MeetingHead head, AttendanceNote note, GraphAnswer<T> answer, CancellationToken cancellationToken) => answer.Outcome switch
    {
        GraphOutcome.Throttled => new Delivered.NotBefore(time.GetUtcNow() + (answer.RetryAfter ?? PauseUsual), Noted(head, note, note with { Why = "throttled" })),
        GraphOutcome.NoPermission when answer.IsUnproven => await AgainAsync(head, note, "token", isTrouble: true, cancellationToken),
        GraphOutcome.NoPermission => await EndAsync(head, note, "permission", cancellationToken),
        GraphOutcome.NoToken => await AgainAsync(head, note, "token", isTrouble: true, cancellationToken),
        GraphOutcome.NotFound => await EndAsync(head, note, "notFound", cancellationToken),
        GraphOutcome.Unavailable => await AgainAsync(head, note, "unavailable", isTrouble: true, cancellationToken),
        _ => await EndAsync(head, note, "refused", cancellationToken),
    };

    /// <summary>It is asked again at the next time, and why is said meanwhile; after the last, what was read before is all, or it isn't available unless that may pass.</summary>
    private Task<Delivered> AgainAsync(MeetingHead head, AttendanceNote note, string why, bool isTrouble, CancellationToken cancellationToken)
    {
        if (NextTry(head.Meeting, note.Tries + 1) is not null)
            return KeepAsync(head, note with { Tries = note.Tries + 1, Why = isTrouble ? why : "" }, cancellationToken);
        return isTrouble && !note.HasReport ? KeepAsync(head, note with { Tries = note.Tries + 1, Why = why }, cancellationToken) : EndAsync(head, note, why, cancellationToken);
    }

    /// <summary>What is noted of the reading, where that is anything new.</summary>
    private static Change[] Noted(MeetingHead head, AttendanceNote before, AttendanceNote after)
        => before == after ? [] : [new Change.Replace(AttendanceRows.Of(head.Key, after))];

    private async Task<Delivered> SettleAsync(MeetingHead head, AttendanceNote note, CancellationToken cancellationToken)
    {
        var after = note with { Tries = note.Tries + 1, State = AttendanceState.Read, Why = "" };
        await take.TellAsync(head.Key, after, cancellationToken);
        return await KeepAsync(head, after, cancellationToken);
    }

    /// <summary>Nobody keeps its register any more, as where its agenda was taken out: who was there is no business of ours. With an agenda it begins anew.</summary>
    private async Task<Delivered> ForgoAsync(MeetingHead head, AttendanceNote note, CancellationToken cancellationToken)
    {
        await store.CommitAsync(MeetingRows.Table, head.Key, [new Change.Delete(AttendanceRows.Row, note.ETag)], cancellationToken); // a conflict: another server did
        return new Delivered.Done();
    }

    /// <summary>Nothing more comes: what was read before is all, or it isn't available.</summary>
    private Task<Delivered> EndAsync(MeetingHead head, AttendanceNote note, string why, CancellationToken cancellationToken)
        => note.HasReport ? SettleAsync(head, note, cancellationToken) : KeepAsync(head, note with { Tries = note.Tries + 1, State = AttendanceState.NotAvailable, Why = why }, cancellationToken);

    /// <summary>Kept at once, so that another server goes on from there; when it is settled, the meeting is looked at, which may let its link go.</summary>
    private async Task<Delivered> KeepAsync(MeetingHead head, AttendanceNote after, CancellationToken cancellationToken)
    {
        var change = new Change.Replace(AttendanceRows.Of(head.Key, after));
        if (!after.IsSettled)
            return new Delivered.NotBefore(NextAfter(head.Meeting, after), change);
        await store.CommitAsync(MeetingRows.Table, head.Key, [change], cancellationToken); // a conflict: another server has settled it
        await shelf.LookAsync(head.Key, cancellationToken);
        return new Delivered.Done();
    }
}
