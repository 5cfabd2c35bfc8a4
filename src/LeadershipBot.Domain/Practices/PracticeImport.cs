namespace LeadershipBot.Domain.Practices;

/// <summary>What an import would change.</summary>
/// <param name="Added">Practices that weren't there.</param>
/// <param name="Changed">Practices that were there and differ, as they become.</param>
/// <param name="Unchanged">How many are there already as the file says.</param>
/// <param name="NotInFile">How many are kept that the file doesn't name; they stay as they are.</param>
public sealed record PracticeImportPlan(IReadOnlyList<Practice> Added, IReadOnlyList<Practice> Changed, int Unchanged, int NotInFile);

/// <summary>Compares the practices of a file with those that are kept.</summary>
public static class PracticeImport
{
    /// <summary>
    /// Works out what to add and what to change. A practice that the file doesn't name is left alone: files of one
    /// area are imported too. Applied to what a plan has made, the same entries plan no change.
    /// </summary>
    /// <param name="existing">The practices that are kept, by code.</param>
    /// <param name="incoming">The entries of the file, at most one for each code.</param>
    public static PracticeImportPlan Plan(IReadOnlyDictionary<OdsCode, Practice> existing, IReadOnlyCollection<PracticeEntry> incoming)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(incoming);
        var added = new List<Practice>();
        var changed = new List<Practice>();
        var unchanged = 0;
        foreach (var entry in incoming)
        {
            var before = existing.GetValueOrDefault(entry.Code);
            var after = entry.ApplyTo(before);
            if (before is null)
                added.Add(after);
            else if (before != after)
                changed.Add(after);
            else
                unchanged++;
        }

        return new PracticeImportPlan(added, changed, unchanged, existing.Count - changed.Count - unchanged);
    }
}
