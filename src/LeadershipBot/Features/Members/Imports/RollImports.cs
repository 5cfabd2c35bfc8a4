using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;
using LeadershipBot.Features.Members.Exports;
using LeadershipBot.Features.Members.RoleGiving;
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
internal sealed class RollImports(
    IRecordStore store, OrganisationShelf organisations, RollShelf rolls, Staging staging, PracticeCatalogue catalogue, CardLibrary library, OrganisationSettings settings, IServiceProvider services, TimeProvider time)
{
    // Somebody changed the roll between reading and writing: read and plan again.
    private const int AttemptsMax = 5;

    /// <summary>How long a staged import waits; then it is swept (<see cref="SweepRoll.After"/>).</summary>
    public static readonly TimeSpan WaitsFor = TimeSpan.FromMinutes(50);

    /// <summary>Reads a text, without asking the store.</summary>
    /// <returns>The file, or why it is none.</returns>
    public (RollFile? File, ImportReport? Unreadable) Read(ImportText text, RollFileKind? expected = null)
        => RollFile.Read(text, expected, RoleWords.All.Append(Roles.Member).ToDictionary(role => library.Text.NameOf(role)), library.Text.PassedOver());

    /// <summary>Says what an import would do, and writes nothing.</summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="text">The file or the pasted table.</param>
    /// <param name="expected">What it must tell of; null to go by its header.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    public async Task<Ruling<ImportReport>> PlanAsync(string organisationId, ImportText text, RollFileKind? expected, CancellationToken cancellationToken)
    {
        var (file, unreadable) = Read(text, expected);
        if (file is null)
            return unreadable!;
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return NoOrganisation;
        var roll = await rolls.LoadAsync(organisation, cancellationToken);
        return Report(file, roll, await PlanAsync(organisation, roll, file, cancellationToken)) with { IsDryRun = true };
    }

    /// <summary>Stages an import under a version of its own, which <see cref="ConfirmAsync"/> makes current; the report is a dry run's.</summary>
    /// <exception cref="StoreUnavailableException">Not everything was staged; nothing has changed. Safe to repeat.</exception>
    /// <exception cref="CommitUnconfirmedException">As above.</exception>
    public async Task<Ruling<StagedImport>> StageAsync(string organisationId, ImportText text, RollFileKind? expected, CancellationToken cancellationToken)
    {
        var (file, unreadable) = Read(text, expected);
        return file is null
            ? new StagedImport(unreadable!, null)
            : await StageAsync(organisationId, file, "", RoleGivingRule.MayGive(Roles.Administrator), cancellationToken);
    }

    /// <summary>As the other, for a list that somebody brought who may give and take these roles only: one that gives or takes others is refused as a whole.</summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="file">The list, read.</param>
    /// <param name="listId">Where it is kept; empty if nowhere.</param>
    /// <param name="mayGive">What whoever brought it may give.</param>
    /// <param name="cancellationToken">Leaves rows that will be swept.</param>
    public async Task<Ruling<StagedImport>> StageAsync(string organisationId, RollFile file, string listId, Roles mayGive, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return NoOrganisation;
        var roll = await rolls.LoadAsync(organisation, cancellationToken);
        var plan = await PlanAsync(organisation, roll, file, cancellationToken);
        var gives = RoleGivingRule.BeyondIn(roll, plan.Roll, Roles.Member);
        if ((gives & ~mayGive) is var beyond and not Roles.Member)
            return NotYours(beyond, organisation);
        if (settings.Administrators.Count == 0 && RoleGivingRule.LosesAdministrators(roll, plan.Roll))
            return new Refusal("imports.refused.lastAdministrator");
        var report = Report(file, roll, plan) with { IsDryRun = true };
        if (plan.ChangesNothing)
            return new StagedImport(report, null);

        var version = await StageAsync(organisationId, roll, plan, cancellationToken);
        var staged = new StagedNote(version, file.Kind, organisation.ETag, plan.Roll.Members.Count + plan.Roll.Invited.Count, gives, listId, time.GetUtcNow(), report);
        await store.CommitAsync(OrganisationRows.Table, organisationId, [new Change.Upsert(StagedRow.Of(organisationId, staged))], cancellationToken);
        return new StagedImport(report, version);
    }

    /// <summary>What waits under a token; null if nothing does, or no more.</summary>
    public async Task<StagedNote?> FindAsync(string organisationId, string token, CancellationToken cancellationToken)
        => StagedRow.IsToken(token) && await store.FindAsync(OrganisationRows.Table, organisationId, StagedRow.KeyOf(token), cancellationToken) is { } row
            ? StagedRow.Read(row, token)
            : null;

    /// <summary>
    /// Makes a staged import current by one write. Pressed twice, the second time finds it done and says the same.
    /// </summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="token">What <see cref="StageAsync(string, ImportText, RollFileKind?, CancellationToken)"/> gave.</param>
    /// <param name="mayGive">What whoever confirms may give and take at this moment.</param>
    /// <param name="byName">Their name, for those whose roles it changes; empty for the program.</param>
    /// <param name="audit">Given what was done, the entry that says who did it.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    /// <returns>The report, or why it can't be made current: the roll was changed since, or it waited for too long.</returns>
    public async Task<Ruling<ImportReport>> ConfirmAsync(string organisationId, string token, Roles mayGive, string byName, Func<string, Change> audit, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return NoOrganisation;
        if (await FindAsync(organisationId, token, cancellationToken) is not { } staged)
            return new Refusal("imports.refused.swept");
        if (staged.ImportedAt is not null)
            return staged.Report;
        if (time.GetUtcNow() - staged.At > WaitsFor)
            return new Refusal("imports.refused.swept");
        if ((staged.Gives & ~mayGive) is var beyond and not Roles.Member)
            return NotYours(beyond, organisation);
        var imported = new Change.Upsert(StagedRow.Of(organisationId, staged with { ImportedAt = time.GetUtcNow() }));
        var entry = audit(StagedRow.WhatOf(staged.Kind));
        Change[] roles = staged.Gives == Roles.Member ? [] : [NoteRoleChanges.Of(organisationId, token, entry, byName, time.GetUtcNow())];
        if (organisation.ETag != staged.BasedOn || !await rolls.MakeCurrentAsync(organisation, token, [entry, imported, .. roles], cancellationToken))
            return new Refusal("imports.refused.changed");
        await ForgetAsync(organisationId, cancellationToken);
        return staged.Report;
    }

    /// <summary>Imports at once. Where somebody changed the roll meanwhile, it plans again.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked, or others keep changing the roll; nothing was changed.</exception>
    /// <exception cref="CommitUnconfirmedException">The store takes changes, but its answers are lost each time.</exception>
    public async Task<Ruling<ImportReport>> RunAsync(string organisationId, ImportText text, RollFileKind expected, Func<string, Change> audit, CancellationToken cancellationToken)
    {
        var (file, unreadable) = Read(text, expected);
        if (file is null)
            return unreadable!;
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
                return NoOrganisation;
            var roll = await rolls.LoadAsync(organisation, cancellationToken);
            var plan = await PlanAsync(organisation, roll, file, cancellationToken);
            if (plan.ChangesNothing || await MakeTrueAsync(organisation, roll, plan, audit(StagedRow.WhatOf(file.Kind)), isLast: attempt == AttemptsMax, cancellationToken))
                return Report(file, roll, plan);
        }

        throw new StoreUnavailableException("Others kept changing the organisation at the same time.");
    }

    /// <summary>Stages the roll, and beside it whose roles it gives or takes, for <see cref="NoteRoleChanges"/>.</summary>
    private async Task<string> StageAsync(string organisationId, Roll before, RollPlan plan, CancellationToken cancellationToken)
    {
        var version = await rolls.StageAsync(organisationId, plan.Roll, plan.Newcomers, cancellationToken);
        await staging.WriteAsync(OrganisationRows.Table, organisationId, NoteRoleChanges.RowsOf(organisationId, version, before, plan.Roll), cancellationToken);
        return version;
    }

    private Refusal NotYours(Roles beyond, OrganisationNow organisation)
    {
        var words = organisation.Organisation.Words;
        return new Refusal("imports.refused.roles", ("roles", library.Text.NamesOf(beyond, words)));
    }

    private static Refusal NoOrganisation => new("members.refused.noOrganisation");

    private static ImportReport Report(RollFile file, Roll before, RollPlan plan) => new ImportReport
    {
        Recognised = file.Recognised,
        Added = plan.Added,
        Changed = plan.Changed,
        Left = plan.Left,
        Unchanged = plan.Unchanged,
        Ignored = plan.Ignored + file.PassedOver,
        Unverified = plan.Unverified,
        StayUntold = plan.StayUntold,
        Names = file.Kind is RollFileKind.People ? RollNames.OfPeople(before, plan.Roll) : RollNames.OfPractices(before, plan.Roll),
    }.With(Rejections.Of(file.Rejected, plan.Rejected));

    private async Task<RollPlan> PlanAsync(OrganisationNow organisation, Roll roll, RollFile file, CancellationToken cancellationToken)
    {
        var tenants = await organisations.TenantsOfAsync(organisation.Id, cancellationToken);
        var scope = new ImportScope(organisation.Organisation.Commissioner, tenants, await catalogue.NowAsync(cancellationToken), time.GetUtcNow());
        return file.Plan(roll, scope);
    }

    private async Task<bool> MakeTrueAsync(OrganisationNow basedOn, Roll before, RollPlan plan, Change audit, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            var version = await StageAsync(basedOn.Id, before, plan, cancellationToken);
            Change[] roles = RoleGivingRule.ChangesIn(before, plan.Roll).Count == 0 ? [] : [NoteRoleChanges.Of(basedOn.Id, version, audit, "", time.GetUtcNow())];
            if (!await rolls.MakeCurrentAsync(basedOn, version, [audit, .. roles], cancellationToken))
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
