using LeadershipBot.Domain.Practices;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>An administrator imports the practices of the Organisation Data Service, as often as he likes.</summary>
/// <param name="store">Where practices are kept.</param>
/// <param name="sizeMax">The largest file that is read, in bytes; the whole of England and Wales has three million.</param>
internal sealed class ImportPractices(IRecordStore store, long sizeMax = ImportPractices.DefaultSizeMax)
{
    /// <summary>200 MB.</summary>
    public const long DefaultSizeMax = 200L * 1024 * 1024;

    // Somebody else imports at the same time, or the answer to a commit was lost: look again and write what is left.
    private const int AttemptsMax = 5;

    // SQLite flushes commits that wait together at once; Azure takes 2,000 rows a second in one partition.
    private const int BatchesAtOnce = 8;

    /// <summary>
    /// Reads the whole file, and only then writes what is new or different, in batches. Safe to repeat: a second run
    /// changes nothing, and a run after one that was cut short finishes it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked, or others keep changing the same practices.</exception>
    /// <exception cref="CommitUnconfirmedException">The store takes changes, but its answers are lost each time.</exception>
    public async Task<ImportReport> RunAsync(Stream file, bool dryRun, CancellationToken cancellationToken)
    {
        var bytes = await ReadAllAsync(file, cancellationToken);
        if (bytes is null)
            return new ImportReport { Unreadable = $"The file is larger than {sizeMax / 1024.0 / 1024:0.#} MB, the most that is read. Is it the right file?" };
        var (read, unreadable) = ImportFile.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        if (read is null)
            return new ImportReport { Unreadable = unreadable };

        var report = new ImportReport
        {
            Recognised = read.Recognised,
            IsDryRun = dryRun,
            Rejected = read.Rejected,
            FirstRejected = read.FirstRejected,
        };
        var entries = read.Entries;
        if (entries.Count == 0)
            return report with { Unreadable = "No line of the file could be used, so nothing was changed." };
        return await ApplyAsync(report, entries, cancellationToken);
    }

    private async Task<ImportReport> ApplyAsync(ImportReport report, IReadOnlyCollection<PracticeEntry> entries, CancellationToken cancellationToken)
    {
        var (added, changed) = (0, 0);
        for (var attempt = 1; ; attempt++)
        {
            var rows = await LoadAsync(cancellationToken);
            var plan = PracticeImport.Plan(rows.ToDictionary(row => row.Key, row => PracticeRow.Read(row.Value)), entries);
            if (report.IsDryRun)
                return report with { Added = plan.Added.Count, Changed = plan.Changed.Count, Unchanged = plan.Unchanged, NotInFile = plan.NotInFile };

            var changes = plan.Added.Concat(plan.Changed).Select(practice => PracticeRow.ChangeTo(practice, rows.GetValueOrDefault(practice.Code)));
            var isDone = true;
            foreach (var batches in changes.Chunk(StoreLimits.ChangesMax).Chunk(BatchesAtOnce))
            {
                var written = await Task.WhenAll(batches.Select(batch => CommitAsync(batch, isLastAttempt: attempt == AttemptsMax, cancellationToken)));
                isDone &= written.All(isWritten => isWritten);
                var kept = batches.Where((_, at) => written[at]).SelectMany(batch => batch).ToList();
                added += kept.Count(change => change is Change.Insert);
                changed += kept.Count(change => change is Change.Replace);
            }

            if (isDone)
                return report with { Added = added, Changed = changed, Unchanged = entries.Count - added - changed, NotInFile = plan.NotInFile };
        }
    }

    // False: the rows have moved or may have, so load and compare again once the other batches are written.
    private async Task<bool> CommitAsync(Change[] batch, bool isLastAttempt, CancellationToken cancellationToken)
    {
        try
        {
            var result = await store.CommitAsync(PracticeRow.Table, PracticeRow.PartitionKey, batch, cancellationToken);
            if (result is CommitResult.Conflict && isLastAttempt)
                throw new StoreUnavailableException("Others kept changing the same practices while they were imported.");
            return result is CommitResult.Committed;
        }
        catch (CommitUnconfirmedException) when (!isLastAttempt)
        {
            return false;
        }
    }

    private async Task<Dictionary<OdsCode, Record>> LoadAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<OdsCode, Record>();
        await foreach (var row in store.ListAsync(PracticeRow.Table, PracticeRow.PartitionKey, RowRange.All, cancellationToken))
            rows[OdsCode.Parse(row.RowKey)] = row;
        return rows;
    }

    // Null where the file is too large; counted while reading, since a pipe has no length.
    private async Task<MemoryStream?> ReadAllAsync(Stream file, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int count;
        while ((count = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + count > sizeMax)
                return null;
            bytes.Write(buffer, 0, count);
        }

        return bytes;
    }
}
