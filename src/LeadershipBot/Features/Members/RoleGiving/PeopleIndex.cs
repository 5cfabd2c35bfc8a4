using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using Microsoft.Extensions.Caching.Memory;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>
/// The people of an organisation by name, kept in memory for as long as nothing on its roll changes, so that a type-ahead
/// asks the store for nothing while somebody types, nor a press for everybody.
/// </summary>
internal sealed class PeopleIndex(RollShelf rolls) : IDisposable
{
    private const int PeopleMax = 100_000;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = PeopleMax });

    /// <summary>Everybody who is in the organisation, by name. As new as the organisation that was read.</summary>
    public async ValueTask<IReadOnlyList<Member>> OfAsync(OrganisationNow organisation, CancellationToken cancellationToken) => (await ReadAsync(organisation, cancellationToken)).ByName;

    /// <summary>The same, in the order of their keys, as the roll has them.</summary>
    public async ValueTask<IReadOnlyList<Member>> InOrderAsync(OrganisationNow organisation, CancellationToken cancellationToken) => (await ReadAsync(organisation, cancellationToken)).InOrder;

    private async ValueTask<Remembered> ReadAsync(OrganisationNow organisation, CancellationToken cancellationToken)
    {
        // Every change of a roll touches the organisation's head, so its version names the roll's.
        if (_known.TryGetValue(organisation.Id, out Remembered? known) && known!.ETag == organisation.ETag)
            return known;
        var people = new List<Member>();
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
        {
            if (member.LeftAt is null)
                people.Add(member);
        }

        List<Member> byName = [.. people];
        byName.Sort((one, other) => string.Compare(one.Name, other.Name, StringComparison.OrdinalIgnoreCase));
        return _known.Set(organisation.Id, new Remembered(organisation.ETag, people, byName), new MemoryCacheEntryOptions { Size = Math.Max(1, people.Count) });
    }

    /// <summary>Those whose name holds a word that begins with each of the words, in the order of names.</summary>
    public static IEnumerable<Member> Matching(IEnumerable<Member> people, string words) => people.Where(person => WordSearch.Finds(words, person.Name));

    public void Dispose() => _known.Dispose();

    private sealed record Remembered(string ETag, IReadOnlyList<Member> InOrder, IReadOnlyList<Member> ByName);
}
