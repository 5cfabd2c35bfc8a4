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
    /// <param name="publish">What is published of one question, in words.</param>
    public static string? FindLeak(World world, Func<Collected, string> publish)
        => world.Tables()
            .GroupBy(table => string.Join(" ; ", world.Collect(table).Select(publish)))
            .Select(alike => FindLeak(world, alike.Key, [.. alike]))
            .FirstOrDefault(leak => leak is not null);

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
        var from = 0;
        foreach (var choices in world.Questions)
        {
            if (FindLeak(world, tables, from, choices) is { } leak)
                return $"[{string.Join(',', world.Sizes)}] {seen}: {leak}";
            from += choices;
        }

        return null;
    }

    private static string? FindLeak(World world, IReadOnlyList<int[][]> tables, int from, int choices)
    {
        var all = Enumerable.Range(0, world.Sizes.Count).ToArray();
        var total = SumOf(tables[0], all, from, choices);
        var answered = from == 0 ? world.Answered : total.Sum();
        // Of so few nothing of the whole is shown, so that nobody was warned of anything.
        var isWholeShown = answered >= Bar;
        if (isWholeShown && total.All(count => count == 0 || count == answered))
            return null;

        foreach (var some in Unions(world))
        {
            var first = SumOf(tables[0], some, from, choices);
            var people = from == 0 ? some.Sum(group => world.Sizes[group]) : first.Sum();
            if (people is > 0 and < Bar && tables.All(table => SumOf(table, some, from, choices).SequenceEqual(first)))
                return $"groups {string.Join('+', some)} answered {string.Join(',', first)}";
        }

        foreach (var group in all.Where(group => world.Sizes[group] > 0))
        {
            for (var choice = from; choice < from + choices; choice++)
            {
                var isWarnedOf = isWholeShown && total[choice - from] == answered;
                if (!isWarnedOf && tables.All(table => table[group][choice] == world.Sizes[group]))
                    return $"all of group {group} chose {choice}";
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

    /// <summary>Every group, and groups together.</summary>
    private static IEnumerable<int[]> Unions(World world)
        => Enumerable.Range(1, (1 << world.Sizes.Count) - 1).Select(bits => Enumerable.Range(0, world.Sizes.Count).Where(group => ((bits >> group) & 1) == 1).ToArray());

    private static int[] SumOf(int[][] table, int[] groups, int from, int choices)
    {
        var sum = new int[choices];
        foreach (var group in groups)
        {
            for (var choice = 0; choice < choices; choice++)
                sum[choice] += table[group][from + choice];
        }

        return sum;
    }
}
