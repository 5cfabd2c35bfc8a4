using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members;

/// <summary>The addresses of those whom an organisation's roll lists, by the roll itself and by the rosters of its teams and chats.</summary>
internal sealed class MemberAddresses(OrganisationShelf organisations, RollShelf rolls, RosterShelf rosters) : IAddresses
{
    public async Task<IReadOnlyDictionary<string, MemberId>> ReadAsync(string organisationId, string tenantId, CancellationToken cancellationToken)
    {
        var (found, listed) = (new Dictionary<string, MemberId?>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return new Dictionary<string, MemberId>();
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
        {
            if (member.LeftAt is not null || !member.Id.TenantId.Equals(tenantId, StringComparison.OrdinalIgnoreCase))
                continue;
            listed.Add(member.Id.ToString());
            Note(found, member.Email, member.Id);
        }

        foreach (var head in (await rosters.ListOfAsync(organisationId, cancellationToken)).Where(head => head.Counting))
        {
            await foreach (var person in rosters.ListPeopleAsync(head, cancellationToken))
            {
                if (!listed.Contains(person.Id.ToString()))
                    continue;
                Note(found, person.Email, person.Id);
                Note(found, person.UserPrincipalName, person.Id);
            }
        }

        return found.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!.Value, StringComparer.Ordinal);
    }

    private static void Note(Dictionary<string, MemberId?> found, string address, MemberId person)
    {
        var key = address.ToLowerInvariant();
        if (key.Length > 0)
            found[key] = found.TryGetValue(key, out var other) && other?.ToString() != person.ToString() ? null : person;
    }
}
