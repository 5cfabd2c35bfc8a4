namespace LeadershipBot.Domain.Sending;

/// <summary>
/// How many recipients stand where, by names that fit columns: <c>Waiting</c>, <c>Held</c>, <c>Installing</c>, <c>Trying</c>, <c>Sent</c>,
/// <c>PossiblyTwice</c>, <c>NotNeeded</c>, <c>Unreachable_reason</c>, <c>Failed_reason</c>, <c>Cancelled</c>,
/// <c>CancelledPerhapsArrived</c>, <c>Withdrawn</c>, <c>WithdrawnPerhapsTwice</c>; and beside these, of those who got it, <c>Version_n</c> and
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

    /// <summary>Who has it, also those who may have it twice.</summary>
    public int Got => Of("Sent") + PossiblyTwice;

    /// <summary>Who may have it twice.</summary>
    public int PossiblyTwice => Of("PossiblyTwice");

    /// <summary>Whose turn is still to come, or has just come.</summary>
    public int Waiting => Of("Waiting") + Of("Trying");

    /// <summary>Who is held until a time.</summary>
    public int Held => Of("Held");

    /// <summary>For whom the bot is just being installed.</summary>
    public int Installing => Of("Installing");

    /// <summary>Who doesn't have it yet, and may still get it.</summary>
    public int Left => Waiting + Held + Installing;

    /// <summary>With whom it is done, whether they got it, had it taken away, or didn't need it any more: it says of nobody which.</summary>
    public int Reached => Got + NotNeeded + Withdrawn;

    /// <summary>Whom it didn't concern any more.</summary>
    public int NotNeeded => Of("NotNeeded");

    /// <summary>Who didn't get it, since it was stopped.</summary>
    public int Cancelled => Of("Cancelled");

    /// <summary>For whom it was stopped while it may have been arriving.</summary>
    public int CancelledPerhapsArrived => Of("CancelledPerhapsArrived");

    /// <summary>From whom it was taken away.</summary>
    public int Withdrawn => Of("Withdrawn") + Of("WithdrawnPerhapsTwice");

    /// <summary>Who could not be reached, by reason, most first.</summary>
    public IEnumerable<(string Reason, int Count)> Unreachable => ByReason("Unreachable_");

    /// <summary>For whom every try went wrong, by reason, most first.</summary>
    public IEnumerable<(string Reason, int Count)> Failed => ByReason("Failed_");

    /// <summary>Whose message could not be changed afterwards, by reason, most first.</summary>
    public IEnumerable<(string Reason, int Count)> NotChanged => ByReason("NotChanged_");

    /// <summary>Who could not be reached, or for whom every try went wrong.</summary>
    public int NotReached => Unreachable.Concat(Failed).Sum(reason => reason.Count);

    /// <summary>Who is to be listed by name: not reached, or possibly reached twice, so that one message may still stand.</summary>
    public int ToBeListed => NotReached + PossiblyTwice + Of("WithdrawnPerhapsTwice");

    /// <summary>Of those who have it, how many have an older version of the content than this one.</summary>
    public int BehindOf(int version) => Got - Of($"Version_{version}");

    /// <summary>How many stand under this name.</summary>
    public int Of(string name) => _counts.GetValueOrDefault(name);

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

    private IEnumerable<(string Reason, int Count)> ByReason(string prefix)
        => _counts.Where(count => count.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(count => (count.Key[prefix.Length..], count.Value)).OrderByDescending(count => count.Value);

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
        RecipientState.Held when row.Why == RecipientRule.Installing => "Installing",
        RecipientState.Sent when row.MayHaveArrived => "PossiblyTwice",
        RecipientState.Withdrawn when row.MayHaveArrived => "WithdrawnPerhapsTwice",
        RecipientState.Unreachable or RecipientState.Failed => $"{row.State}_{row.Why}",
        RecipientState.Cancelled when row.MayHaveArrived => "CancelledPerhapsArrived",
        _ => row.State.ToString(),
    };
}
