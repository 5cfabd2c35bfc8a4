using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Tests.Domain.Disclosure;

/// <summary>
/// A small ask of which an attacker knows how many answered in each group, and not what. Every table of answers can be
/// written down.
/// </summary>
/// <param name="Sizes">How many answered in each group.</param>
/// <param name="Marks">How many marks an answer sets.</param>
/// <param name="Patterns">Every answer that a person may give, as a mark or none at each choice.</param>
internal sealed record World(IReadOnlyList<int> Sizes, Marks Marks, IReadOnlyList<int[]> Patterns)
{
    private static readonly string[] Names = ["Group A", "Group B", "Group C", "Group D"];

    public int Choices => Patterns[0].Length;

    /// <summary>How many of the choices belong to each question of the ask; every question but the first may be skipped.</summary>
    public IReadOnlyList<int> Questions { get; init; } = [Patterns[0].Length];

    public int Answered => Sizes.Sum();

    public static IReadOnlyList<int[]> OneOf(int choices) => [.. Enumerable.Range(0, choices).Select(choice => Enumerable.Range(0, choices).Select(at => at == choice ? 1 : 0).ToArray())];

    /// <summary>Every choice of at least one.</summary>
    public static IReadOnlyList<int[]> SomeOf(int choices, int max)
        => [.. Enumerable.Range(1, (1 << choices) - 1).Select(bits => Enumerable.Range(0, choices).Select(at => (bits >> at) & 1).ToArray()).Where(marks => marks.Sum() <= max)];

    /// <summary>Every order of three, as a mark for each place of each choice.</summary>
    public static IReadOnlyList<int[]> OrdersOfThree { get; } =
    [
        .. new int[][] { [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] }
            .Select(order => Enumerable.Range(0, 9).Select(cell => order[cell / 3] == cell % 3 ? 1 : 0).ToArray()),
    ];

    /// <summary>Two questions with two choices each, of which the second may be skipped.</summary>
    public static IReadOnlyList<int[]> OneOfTwoTwice { get; } =
    [
        .. from first in OneOf(2)
           from second in (int[][])[.. OneOf(2), [0, 0]]
           select (int[])[.. first, .. second],
    ];

    /// <summary>Every way of choosing so many sizes from these, smallest first; the order of groups doesn't matter to a rule.</summary>
    public static IEnumerable<int[]> SizesOf(int groups, params int[] from)
        => groups == 0 ? [[]] : SizesOf(groups - 1, from).SelectMany(sizes => from.Where(size => sizes.Length == 0 || size >= sizes[^1]).Select(size => (int[])[.. sizes, size]));

    /// <summary>Every table: for each group, how many marks each choice has.</summary>
    public IEnumerable<int[][]> Tables()
    {
        var ofGroup = Sizes.Select(CountsOf).ToArray();
        var at = new int[Sizes.Count];
        while (true)
        {
            yield return [.. at.Select((index, group) => ofGroup[group][index])];
            var turning = 0;
            while (turning < at.Length && ++at[turning] == ofGroup[turning].Length)
                at[turning++] = 0;
            if (turning == at.Length)
                yield break;
        }
    }

    /// <summary>What was collected on each question.</summary>
    public IEnumerable<Collected> Collect(int[][] table)
    {
        var from = 0;
        foreach (var choices in Questions)
        {
            var counts = table.Select(all => all[from..(from + choices)]).ToArray();
            yield return new Collected(Answered, Marks, [.. counts.Select((some, group) => new GroupCounts(Names[group], 20, from == 0 ? Sizes[group] : some.Sum(), some))]);
            from += choices;
        }
    }

    /// <summary>Every count that so many people can make together, each once: what else they did nobody can see.</summary>
    private int[][] CountsOf(int people)
    {
        var found = new Dictionary<string, int[]>();
        Add(new int[Choices], people, 0);
        return [.. found.Values];

        void Add(int[] counts, int left, int pattern)
        {
            if (left == 0 || pattern == Patterns.Count)
            {
                if (left == 0)
                    found.TryAdd(string.Join(',', counts), counts);
                return;
            }

            for (var some = 0; some <= left; some++)
                Add([.. counts.Select((count, choice) => count + (some * Patterns[pattern][choice]))], left - some, pattern + 1);
        }
    }
}
