namespace LeadershipBot.Domain.Anonymous;

/// <summary>All that is in a box, once it is opened: what is published after closing, and nothing of who or when.</summary>
/// <param name="Counts">How many gave each pattern; each pattern once.</param>
/// <param name="Comments">The comments; empty where there are none, or nobody may read them.</param>
/// <param name="Receipts">The receipts of all answers.</param>
public sealed record BoxContents(IReadOnlyList<PatternCount> Counts, IReadOnlyList<string> Comments, IReadOnlyList<Receipt> Receipts)
{
    /// <summary>How many answered.</summary>
    public int Answered => Counts.Sum(one => one.Count);

    /// <summary>
    /// Puts drawers and sheets together in an order that chance makes: neither from which of them something came nor when
    /// it was put in can be told from it. Receipts are in the order of their numbers, which are random themselves.
    /// </summary>
    /// <param name="drawers">All drawers of the box.</param>
    /// <param name="sheets">All its sheets; empty where there are none.</param>
    /// <param name="below">A random whole number from 0 up to, not including, the given one.</param>
    public static BoxContents Of(IEnumerable<Drawer> drawers, IEnumerable<Sheet> sheets, Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(drawers);
        ArgumentNullException.ThrowIfNull(sheets);
        var counts = new SortedDictionary<Pattern, int>();
        var receipts = new SortedSet<Receipt>();
        foreach (var drawer in drawers)
        {
            foreach (var (pattern, count) in drawer.Counts)
                counts[pattern] = counts.GetValueOrDefault(pattern) + count;
            receipts.UnionWith(drawer.Receipts);
        }

        return new BoxContents(
            Shuffled(counts.Select(one => new PatternCount(one.Key, one.Value)), below),
            Shuffled(sheets.SelectMany(sheet => sheet.Comments).Order(StringComparer.Ordinal), below),
            [.. receipts]);
    }

    /// <summary>
    /// All orders are equally likely. Source: R. Durstenfeld, "Algorithm 235: Random permutation", Communications of the
    /// ACM 7 (1964), 420, known as the Fisher–Yates shuffle.
    /// </summary>
    private static List<TItem> Shuffled<TItem>(IEnumerable<TItem> items, Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(below);
        var shuffled = items.ToList();
        for (var last = shuffled.Count - 1; last > 0; last--)
        {
            var other = below(last + 1);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        return shuffled;
    }
}

/// <summary>How many gave a pattern.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Count">How many people; at least one.</param>
public sealed record PatternCount(Pattern Pattern, int Count);
