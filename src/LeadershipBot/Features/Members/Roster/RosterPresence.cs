using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>Who is in a team or chat, as its people were last read.</summary>
internal sealed class RosterPresence(RosterShelf shelf) : IPresence
{
    public async Task<bool> IsInAsync(Place place, MemberId person, CancellationToken cancellationToken)
        => await shelf.FindAsync(RosterRows.PartitionOf(place), cancellationToken) is { } head
            && await shelf.FindPersonAsync(head, person, cancellationToken) is not null;
}
