using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Privacy;

/// <summary>Looks at what is kept of many people, a partition for each: several at once, since a tenant may have tens of thousands.</summary>
internal static class EachPerson
{
    private const int AtOnce = 16;

    /// <summary>The sum of what is counted of each. The first failure ends it.</summary>
    public static async Task<int> SumAsync(IEnumerable<MemberId> people, Func<MemberId, CancellationToken, Task<int>> count, CancellationToken cancellationToken)
    {
        var sum = 0;
        await Parallel.ForEachAsync(
            people,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (person, stop) => Interlocked.Add(ref sum, await count(person, stop)));
        return sum;
    }
}
