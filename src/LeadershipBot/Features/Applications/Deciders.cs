using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications;

/// <summary>Who decides on applications: whoever runs the opening, and the chairs, as far as they didn't apply themselves, or step back from all of it.</summary>
internal sealed class Deciders(ApplicationShelf shelf, IRoleHolders people)
{
    private const int ChairsMax = 10;

    /// <summary>Whether somebody would still decide without this person, who applies or steps back.</summary>
    public Task<bool> AreThereWithoutAsync(Opening opening, MemberId person, CancellationToken cancellationToken) => AreThereAsync(opening, person, cancellationToken);

    /// <summary>Whether somebody decides at all.</summary>
    public Task<bool> AreThereAsync(Opening opening, CancellationToken cancellationToken) => AreThereAsync(opening, without: null, cancellationToken);

    private async Task<bool> AreThereAsync(Opening opening, MemberId? without, CancellationToken cancellationToken)
    {
        var chairs = (await people.ListAsync(opening.Organisation.Id, Roles.Chair, cancellationToken)).Take(ChairsMax).Select(one => one.Person);
        foreach (var one in chairs.Prepend(opening.RunBy.Id).Distinct().Where(one => one != without))
        {
            if (await shelf.SteppedBackAsync(ApplicationRows.PartitionOf(opening), one, cancellationToken))
                continue;
            var roles = (await people.FindAsync(opening.Organisation.Id, one, cancellationToken))?.Roles;
            if (Standing.Of(opening, one, roles, await shelf.FindAsync(ApplicationRows.PartitionOf(opening), one, cancellationToken) is not null).Decides)
                return true;
        }

        return false;
    }
}
