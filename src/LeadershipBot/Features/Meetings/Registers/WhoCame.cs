using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>Those who are noted as there at a meeting that has begun, in whatever capacity: they can be asked something as a team can, such as to vote on an item, or what it was worth. Offered in lists are those whose register is closed.</summary>
internal sealed class WhoCame(MeetingLines meetings, MeetingShelf shelf, TimeProvider time, CardLibrary library) : IGathering
{
    private const string Met = "met.";
    private const int ListedMax = 5;
    private const int ListedDays = 60;

    public string Prefix => Met;

    /// <summary>The group's id.</summary>
    public static string IdOf(string key) => Met + key;

    public async Task<IReadOnlyList<KnownTeam>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-ListedDays);
        var closed = (await meetings.ListNearAsync(organisationId, cancellationToken)).Where(line => line.ClosedAt is not null && line.EndsAt >= since).OrderByDescending(line => line.StartsAt).Take(ListedMax);
        var found = new List<KnownTeam>();
        foreach (var line in closed)
        {
            var count = (await shelf.ListPeopleAsync(line.Key, cancellationToken)).Count(row => row.Attendee.Presence is Presence.Present);
            if (count > 0)
                found.Add(new KnownTeam(IdOf(line.Key), MeetingItems.TitleOf(library.Text, line.Title, line.StartsAt, line.Zone), count) { IsTeam = true });
        }

        return found;
    }

    public async Task<KnownTeam?> FindAsync(string organisationId, string id, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(KeyOf(id), cancellationToken) is not { Meeting: var meeting } || !HasRegister(meeting, organisationId))
            return null;
        var count = (await ListPeopleAsync(organisationId, id, cancellationToken)).Count;
        return count == 0 ? null : new KnownTeam(id, MeetingItems.TitleOf(library.Text, meeting.Content.Title, meeting.Content.StartsAt, meeting.Content.Zone), count) { IsTeam = true };
    }

    public async Task<IReadOnlySet<string>> ListPeopleAsync(string organisationId, string id, CancellationToken cancellationToken)
        => await HasRegisterAsync(organisationId, id, cancellationToken)
            ? (await shelf.ListPeopleAsync(KeyOf(id), cancellationToken)).Where(row => row.Attendee.Presence is Presence.Present).Select(row => row.Attendee.Person.ToString()).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();

    public async Task<bool> IsInAsync(string organisationId, string id, MemberId person, CancellationToken cancellationToken)
        => await HasRegisterAsync(organisationId, id, cancellationToken) && await shelf.FindPersonAsync(KeyOf(id), person, cancellationToken) is { Attendee.Presence: Presence.Present };

    private async Task<bool> HasRegisterAsync(string organisationId, string id, CancellationToken cancellationToken)
        => await shelf.FindAsync(KeyOf(id), cancellationToken) is { } head && HasRegister(head.Meeting, organisationId);

    private bool HasRegister(Meeting meeting, string organisationId)
        => meeting.Organisation.Id == organisationId && meeting.StateAt(time.GetUtcNow()) is MeetingState.Running or MeetingState.Over or MeetingState.Closed;

    private static string KeyOf(string id) => id[Met.Length..];
}
