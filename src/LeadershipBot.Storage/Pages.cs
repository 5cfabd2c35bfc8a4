using System.Runtime.CompilerServices;

namespace LeadershipBot.Storage;

/// <summary>Reads a long list a page at a time, so that nobody waits for the whole and nothing is held open meanwhile.</summary>
internal static class Pages
{
    /// <summary>Records of a page, at the most.</summary>
    public const int RowsMax = 256;

    /// <param name="range">The row keys.</param>
    /// <param name="read">Reads at most <see cref="RowsMax"/> records whose row keys are not below the given one.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public static async IAsyncEnumerable<Record> ListAsync(
        RowRange range, Func<string, List<Record>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var from = range.From ?? "";
        while (true)
        {
            var page = read(from);
            foreach (var record in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return record;
            }

            if (page.Count < RowsMax)
                yield break;
            from = page[^1].RowKey + "\0"; // no key lies between
            await Task.Yield();
        }
    }
}
