using System.Collections.Concurrent;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Says who pauses all asks at this moment: nobody is to wait for them.</summary>
internal sealed class Away(IReach reach, TimeProvider time)
{
    private const int AtOnce = 16;

    /// <summary>Who of these pauses, by id.</summary>
    public async Task<IReadOnlySet<string>> AmongAsync(IEnumerable<MemberId> people, CancellationToken cancellationToken)
    {
        var (now, found) = (time.GetUtcNow(), new ConcurrentBag<string>());
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (person, stop) =>
        {
            if ((await reach.FindAsync(person, stop)).Settings.PausedUntil > now)
                found.Add(person.ToString());
        });
        return found.ToHashSet(StringComparer.Ordinal);
    }
}
