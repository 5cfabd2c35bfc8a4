using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications;

/// <summary>Who decides on applications: whoever runs the opening, and the chairs, as far as they didn't apply themselves, or step back from all of it.</summary>
internal sealed class Deciders(ApplicationShelf shelf, IRoleHolders people)
{
    private const int ChairsMax = 10;

    /// <summary>Whether somebody would still decide without this person, who applies or steps back.</summary>
    public async Task<bool> AreThereWithoutAsync(Opening opening, MemberId person, CancellationToken cancellationToken)
    {
        var chairs = (await people.ListAsync(opening.Organisation.Id, Roles.Chair, cancellationToken)).Take(ChairsMax).Select(one => one.Person);
        foreach (var one in chairs.Prepend(opening.RunBy.Id).Distinct().Where(one => one != person))
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
