using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// What people answered in Outlook, as far as the organisation's lists know their addresses: it stands in the bot, too, so that nobody
/// is reminded who has answered. Addresses are matched as they are read and not kept.
/// </summary>
internal sealed class CalendarReplies(MeetingShelf meetings, RegisterReading reading, IAddresses addresses, Outbox outbox, Contention contention)
{
    /// <summary>What was answered to an event by people whom the organisation lists.</summary>
    public async Task<IReadOnlyList<OutlookReply>> ReadAsync(CalendarRun run, CalendarEvent said, CancellationToken cancellationToken)
    {
        if (said.Invited is not { Count: > 0 } invited)
            return [];
        var known = run.Addresses ??= await addresses.ReadAsync(run.Calendar.Organisation.Id, run.Calendar.TenantId, cancellationToken);
        var replies = new List<OutlookReply>();
        foreach (var one in invited)
        {
            if (one.Answer is not InvitedAnswer.Organiser && known.TryGetValue(one.Address.ToLowerInvariant(), out var person))
                replies.Add(new OutlookReply(person, one.Answer switch { InvitedAnswer.Accepted => Reply.Coming, InvitedAnswer.Declined => Reply.Apologies, _ => Reply.None }, one.AnsweredAt));
        }

        return replies;
    }

    /// <summary>Has it stand in a meeting that is still to come. Done again, it changes nothing.</summary>
    public async Task BringAsync(string meetingKey, IReadOnlyList<OutlookReply> replies, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (replies.Count == 0 || await meetings.FindAsync(meetingKey, cancellationToken) is not { } head || head.Meeting.WhyNoAnswer(now) is not null)
            return;
        foreach (var reply in replies)
            await contention.RunAsync(stop => OnceAsync(head, reply, stop), cancellationToken);
    }

    private async Task<string?> OnceAsync(MeetingHead head, OutlookReply reply, CancellationToken cancellationToken)
    {
        if (await reading.FindAsync(head, reply.Person, cancellationToken) is not { } row || reply.Take(row.Attendee) is var after && after == row.Attendee)
            return "same";
        await meetings.NoteAsync(head.Meeting.Organisation.Id, head.Key, new MemberId[] { reply.Person }, cancellationToken);
        return await outbox.CommitAsync(MeetingRows.Table, head.Key, [row.Becomes(head.Key, reply.Take(row.Attendee))], cancellationToken) is CommitResult.Committed ? "done" : null;
    }
}
