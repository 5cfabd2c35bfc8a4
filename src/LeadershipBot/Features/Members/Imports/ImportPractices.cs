using LeadershipBot.Domain.Practices;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>An administrator imports the practices of the Organisation Data Service, as often as he likes.</summary>
internal sealed class ImportPractices(OdsShelf shelf, OrganisationShelf organisations, RollShelf rolls, TimeProvider time)
{
    /// <summary>The largest file that is read, in bytes; the whole of England and Wales has three million.</summary>
    public const long DefaultSizeMax = 200L * 1024 * 1024;

    // Somebody else imports at the same time, or the answer to a commit was lost: look again.
    private const int AttemptsMax = 5;

    /// <summary>
    /// Reads the whole file, writes all practices as they become under a new version, and makes it current by one write.
    /// Safe to repeat: a second run changes nothing, and one that was cut short has changed nothing. Practices that have
    /// closed then leave the organisations whose members they are; a run that was cut short there is finished by the next.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked, or others keep importing; nothing was changed.</exception>
    /// <exception cref="CommitUnconfirmedException">The store takes changes, but its answers are lost each time.</exception>
    public async Task<ImportReport> RunAsync(Stream file, bool dryRun, CancellationToken cancellationToken, long sizeMax = DefaultSizeMax)
    {
        var (text, undecodable) = await ImportText.ReadAsync(file, sizeMax, cancellationToken);
        if (text is null)
            return ImportReport.Of(undecodable!);
        var (read, unreadable) = PracticeFile.Read(text);
        if (read is null)
            return unreadable!;

        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var head = await shelf.HeadAsync(OdsList.Practices, cancellationToken);
            var practices = await shelf.PracticesAsync(head, cancellationToken);
            var isWhole = PracticeImport.IsWhole(read.IsPublished, read.EveryCodeRead, read.Named, practices);
            var plan = PracticeImport.Plan(practices, read.Entries, isWhole ? read.Named : null, time.GetUtcNow());
            if (!dryRun && !plan.ChangesNothing && !await MakeTrueAsync(head, practices, plan, isLast: attempt == AttemptsMax, cancellationToken))
                continue;
            if (!dryRun)
                await CloseAsync(After(practices, plan), cancellationToken);
            return Report(read, plan, dryRun);
        }

        throw new StoreUnavailableException("Others kept importing practices at the same time.");
    }

    private async Task CloseAsync(SortedDictionary<string, Practice> practices, CancellationToken cancellationToken)
    {
        foreach (var organisation in await organisations.ListAllAsync(cancellationToken))
            await rolls.ClosePracticesAsync(organisation.Id, code => practices.TryGetValue(code, out var practice) && !practice.IsOpenGpPractice, cancellationToken);
    }

    private static SortedDictionary<string, Practice> After(IReadOnlyDictionary<OdsCode, Practice> before, PracticeImportPlan plan)
    {
        var after = new SortedDictionary<string, Practice>(StringComparer.Ordinal);
        foreach (var practice in before.Values.Concat(plan.Added).Concat(plan.Changed).Concat(plan.Left))
            after[practice.Code.ToString()] = practice;
        return after;
    }

    private static ImportReport Report(PracticeFile read, PracticeImportPlan plan, bool dryRun) => new ImportReport
    {
        Recognised = read.Recognised,
        IsDryRun = dryRun,
        Added = plan.Added.Count,
        Changed = plan.Changed.Count,
        Left = plan.Left.Count,
        Unchanged = plan.Unchanged,
        NotInFile = plan.NotInFile,
    }.With(read.Rejected);

    private async Task<bool> MakeTrueAsync(
        OdsHead head, IReadOnlyDictionary<OdsCode, Practice> before, PracticeImportPlan plan, bool isLast, CancellationToken cancellationToken)
    {
        var after = After(before, plan);
        try
        {
            return await shelf.ReplaceAsync(head, version => after.Values.Select(practice => OdsRows.OfPractice(practice, version)), cancellationToken);
        }
        catch (CommitUnconfirmedException) when (!isLast)
        {
            return false; // the next look tells whether it was written
        }
    }
}
