using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Looks for people who are listed by e-mail among the people of an organisation's teams and chats: after an import that
/// lists some, and after each reading of a roster. What is found counts only once somebody has confirmed it.
/// </summary>
internal sealed class MatchInvited(OrganisationShelf organisations, RollShelf rolls, RollMatches matches, RosterShelf rosters) : IDelivery
{
    public const string Kind = "members.matchInvited";

    /// <summary>The order, as a change for a commit in the organisation's partition.</summary>
    public static Change Of(string organisationId, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(organisationId, Kind, "", now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(row.PartitionKey, cancellationToken) is not { } organisation
            || (await rolls.ListInvitedAsync(organisation, cancellationToken)).Count == 0)
            return new Delivered.Done();
        var tenants = await organisations.TenantsOfAsync(organisation.Id, cancellationToken);
        var people = new List<RosterPerson>();
        foreach (var head in await rosters.ListOfAsync(organisation.Id, cancellationToken))
        {
            if (!head.Counting)
                continue;
            await foreach (var person in rosters.ListPeopleAsync(head, cancellationToken))
            {
                // An address is what its tenant says it is: only those of the organisation's own are believed.
                if (tenants.Contains(person.Id.TenantId, StringComparer.OrdinalIgnoreCase))
                    people.Add(person);
            }
        }

        await matches.ChangeAsync(organisation.Id, invited => RosterMatch.Changes(invited, people), cancellationToken);
        return new Delivered.Done();
    }
}
