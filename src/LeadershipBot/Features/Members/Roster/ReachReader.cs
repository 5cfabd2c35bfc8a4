using System.Collections.Concurrent;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Gates;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>How many can be reached, of all whom an organisation lists.</summary>
internal sealed record ReachCount(int Reached, int Total);

/// <summary>Somebody whom an organisation lists, and whether they can be reached.</summary>
/// <param name="Name">As it is shown; the e-mail address where an import gave no name.</param>
/// <param name="Id">Null for somebody who is listed by e-mail.</param>
/// <param name="Practices">Where they work, as the list says.</param>
/// <param name="Reach">Whether, and if not why.</param>
internal sealed record Reached(string Name, MemberId? Id, PracticeCodes Practices, Reach Reach)
{
    /// <summary>Under which a list names them; empty where none does.</summary>
    public string Email { get; init; } = "";
}

/// <summary>Finds out who of an organisation can be reached: by their own chat, or through a team or chat that belongs to it.</summary>
internal sealed class ReachReader(IRecordStore store, OrganisationShelf organisations, RollShelf rolls, RosterShelf rosters, TenantGate tenants)
{
    private const int ReadsAtOnce = 32;

    /// <summary>The one line of it. Nobody for an organisation that there isn't.</summary>
    public async Task<ReachCount> CountAsync(string organisationId, CancellationToken cancellationToken)
    {
        if (await organisations.FindAsync(organisationId, cancellationToken) is not { } organisation)
            return new ReachCount(0, 0);
        var all = await ReadAsync(organisation, cancellationToken);
        return CountOf(all);
    }

    public static ReachCount CountOf(IReadOnlyList<Reached> all) => new(all.Count(one => one.Reach.CanBeReached()), all.Count);

    /// <summary>Everybody who is in the organisation, or is listed by e-mail and waits to be found or confirmed.</summary>
    public async Task<IReadOnlyList<Reached>> ReadAsync(OrganisationNow organisation, CancellationToken cancellationToken)
    {
        var members = new List<Member>();
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
        {
            if (member.LeftAt is null)
                members.Add(member);
        }

        var (seen, left) = await SeenAsync(organisation.Id, cancellationToken);
        var chats = await ChatsAsync(members, cancellationToken);
        var reached = members.Select(member => new Reached(member.Name, member.Id, member.Practices, ReachRule.Of(new ReachFacts(
            tenants.Check(member.Id.TenantId) is null,
            chats[member.Id],
            seen.TryGetValue(member.Id, out var standing) ? standing : null,
            left.Contains(member.Id))))
        {
            Email = member.Email,
        });
        var invited = (await rolls.ListInvitedAsync(organisation, cancellationToken))
            .Select(one => new Reached(one.As.Name.Length > 0 ? one.As.Name : one.Email, null, one.As.Practices, ReachRule.Of(one)) { Email = one.Email });
        return [.. reached, .. invited];
    }

    /// <summary>What people are in the organisation's places, at best, and who was in one before.</summary>
    private async Task<(Dictionary<MemberId, RosterStanding> Seen, HashSet<MemberId> Left)> SeenAsync(string organisationId, CancellationToken cancellationToken)
    {
        var (seen, left) = (new Dictionary<MemberId, RosterStanding>(), new HashSet<MemberId>());
        foreach (var head in await rosters.ListOfAsync(organisationId, cancellationToken))
        {
            await foreach (var id in rosters.ListLeftAsync(head, cancellationToken))
                left.Add(id);
            if (!head.Counting)
                continue;
            await foreach (var person in rosters.ListPeopleAsync(head, cancellationToken))
                seen[person.Id] = ReachRule.Best(person.Standing, seen.TryGetValue(person.Id, out var before) ? before : null)!.Value;
        }

        return (seen, left);
    }

    private async Task<ConcurrentDictionary<MemberId, ChatStanding>> ChatsAsync(List<Member> members, CancellationToken cancellationToken)
    {
        var chats = new ConcurrentDictionary<MemberId, ChatStanding>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(members, options, async (member, stop) =>
            chats[member.Id] = PersonRows.ChatOf(await store.FindAsync(PersonRows.Table, member.Id.ToString(), PersonRows.Chat, stop)));
        return chats;
    }
}
