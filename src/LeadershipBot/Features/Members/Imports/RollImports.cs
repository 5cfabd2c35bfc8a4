using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using RoleGivingRule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>An import that waits for somebody to make it current.</summary>
/// <param name="Report">What it would do.</param>
/// <param name="Token">What names it; null where it is unreadable or changes nothing, so that there is nothing to make current.</param>
internal sealed record StagedImport(ImportReport Report, string? Token);

/// <summary>
/// Imports people, localities, list sizes and practices into one organisation: at once (command line), or staged first and
/// made current by a press (Teams). What is staged counts for nothing; one write makes all of it count.
/// </summary>
internal sealed class RollImports(IRecordStore store, OrganisationShelf organisations, RollShelf rolls, PracticeCatalogue catalogue, CardLibrary library, IServiceProvider services, TimeProvider time)
{
    // Somebody changed the roll between reading and writing: read and plan again.
    private const int AttemptsMax = 5;

    /// <summary>How long a staged import waits; then it is swept (<see cref="SweepRoll.After"/>).</summary>
    public static readonly TimeSpan WaitsFor = TimeSpan.FromMinutes(50);

    /// <summary>Says what an import would do, and writes nothing.</summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="text">The file or the pasted table.</param>
    /// <param name="expected">What it must tell of; null to go by its header.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    public async Task<Ruling<ImportReport>> PlanAsync(string organisationId, ImportText text, RollFileKind? expected, CancellationToken cancellationToken)
    {
        var (file, unreadable) = RollFile.Read(text, expected, RoleWordsOf(library.Text));
        if (file is null)
            return new ImportReport { Unreadable = unreadable };
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return NoOrganisation;
        return Report(file, await PlanAsync(organisation, file, cancellationToken)) with { IsDryRun = true };
    }

    /// <summary>Stages an import under a version of its own, which <see cref="ConfirmAsync"/> makes current; the report is a dry run's.</summary>
    /// <exception cref="StoreUnavailableException">Not everything was staged; nothing has changed. Safe to repeat.</exception>
    /// <exception cref="CommitUnconfirmedException">As above.</exception>
    public Task<Ruling<StagedImport>> StageAsync(string organisationId, ImportText text, RollFileKind? expected, CancellationToken cancellationToken)
        => StageAsync(organisationId, text, expected, RoleGivingRule.MayGive(Roles.Administrator), cancellationToken);

    /// <summary>As the other, for somebody who may give and take these roles only: a list that gives or takes others is refused as a whole.</summary>
    public async Task<Ruling<StagedImport>> StageAsync(string organisationId, ImportText text, RollFileKind? expected, Roles mayGive, CancellationToken cancellationToken)
    {
        var (file, unreadable) = RollFile.Read(text, expected, RoleWordsOf(library.Text));
        if (file is null)
            return new StagedImport(new ImportReport { Unreadable = unreadable }, null);
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return NoOrganisation;
        var plan = await PlanAsync(organisation, file, cancellationToken);
        if (RoleGivingRule.BeyondIn(await rolls.LoadAsync(organisation, cancellationToken), plan.Roll, mayGive) is var beyond and not Roles.Member)
            return NotYours(beyond, organisation);
        var report = Report(file, plan) with { IsDryRun = true };
        if (plan.ChangesNothing)
            return new StagedImport(report, null);

        var version = await rolls.StageAsync(organisationId, plan.Roll, plan.Newcomers, cancellationToken);
        var note = StagedRow.Of(organisation, version, file.Kind, report, time.GetUtcNow());
        await store.CommitAsync(OrganisationRows.Table, organisationId, [new Change.Upsert(note)], cancellationToken);
        return new StagedImport(report, version);
    }

