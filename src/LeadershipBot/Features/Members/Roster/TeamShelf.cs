using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using Microsoft.Extensions.Caching.Memory;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Which teams and chats an organisation has, and who of its list sits in them: no guests and nobody of another tenant, since
/// the bot can't write to them.
/// </summary>
internal sealed class TeamShelf(RosterShelf rosters, IEnumerable<IGathering> gatherings, TimeProvider time) : ITeams, IDisposable
{
    private const int RememberedMax = 50_000;
    private const int NamedOfChat = 3;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = RememberedMax });

    public async Task<IReadOnlyList<KnownTeam>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var found = new List<KnownTeam>();
        foreach (var head in (await rosters.ListOfAsync(organisationId, cancellationToken)).Where(head => head.Counting))
        {
            var isTeam = head.Place.TeamId is not null;
            found.Add(new KnownTeam(head.Partition, head.Name, head.Counts.Members) { IsTeam = isTeam, Some = isTeam ? [] : await NamesAsync(head, cancellationToken) });
        }

        List<KnownTeam> gathered = [];
        foreach (var gathering in gatherings)
            gathered.AddRange(await gathering.ListAsync(organisationId, cancellationToken));
        return [.. found.OrderBy(team => !team.IsTeam).ThenBy(team => team.Name, StringComparer.OrdinalIgnoreCase).ThenBy(team => team.Id, StringComparer.Ordinal), .. gathered];
    }

    public async Task<KnownTeam?> FindGatheringAsync(string organisationId, string id, CancellationToken cancellationToken)
        => GatheringOf(id) is { } gathering ? await gathering.FindAsync(organisationId, id, cancellationToken) : null;

    public string IdOf(Place place) => RosterRows.PartitionOf(place);

    public async ValueTask<IReadOnlyList<string>> AmongAsync(string organisationId, IReadOnlyList<string> teams, MemberId person, CancellationToken cancellationToken)
    {
        if (teams.Count == 0)
            return [];
        var there = await Task.WhenAll(teams.Select(team => IsInAsync(organisationId, team, person, cancellationToken)));
        return [.. teams.Zip(there).Where(pair => pair.Second).Select(pair => pair.First)];
    }

    /// <summary>Everybody in any of these teams in whom the bot is, as <see cref="MemberId.ToString"/> writes them.</summary>
    public async Task<IReadOnlySet<string>> ListPeopleAsync(string organisationId, IReadOnlyList<string> teams, CancellationToken cancellationToken)
    {
        var people = new HashSet<string>(StringComparer.Ordinal);
        foreach (var team in teams)
        {
            if (GatheringOf(team) is { } gathering)
            {
                people.UnionWith(await gathering.ListPeopleAsync(organisationId, team, cancellationToken));
                continue;
            }

            if (await rosters.FindAsync(team, cancellationToken) is not { Counting: true } head || head.OrganisationId != organisationId)
                continue;
            await foreach (var person in rosters.ListPeopleAsync(head, cancellationToken))
            {
                if (person.Standing is RosterStanding.Member)
                    people.Add(person.Id.ToString());
            }
        }

        return people;
    }

    public void Dispose() => _known.Dispose();

    private IGathering? GatheringOf(string team) => gatherings.FirstOrDefault(one => team.StartsWith(one.Prefix, StringComparison.Ordinal));

    /// <summary>That somebody is there is remembered, that they aren't is not: who has just come would wait for nothing.</summary>
    private async Task<bool> IsInAsync(string organisationId, string team, MemberId person, CancellationToken cancellationToken)
    {
        if (GatheringOf(team) is { } gathering)
            return await gathering.IsInAsync(organisationId, team, person, cancellationToken);
        var key = $"{organisationId} {team} {person}";
        if (Remembers<object>(key) is not null)
            return true;
        var (head, isFresh) = await HeadAsync(team, isFresh: false, cancellationToken);
        if (!await IsInAsync(head, organisationId, person, cancellationToken) && (isFresh || !await IsInAsync((await HeadAsync(team, isFresh: true, cancellationToken)).Head, organisationId, person, cancellationToken)))
            return false;
        Remember(key, this);
        return true;
    }

    private async Task<bool> IsInAsync(RosterHead? head, string organisationId, MemberId person, CancellationToken cancellationToken)
        => head is not null && head.OrganisationId == organisationId && await rosters.FindPersonAsync(head with { RemovedAt = null }, person, cancellationToken) is { Standing: RosterStanding.Member };

    private async Task<(RosterHead? Head, bool IsFresh)> HeadAsync(string team, bool isFresh, CancellationToken cancellationToken)
    {
        if (!isFresh && Remembers<RosterHead>(team) is { } known)
            return (known, false);
        if (await rosters.FindAsync(team, cancellationToken) is not { } head)
            return (null, true);
        Remember(team, head);
        return (head, true);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(RosterHead head, CancellationToken cancellationToken)
        => await rosters.ListPeopleAsync(head, cancellationToken).Where(person => person.Name.Length > 0).Select(person => person.Name).Take(NamedOfChat).ToListAsync(cancellationToken);

    private T? Remembers<T>(string key)
        where T : class
        => _known.TryGetValue(key, out Remembered? known) && time.GetElapsedTime(known!.At) < OrganisationShelf.RememberedFor ? known.What as T : null;

    private void Remember(string key, object what)
        => _known.Set(key, new Remembered(what, time.GetTimestamp()), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = OrganisationShelf.RememberedFor });

    private sealed record Remembered(object What, long At);
}
