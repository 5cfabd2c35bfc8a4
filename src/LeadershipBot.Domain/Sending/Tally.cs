namespace LeadershipBot.Domain.Sending;

/// <summary>
/// How many recipients stand where, by names that fit columns: <c>Waiting</c>, <c>Held</c>, <c>Trying</c>, <c>Sent</c>,
/// <c>PossiblyTwice</c>, <c>NotNeeded</c>, <c>Unreachable_reason</c>, <c>Failed_reason</c>, <c>Cancelled</c>,
/// <c>CancelledPerhapsArrived</c>, <c>Withdrawn</c>; and beside these, of those who got it, <c>Version_n</c> and
/// <c>NotChanged_reason</c>.
/// </summary>
public sealed class Tally
{
    /// <summary>What begins the names that stand beside the states, and count nobody a second time.</summary>
    private static readonly string[] Beside = ["Version_", "NotChanged_"];

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Every name that counts somebody.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>All recipients.</summary>
    public int Total => _counts.Where(count => !Beside.Any(prefix => count.Key.StartsWith(prefix, StringComparison.Ordinal))).Sum(count => count.Value);

    /// <summary>How many stand under this name.</summary>
    public int Of(string name) => _counts.GetValueOrDefault(name);

    /// <summary>How many stand under names that begin so, by what follows.</summary>
    public IEnumerable<(string Reason, int Count)> ByReason(string prefix)
        => _counts.Where(count => count.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(count => (count.Key[prefix.Length..], count.Value)).OrderByDescending(count => count.Value);

    /// <summary>Counts one recipient.</summary>
    public void Add(Recipient row) => Count(row, 1);

    /// <summary>One recipient stands elsewhere now.</summary>
    public void Move(Recipient before, Recipient after)
    {
        Count(before, -1);
        Count(after, 1);
    }

    /// <summary>One recipient is not there any more.</summary>
    public void Remove(Recipient row) => Count(row, -1);

    /// <summary>Adds what was counted elsewhere.</summary>
    public void Add(string name, int count)
    {
        var sum = Of(name) + count;
        if (sum == 0)
            _counts.Remove(name);
        else
            _counts[name] = sum;
    }

    /// <summary>Adds another tally.</summary>
    public void Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (name, count) in other.Counts)
            Add(name, count);
    }

    private void Count(Recipient row, int by)
    {
        Add(NameOf(row), by);
        if (row.State is not RecipientState.Sent)
            return;
        Add($"Version_{row.Version}", by);
        if (row.Why.Length > 0)
            Add("NotChanged_" + row.Why, by);
    }

    private static string NameOf(Recipient row) => row.State switch
    {
        RecipientState.Sent when row.MayHaveArrived => "PossiblyTwice",
        RecipientState.Unreachable or RecipientState.Failed => $"{row.State}_{row.Why}",
        RecipientState.Cancelled when row.MayHaveArrived => "CancelledPerhapsArrived",
        _ => row.State.ToString(),
    };
}
