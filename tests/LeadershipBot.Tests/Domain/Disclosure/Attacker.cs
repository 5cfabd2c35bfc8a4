using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Tests.Domain.Disclosure;

/// <summary>
/// Somebody who knows the rule, the world, and all that is published, and who has all the time there is: of every table
/// of answers they keep those that would have been published alike, and look at what these have in common.
/// </summary>
internal static class Attacker
{
    private const int Bar = 5;

    /// <summary>What a rule gives away somewhere in this world; null if nothing.</summary>
    /// <param name="publish">What is published of a table, in words.</param>
    public static string? FindLeak(World world, Func<Collected, string> publish)
        => world.Tables().GroupBy(table => publish(world.Collect(table))).Select(alike => FindLeak(world, alike.Key, [.. alike])).FirstOrDefault(leak => leak is not null);

    /// <summary>What all of these answers tell of one person who answered at this place in the row; null if nothing.</summary>
    /// <param name="people">How many answer, each with a yes or a no.</param>
    /// <param name="see">All that is shown, from the first moment to the last, when these are the answers.</param>
    public static string? FindLeakOverTime(int people, Func<IReadOnlyList<bool>, string> see)
        => Enumerable.Range(0, 1 << people)
            .Select(bits => (IReadOnlyList<bool>)[.. Enumerable.Range(0, people).Select(person => ((bits >> person) & 1) == 1)])
            .GroupBy(see)
            .Select(alike => FindLeakOverTime(people, alike.Key, [.. alike]))
            .FirstOrDefault(leak => leak is not null);

    private static string? FindLeak(World world, string seen, IReadOnlyList<int[][]> tables)
    {
        var total = SumOf(tables[0], Enumerable.Range(0, world.Sizes.Count));
        // Of so few nothing of the whole is shown, so that nobody was warned of anything.
        var isWholeShown = world.Answered >= Bar;
        if (isWholeShown && total.All(count => count == 0 || count == world.Answered))
            return null;

        foreach (var some in Unions(world))
        {
            var first = SumOf(tables[0], some);
            if (tables.All(table => SumOf(table, some).SequenceEqual(first)))
                return $"{seen}: [{string.Join(',', world.Sizes)}] groups {string.Join('+', some)} answered {string.Join(',', first)}";
        }

        for (var group = 0; group < world.Sizes.Count; group++)
        {
            for (var choice = 0; choice < world.Choices; choice++)
            {
                var isWarnedOf = isWholeShown && total[choice] == world.Answered;
                if (world.Sizes[group] > 0 && !isWarnedOf && tables.All(table => table[group][choice] == world.Sizes[group]))
                    return $"{seen}: [{string.Join(',', world.Sizes)}] all of group {group} chose {choice}";
            }
        }

        return null;
    }

    private static string? FindLeakOverTime(int people, string seen, IReadOnlyList<IReadOnlyList<bool>> answers)
    {
        if (answers.Count == 1 && answers[0].Distinct().Count() == 1)
            return null; // unanimous, of which the card warns
        var known = Enumerable.Range(0, people).Where(person => answers.All(one => one[person] == answers[0][person])).ToList();
        return known.Count == 0 ? null : $"{seen}: person {known[0]} answered {answers[0][known[0]]}";
    }

    /// <summary>Every group, and groups together, of which fewer than the bar answered.</summary>
    private static IEnumerable<int[]> Unions(World world)
        => Enumerable.Range(1, (1 << world.Sizes.Count) - 1)
            .Select(bits => Enumerable.Range(0, world.Sizes.Count).Where(group => ((bits >> group) & 1) == 1).ToArray())
            .Where(some => some.Sum(group => world.Sizes[group]) is > 0 and < Bar);

    private static int[] SumOf(int[][] table, IEnumerable<int> groups)
    {
        var sum = new int[table[0].Length];
        foreach (var group in groups)
        {
            for (var choice = 0; choice < sum.Length; choice++)
                sum[choice] += table[group][choice];
        }

        return sum;
    }
}