    /// <summary>
    /// Makes a staged import current by one write. Pressed twice, the second time finds it done and says the same.
    /// </summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="token">What <see cref="StageAsync(string, ImportText, RollFileKind?, CancellationToken)"/> gave.</param>
    /// <param name="audit">Given what was done, the entry that says who did it.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    /// <returns>The report, or why it can't be made current: the roll was changed since, or it waited for too long.</returns>
    public async Task<Ruling<ImportReport>> ConfirmAsync(string organisationId, string token, Func<string, Change> audit, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return NoOrganisation;
        if (!StagedRow.IsToken(token) || await store.FindAsync(OrganisationRows.Table, organisationId, StagedRow.KeyOf(token), cancellationToken) is not { } note)
            return new Refusal("imports.refused.swept");
        var report = StagedRow.ReportOf(note);
        if (organisation.Roll == token)
            return report;
        if (time.GetUtcNow() - StagedRow.StagedAt(note) > WaitsFor)
            return new Refusal("imports.refused.swept");
        if (organisation.ETag != StagedRow.BasedOn(note) || !await rolls.MakeCurrentAsync(organisation, token, audit(StagedRow.WhatOf(note)), cancellationToken))
            return new Refusal("imports.refused.changed");
        await ForgetAsync(organisationId, cancellationToken);
        return report;
    }

    /// <summary>Imports at once. Where somebody changed the roll meanwhile, it plans again.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked, or others keep changing the roll; nothing was changed.</exception>
    /// <exception cref="CommitUnconfirmedException">The store takes changes, but its answers are lost each time.</exception>
    public async Task<Ruling<ImportReport>> RunAsync(string organisationId, ImportText text, RollFileKind expected, Func<string, Change> audit, CancellationToken cancellationToken)
    {
        var (file, unreadable) = RollFile.Read(text, expected, RoleWordsOf(library.Text));
        if (file is null)
            return new ImportReport { Unreadable = unreadable };
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
                return NoOrganisation;
            var plan = await PlanAsync(organisation, file, cancellationToken);
            if (plan.ChangesNothing || await MakeTrueAsync(organisation, plan, audit(StagedRow.WhatOf(file.Kind)), isLast: attempt == AttemptsMax, cancellationToken))
                return Report(file, plan);
        }

        throw new StoreUnavailableException("Others kept changing the organisation at the same time.");
    }

    private Refusal NotYours(Roles beyond, OrganisationNow organisation)
    {
        var words = organisation.Organisation.Words;
        return new Refusal("imports.refused.roles", ("roles", library.Text.NamesOf(beyond, words)));
    }

    private static Refusal NoOrganisation => new("members.refused.noOrganisation");

    private static Dictionary<string, Roles> RoleWordsOf(TextFile text)
        => RoleWords.All.Append(Roles.Member).ToDictionary(role => text.NameOf(role));

    private static ImportReport Report(RollFile file, RollPlan plan) => new ImportReport
    {
        Recognised = file.Recognised,
        Added = plan.Added,
        Changed = plan.Changed,
        Left = plan.Left,
        Unchanged = plan.Unchanged,
        Ignored = plan.Ignored,
        StayUntold = plan.StayUntold,
    }.With(Rejections.Of(file.Rejected, plan.Rejected));

    private async Task<RollPlan> PlanAsync(OrganisationNow organisation, RollFile file, CancellationToken cancellationToken)
    {
        var tenants = await organisations.TenantsOfAsync(organisation.Id, cancellationToken);
        var scope = new ImportScope(organisation.Organisation.Commissioner, tenants, await catalogue.NowAsync(cancellationToken), time.GetUtcNow());
        return file.Plan(await rolls.LoadAsync(organisation, cancellationToken), scope);
    }

    private async Task<bool> MakeTrueAsync(OrganisationNow basedOn, RollPlan plan, Change audit, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            var version = await rolls.StageAsync(basedOn.Id, plan.Roll, plan.Newcomers, cancellationToken);
            if (!await rolls.MakeCurrentAsync(basedOn, version, audit, cancellationToken))
                return false;
        }
        catch (CommitUnconfirmedException) when (!isLast)
        {
            return false; // the next look tells whether it was written
        }

        Forget(plan.Touched);
        return true;
    }

    private async Task ForgetAsync(string organisationId, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return;
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
            Forget([member.Id]);
    }

    // On other servers what was remembered ends by itself, within half a minute; the command line remembers nothing.
    private void Forget(IEnumerable<MemberId> people)
    {
        if (services.GetService<IDirectory>() is not { } directory)
            return;
        foreach (var person in people)
            directory.Forget(person);
    }
}
