using System.Collections.Concurrent;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// Says among whose meetings in Teams the one behind a link is looked for. Graph finds it by their object id alone, and of a followed mailbox
/// only the address is known: so by the organisation's own list, which names the addresses of its people, and no permission more is needed.
/// Of a mailbox that the organisation may not follow nobody is known.
/// </summary>
internal sealed class TeamsOrganisers(CalendarShelf calendars, CalendarSettings settings, IAddresses addresses, TimeProvider time)
{
    /// <summary>So long it is remembered for cards who has a mailbox: the whole list is read for it.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Owner> _owners = new(StringComparer.Ordinal);

    /// <summary>Who that is, as it is known now; null where nobody knows.</summary>
    public async Task<MemberId?> FindAsync(Meeting meeting, CancellationToken cancellationToken)
        => meeting.LookedForWith ?? (meeting.LooksInMailbox ? (await ReadAsync(meeting, cancellationToken)).Person : null);

    /// <summary>The same for cards: who has a mailbox may be an hour old.</summary>
    public async Task<MemberId?> RecallAsync(Meeting meeting, CancellationToken cancellationToken)
    {
        if (meeting.LookedForWith is { } named)
            return named;
        if (meeting is not { LooksInMailbox: true, Source.Calendar: var calendar })
            return null;
        var known = _owners.GetValueOrDefault(calendar);
        return (known is not null && known.At <= time.GetUtcNow() && time.GetUtcNow() < known.At + RememberedFor ? known : await ReadAsync(meeting, cancellationToken)).Person;
    }

    /// <summary>The calendar that a meeting is from, while its mailbox may be read for its organisation: it is followed, and whoever runs the bot lists it, where anything is listed. Else null.</summary>
    public async Task<FollowedCalendar?> FindMailboxAsync(Meeting meeting, CancellationToken cancellationToken)
        => meeting is { IsFollowed: true, Source.Calendar: var key }
            && await calendars.FindAsync(key, cancellationToken) is { Calendar: { StoppedAt: null } followed }
            && settings.Mailboxes.Allows(meeting.Organisation.Id, followed.Mailbox)
                ? followed
                : null;

    private async Task<Owner> ReadAsync(Meeting meeting, CancellationToken cancellationToken)
    {
        MemberId? owner = null;
        if (await FindMailboxAsync(meeting, cancellationToken) is { } followed)
            owner = (await addresses.ReadAsync(followed.Organisation.Id, followed.TenantId, cancellationToken)).TryGetValue(followed.Mailbox.ToLowerInvariant(), out var listed) ? listed : null;
        return _owners[meeting.Source!.Calendar] = new Owner(owner, time.GetUtcNow());
    }

    private sealed record Owner(MemberId? Person, DateTimeOffset At);
}
