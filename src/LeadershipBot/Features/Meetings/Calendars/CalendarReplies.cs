using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using Invited = LeadershipBot.Microsoft365.Graph.Calendars.Invited;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// What people answered in Outlook, as far as the organisation's lists know their addresses: it stands in the bot, too, so that the
/// register begins with it. Addresses are matched as they are read and not kept.
/// </summary>
internal sealed class CalendarReplies(MeetingShelf meetings, RegisterReading reading, IAddresses addresses, Outbox outbox, Contention contention)
{
    /// <summary>What was answered to an event by people whom the organisation lists; whoever organises it comes, though they mostly aren't among those invited.</summary>
    public async Task<IReadOnlyList<OutlookReply>> ReadAsync(CalendarRun run, CalendarEvent said, CancellationToken cancellationToken)
    {
        List<Invited> invited = [.. said.Invited ?? []];
        if (said.OrganiserAddress is { } organiser)
        {
            invited.RemoveAll(one => one.Address.Equals(organiser, StringComparison.OrdinalIgnoreCase));
            invited.Insert(0, new Invited(organiser, InvitedAnswer.Organiser, null));
        }

        if (invited.Count == 0)
            return [];
        var known = run.Addresses ??= await addresses.ReadAsync(run.Calendar.Organisation.Id, run.Calendar.TenantId, cancellationToken);
        var replies = new List<OutlookReply>();
        foreach (var one in invited)
        {
            if (known.TryGetValue(one.Address.ToLowerInvariant(), out var person))
                replies.Add(new OutlookReply(person, one.Answer switch { InvitedAnswer.Accepted or InvitedAnswer.Organiser => Reply.Coming, InvitedAnswer.Declined => Reply.Apologies, _ => Reply.None }, one.AnsweredAt));
        }

        return replies;
    }

    /// <summary>
    /// Has it stand in a meeting that is still to come: the rows that are there are read once, and only what differs is written. Done
    /// again, it changes nothing. False where it was over before all stood there.
    /// </summary>
    public async Task<bool> BringAsync(string meetingKey, IReadOnlyList<OutlookReply> replies, DateTimeOffset now, Func<bool> isOver, CancellationToken cancellationToken)
    {
        if (replies.Count == 0 || await meetings.FindAsync(meetingKey, cancellationToken) is not { } head || head.Meeting.WhyNoAnswer(now) is not null)
            return true;
        var there = (await meetings.ListPeopleAsync(meetingKey, cancellationToken)).ToDictionary(row => row.Attendee.Person.ToString(), row => row.Attendee, StringComparer.Ordinal);
        foreach (var reply in replies.Where(one => Changes(one, there.GetValueOrDefault(one.Person.ToString()))))
        {
            if (isOver())
                return false;
            await contention.RunAsync(stop => OnceAsync(head, reply, stop), cancellationToken);
        }

        return true;
    }

    /// <summary>Whether a reply could change how somebody stands there; of whom nothing is said, only an answer says something.</summary>
    private static bool Changes(OutlookReply reply, Attendee? there)
        => there is null ? reply.Reply is not Reply.None : reply.Take(there with { IsCalled = true }) != there with { IsCalled = true };

    private async Task<string?> OnceAsync(MeetingHead head, OutlookReply reply, CancellationToken cancellationToken)
    {
        if (await reading.FindAsync(head, reply.Person, cancellationToken) is not { } row || reply.Take(row.Attendee) is var after && after == row.Attendee)
            return "same";
        await meetings.NoteAsync(head.Meeting.Organisation.Id, head.Key, new MemberId[] { reply.Person }, cancellationToken);
        return await outbox.CommitAsync(MeetingRows.Table, head.Key, [row.Becomes(head.Key, reply.Take(row.Attendee))], cancellationToken) is CommitResult.Committed ? "done" : null;
    }
}
