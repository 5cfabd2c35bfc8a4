using System.Collections.Concurrent;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>Reads who belongs to which practice, and remembers it for half a minute: cards name who casts a practice's vote to each reader.</summary>
internal sealed class PracticeRolls(IAudience audience, TimeProvider time)
{
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (PracticeRoll Roll, long At)> _known = new(StringComparer.Ordinal);

    /// <summary>As of the last half minute.</summary>
    public async Task<PracticeRoll> FindAsync(string organisationId, CancellationToken cancellationToken)
        => _known.TryGetValue(organisationId, out var known) && time.GetElapsedTime(known.At) < RememberedFor
            ? known.Roll
            : await ReadAsync(organisationId, cancellationToken);

    /// <summary>As of now: a read for the organisation, and one for each thousand whom it lists.</summary>
    public async Task<PracticeRoll> ReadAsync(string organisationId, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var practices = await audience.ListPracticesAsync(organisationId, cancellationToken);
        var people = new Dictionary<string, RolledPerson>(StringComparer.Ordinal);
        await foreach (var member in audience.ListAsync(organisationId, cancellationToken))
            people[member.Person.ObjectId] = new RolledPerson(member.Person.ObjectId, member.Name, member.Practices, member.LeadOf);
        var roll = new PracticeRoll(practices, people, at);
        _known[organisationId] = (roll, time.GetTimestamp());
        return roll;
    }
}
