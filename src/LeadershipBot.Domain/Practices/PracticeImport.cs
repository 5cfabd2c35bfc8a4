namespace LeadershipBot.Domain.Practices;

/// <summary>What an import would change.</summary>
/// <param name="Added">Practices that weren't there.</param>
/// <param name="Changed">Practices that were there and differ, as they become.</param>
/// <param name="Left">Practices that were open and no longer are, as they become: closed, or not named by a file of the whole country.</param>
/// <param name="Unchanged">How many are there already as the file says.</param>
/// <param name="NotInFile">How many are kept as they are, since the file doesn't name them.</param>
public sealed record PracticeImportPlan(IReadOnlyList<Practice> Added, IReadOnlyList<Practice> Changed, IReadOnlyList<Practice> Left, int Unchanged, int NotInFile)
{
    /// <summary>Whether everything is there already as the file says.</summary>
    public bool ChangesNothing => Added.Count + Changed.Count + Left.Count == 0;
}

/// <summary>Compares the practices of a file with those that are kept.</summary>
public static class PracticeImport
{
    /// <summary>
    /// Works out what to add, what to change and what has left. A practice that the file doesn't name is left alone if
    /// the file is of one area; a file of the whole country makes it leave, and it stays as history. Applied to what a
    /// plan has made, the same entries plan no change.
    /// </summary>
    /// <param name="existing">The practices that are kept, by code.</param>
    /// <param name="incoming">The entries of the file, at most one for each code.</param>
    /// <param name="whole">Every code that the file names, also on lines that can't be used; null unless <see cref="IsWhole"/>.</param>
    /// <param name="now">The moment at which practices leave.</param>
    public static PracticeImportPlan Plan(
        IReadOnlyDictionary<OdsCode, Practice> existing, IReadOnlyCollection<PracticeEntry> incoming, IReadOnlySet<OdsCode>? whole, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(incoming);
        var (added, changed, left) = (new List<Practice>(), new List<Practice>(), new List<Practice>());
        var unchanged = 0;
        foreach (var entry in incoming)
        {
            var before = existing.GetValueOrDefault(entry.Code);
            var after = entry.ApplyTo(before);
            if (before is null)
                added.Add(after);
            else if (before == after)
                unchanged++;
            else
                (IsClosed(after) && !IsClosed(before) ? left : changed).Add(after);
        }

        var kept = existing.Count - changed.Count - left.Count - unchanged;
        if (whole is null)
            return new PracticeImportPlan(added, changed, left, unchanged, kept);
        var gone = existing.Values.Where(practice => practice.LeftAt is null && !whole.Contains(practice.Code)).Select(practice => practice with { LeftAt = now }).ToList();
        return new PracticeImportPlan(added, changed, [.. left, .. gone], unchanged, kept - gone.Count);
    }

    /// <summary>
    /// Whether a file is of the whole country, so that what it doesn't name has left: it has the layout that the Organisation
    /// Data Service publishes, the code of each line could be read, and it names at least half of what is kept. A part that
    /// somebody cut out of the published file makes nobody leave.
    /// </summary>
    /// <param name="isPublished">Whether it has the published layout.</param>
    /// <param name="everyCodeRead">Whether the code of each line could be read.</param>
    /// <param name="named">Every code that the file names.</param>
    /// <param name="existing">What is kept.</param>
    public static bool IsWhole(bool isPublished, bool everyCodeRead, IReadOnlySet<OdsCode> named, IReadOnlyDictionary<OdsCode, Practice> existing)
    {
        ArgumentNullException.ThrowIfNull(named);
        ArgumentNullException.ThrowIfNull(existing);
        return isPublished && everyCodeRead && 2 * existing.Keys.Count(named.Contains) >= existing.Count;
    }

    private static bool IsClosed(Practice practice) => practice.Details.Status is PracticeStatus.Closed;
}
