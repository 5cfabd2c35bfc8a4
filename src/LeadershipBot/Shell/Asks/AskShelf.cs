using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Asks;

/// <summary>Reads the asks to a person.</summary>
public sealed class AskShelf(IRecordStore store)
{
    /// <summary>One read: all asks to the person, and the version of the guard of their minutes.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked.</exception>
    public async Task<PersonAsks> ReadAsync(MemberId person, CancellationToken cancellationToken)
    {
        string? guard = null;
        var asks = new List<AskRow>();
        var digests = new List<DateOnly>();
        await foreach (var row in store.ListAsync(AskRows.Table, person.ToString(), RowRange.Prefix(AskRows.Prefix), cancellationToken))
        {
            if (row.RowKey == AskRows.Guard)
                guard = row.ETag;
            else if (row.RowKey.StartsWith(AskRows.Of, StringComparison.Ordinal))
                asks.Add(AskRows.ToAsk(row, person));
            else if (row.RowKey.StartsWith(AskRows.Digest, StringComparison.Ordinal))
                digests.Add(AskRows.Date(row.RowKey[AskRows.Digest.Length..]));
        }

        return new PersonAsks(person, asks, digests, guard);
    }

    /// <summary>One ask; null if it was never ordered, or kind or key are none.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked.</exception>
    public async Task<AskRow?> FindAsync(MemberId person, string kind, string key, CancellationToken cancellationToken)
        => AskOrder.IsName(kind, key) && await store.FindAsync(AskRows.Table, person.ToString(), AskRows.RowKeyOf(kind, key), cancellationToken) is { } row
            ? AskRows.ToAsk(row, person)
            : null;
}

/// <summary>All asks to a person, as they were read at one moment.</summary>
/// <param name="Person">To whom.</param>
/// <param name="All">In the order of their names.</param>
/// <param name="Digests">The dates of the digests that were sent.</param>
/// <param name="Guard">The version of the guard; null if minutes were never spent.</param>
public sealed record PersonAsks(MemberId Person, IReadOnlyList<AskRow> All, IReadOnlyList<DateOnly> Digests, string? Guard)
{
    /// <summary>The minutes of the asks that were sent in the week which began on this Monday, without one of them.</summary>
    public int MinutesGivenIn(DateOnly week, AskRow but) => All.Where(ask => ask.Week == week && ask.Name != but.Name).Sum(ask => ask.Order.Ask.Minutes);

    /// <summary>The asks that are done with, one way or another, and were sent, or if they never were ordered, before a moment.</summary>
    internal IReadOnlyList<AskRow> DoneBefore(DateTimeOffset moment)
        => [.. All.Where(ask => ask.State is (AskState.Sent or AskState.Listed or AskState.Dropped or AskState.Unreachable) && (ask.SentAt ?? ask.OrderedAt) < moment)];

    /// <summary>The guard's next version: of two that counted the same minutes only one can commit it.</summary>
    internal Change Spent(DateTimeOffset now)
    {
        var row = new Record(Person.ToString(), AskRows.Guard) { ETag = Guard, ["SpentAt"] = now };
        return Guard is null ? new Change.Insert(row) : new Change.Replace(row);
    }
}
