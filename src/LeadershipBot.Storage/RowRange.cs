namespace LeadershipBot.Storage;

/// <summary>A range of row keys, compared ordinally.</summary>
/// <param name="From">The first row key, inclusive; null from the start.</param>
/// <param name="To">The end, exclusive; null to the end.</param>
public readonly record struct RowRange(string? From, string? To)
{
    /// <summary>Every row of the partition.</summary>
    public static RowRange All => default;

    /// <summary>The rows whose keys begin with the prefix, which isn't empty.</summary>
    public static RowRange Prefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new RowRange(prefix, prefix[..^1] + (char)(prefix[^1] + 1));
    }

    /// <summary>The rows whose keys are below <paramref name="to"/>.</summary>
    public static RowRange Before(string to) => new(null, to);
}
