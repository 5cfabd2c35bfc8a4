using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>
/// Looks at a meeting when it was changed or something is due: calls people to it, shows them what changed, has them hear of another
/// time, reminds those who have not answered, and asks for the register once it is over. Each is ordered under a name of its own, so
/// that ordering it again changes nothing.
/// </summary>
internal sealed class WatchMeeting(MeetingShelf shelf, SendingDesk desk, SendingShelf sendings, AskBook book, IRoleHolders roles, IReach reaches, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.watch";
    private const int KeepersMax = 10;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var (now, meeting) = (time.GetUtcNow(), head.Meeting);
        var state = meeting.StateAt(now);
        var called = await sendings.FindAsync(SendingOf(MeetingCall.SendingKind, head.Key), cancellationToken);
        var isFollowed = meeting.Source is not null;
        if (called is null && !isFollowed && state is MeetingState.Coming)
            await OrderAsync(head, MeetingCall.SendingKind, head.Key, now, cancellationToken);
        if (called is not null || isFollowed)
            await ShowAsync(head, now, cancellationToken);
        if (state is MeetingState.Coming && RemindAt(meeting) is { } remind && remind <= now)
            await OrderAsync(head, MeetingReminder.SendingKind, MeetingReminder.SubjectOf(head), now, cancellationToken);
        if (state is MeetingState.Over && !meeting.WasOverWhenMade)
            await AskForRegisterAsync(head, cancellationToken);
        return Next(meeting, now) is { } next ? new Delivered.NotBefore(next) : new Delivered.Done();
    }

    /// <summary>Names a sending about a meeting: one, whatever happens.</summary>
    public static string SendingOf(string kind, string subject) => Keys.Hash(kind, subject);

    private async Task ShowAsync(MeetingHead head, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await desk.ChangeContentAsync(SendingOf(MeetingCall.SendingKind, head.Key), 1 + head.Meeting.Revision, cancellationToken);
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
        var isWatched = kind == MeetingCall.SendingKind && head.Meeting.MadeBy is not null;
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
        var makers = await roles.ListAsync(head.Meeting.Organisation.Id, Meeting.Makers, cancellationToken);
        IEnumerable<MemberId> keepers = head.Meeting.MadeBy is { } maker && makers.Any(one => one.Person == maker.Id)
            ? [maker.Id]
            : makers.Take(KeepersMax).Select(one => one.Person);
        foreach (var keeper in keepers)
            await book.OrderAsync(new AskOrder(keeper, head.Meeting.Organisation.Id, RegisterAsk.AskKind, head.Key, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }

    private static DateTimeOffset? RemindAt(Meeting meeting) => MeetingTime.RemindAt(meeting.Content.StartsAt, meeting.MadeAt, Zones.OrUnitedKingdom(meeting.Content.Zone));

    /// <summary>When there is something to do next, without anybody's doing; null for nothing.</summary>
    internal static DateTimeOffset? Next(Meeting meeting, DateTimeOffset now)
    {
        if (meeting.CancelledBecause is not null || meeting.ClosedAt is not null)
            return null;
        return new[] { RemindAt(meeting), meeting.Content.EndsAt }.Where(at => at > now).Min();
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

    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
