using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>Reads the lists of the ledger page by page: no further than the page that is shown, and one line to see whether there is another.</summary>
internal sealed class LedgerLists(IRecordStore store)
{
    private const int CursorCharactersMax = 120;

    /// <summary>One page of a list.</summary>
    /// <param name="organisationId">Whose ledger.</param>
    /// <param name="list">Which list.</param>
    /// <param name="owner">Whose, for the list of what is somebody's own.</param>
    /// <param name="from">Where the page begins, as the page before said; empty for the first.</param>
    /// <param name="size">How many lines it has.</param>
    /// <param name="now">What is due by this moment is overdue.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LedgerPage> ReadAsync(string organisationId, LedgerList list, MemberId owner, string from, int size, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var start = from.Length is > 0 and <= CursorCharactersMax ? from : null;
        var range = new RowRange(start, list is LedgerList.Overdue ? LedgerIndexRows.DuePrefix(now.AddTicks(1)) : null);
        var (lines, next) = (new List<LedgerListLine>(size), "");
        await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.PartitionOf(organisationId, list, owner), range, cancellationToken))
        {
            if (lines.Count == size)
            {
                next = row.RowKey;
                break;
            }

            lines.Add(LedgerIndexRows.ToLine(row));
        }

        return new LedgerPage(lines, next, start is not null);
    }

    /// <summary>What stands in a list that is in the order of time, from a moment on, inclusive: the newest first, no more than so many.</summary>
    public async Task<List<LedgerListLine>> ReadSinceAsync(string organisationId, LedgerList list, DateTimeOffset since, int max, CancellationToken cancellationToken)
    {
        var lines = new List<LedgerListLine>();
        await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.PartitionOf(organisationId, list), RowRange.Before(LedgerIndexRows.NewestFirst(since.AddTicks(-1), "")), cancellationToken))
        {
            lines.Add(LedgerIndexRows.ToLine(row));
            if (lines.Count == max)
                break;
        }

        return lines;
    }

    /// <summary>The entries that a person raised, newest first: their keys.</summary>
    public async Task<List<string>> ListRaisedByAsync(string organisationId, MemberId person, int max, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.RaisedBy(organisationId, person), RowRange.All, cancellationToken))
        {
            keys.Add(row.GetString("Key") ?? "");
            if (keys.Count == max)
                break;
        }

        return keys;
    }

    /// <summary>The key of the entry with a reference, joined ones too; null if there is none.</summary>
    public async Task<string?> FindKeyAsync(string organisationId, Reference reference, CancellationToken cancellationToken)
        => (await store.FindAsync(LedgerIndexRows.Table, LedgerIndexRows.References(organisationId), LedgerIndexRows.ReferenceRow(reference), cancellationToken))?.GetString("Key");

    /// <summary>Every entry that stands by itself, newest first: their keys. For files.</summary>
    public async Task<List<string>> ListKeysAsync(string organisationId, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.PartitionOf(organisationId, LedgerList.All), RowRange.All, cancellationToken))
            keys.Add(row.GetString("Key") ?? "");
        return keys;
    }
}

/// <summary>One page.</summary>
/// <param name="Lines">What it shows.</param>
/// <param name="Next">Where the next begins; empty for none.</param>
/// <param name="IsLater">Whether there are lines before it.</param>
internal sealed record LedgerPage(IReadOnlyList<LedgerListLine> Lines, string Next, bool IsLater);
