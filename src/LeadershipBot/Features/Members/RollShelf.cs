using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Reads and changes the rolls of organisations. A single member is changed in the roll that counts; an import stages a
/// whole new roll and makes it count by one write. Both touch the organisation's head, so that neither loses the other.
/// </summary>
internal sealed class RollShelf(
    IRecordStore store, OrganisationShelf organisations, Staging staging, Outbox outbox, Contention contention, IServiceProvider services, Chance chance, TimeProvider time)
{
    // The head and the audit need room in the commit, too.
    private const int ClosedAtOnceMax = StoreLimits.ChangesMax - 2;

    /// <summary>One read: the member as the roll names them, also one who left; null if it doesn't.</summary>
    public async Task<Member?> FindAsync(OrganisationNow organisation, MemberId id, CancellationToken cancellationToken)
        => await store.FindAsync(OrganisationRows.Table, organisation.Id, RollRows.MemberKey(organisation.Roll, id), cancellationToken) is { } row
            ? RollRows.ToMember(row, organisation.Roll)
            : null;

    /// <summary>Everybody on the roll, also who left, in the order of their keys.</summary>
    public async IAsyncEnumerable<Member> ListAsync(OrganisationNow organisation, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(RollRows.MembersOf(organisation.Roll)), cancellationToken))
            yield return RollRows.ToMember(row, organisation.Roll);
    }

    /// <summary>Those whom an import lists by e-mail and who are not confirmed yet.</summary>
    public async Task<IReadOnlyList<Invited>> ListInvitedAsync(OrganisationNow organisation, CancellationToken cancellationToken)
    {
        var invited = new List<Invited>();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(RollRows.InvitedOf(organisation.Roll)), cancellationToken))
            invited.Add(RollRows.ToInvited(row));
        return invited;
    }

    /// <summary>The whole roll, for an import to make a new one of.</summary>
    public async Task<Roll> LoadAsync(OrganisationNow organisation, CancellationToken cancellationToken)
    {
        var members = new Dictionary<MemberId, Member>();
        await foreach (var member in ListAsync(organisation, cancellationToken))
            members[member.Id] = member;
        var invited = await ListInvitedAsync(organisation, cancellationToken);
        return new Roll(organisation.Localities, organisation.Practices, members, invited.ToDictionary(one => one.Email));
    }

    /// <summary>
    /// Changes one member, or adds them, in one commit with the audit. Load, decide and commit are done again when
    /// somebody else was faster; a decision that changes nothing writes nothing.
    /// </summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="id">Who is changed.</param>
    /// <param name="decide">Given the organisation, and the member or null if the roll doesn't name them.</param>
    /// <param name="audit">The entry that says who did what.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <returns>The member as they are now, or why not.</returns>
    /// <exception cref="StoreUnavailableException">It went on for too long.</exception>
    public Task<Ruling<Member>> ChangeAsync(
        string organisationId, MemberId id, Func<OrganisationNow, Member?, Ruling<Member>> decide, Change audit, CancellationToken cancellationToken)
        => ChangeAsync(organisationId, id, decide, [audit], cancellationToken);

    /// <summary>As above, with more in the same commit than the audit, such as an outbox row that tells the member of it.</summary>
    public Task<Ruling<Member>> ChangeAsync(
        string organisationId, MemberId id, Func<OrganisationNow, Member?, Ruling<Member>> decide, IReadOnlyList<Change> along, CancellationToken cancellationToken)
        => ChangeAsync(organisationId, id, (organisation, before) => Task.FromResult(decide(organisation, before)), (_, _) => along, cancellationToken);

    /// <summary>
    /// As the other, for a decision that must look at others on the roll, and with all that goes into the same commit:
    /// given what the member was (null for a newcomer) and is now, an entry of the audit that names both, and rows of the
    /// outbox.
    /// </summary>
    public async Task<Ruling<Member>> ChangeAsync(
        string organisationId, MemberId id, Func<OrganisationNow, Member?, Task<Ruling<Member>>> decide, Func<Member?, Member, IReadOnlyList<Change>> also, CancellationToken cancellationToken)
    {
        var changed = await contention.RunAsync(stop => ChangeOnceAsync(organisationId, id, decide, also, stop), cancellationToken);
        services.GetService<IDirectory>()?.Forget(id); // none on the command line
        return changed.Ruling;
    }

    /// <summary>
    /// Writes a whole roll under a version of its own, which counts for nothing until <see cref="MakeCurrentAsync(OrganisationNow, string, Change, CancellationToken)"/> and
    /// is swept after <see cref="SweepRoll.After"/> if it never does.
    /// </summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="roll">All of it, those who left too.</param>
    /// <param name="newcomers">Those on it whom the roll before didn't name: they are pointed to first.</param>
    /// <param name="cancellationToken">Leaves rows that will be swept.</param>
    /// <returns>The version.</returns>
    public async Task<string> StageAsync(string organisationId, Roll roll, IEnumerable<MemberId> newcomers, CancellationToken cancellationToken)
    {
        var version = chance.NewVersion(time.GetUtcNow());
        await outbox.CommitAsync(OrganisationRows.Table, organisationId, [SweepRoll.Of(organisationId, version, time.GetUtcNow())], cancellationToken);
        foreach (var some in newcomers.Chunk(StoreLimits.ChangesMax))
            await Task.WhenAll(some.Select(id => store.CommitAsync(PersonRows.Table, id.ToString(), [PersonRows.MayBeIn(id, organisationId)], cancellationToken)));
        await staging.WriteAsync(OrganisationRows.Table, organisationId, RollRows.Of(organisationId, version, roll), cancellationToken);
        return version;
    }

    /// <summary>Whether more practices and people than these are on the roll, those who left and who are invited too; reads no further than it must.</summary>
    public async Task<bool> IsLargerAsync(OrganisationNow organisation, int max, CancellationToken cancellationToken)
    {
        var count = organisation.Practices.Count;
        foreach (var prefix in new[] { RollRows.MembersOf(organisation.Roll), RollRows.InvitedOf(organisation.Roll) })
        {
            await foreach (var _ in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(prefix), cancellationToken))
            {
                if (++count > max)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Makes a staged roll the one that counts, unless anything was changed since <paramref name="basedOn"/> was read.</summary>
    /// <returns>False where something was changed meanwhile: load, decide and stage again.</returns>
    public Task<bool> MakeCurrentAsync(OrganisationNow basedOn, string version, Change audit, CancellationToken cancellationToken)
        => MakeCurrentAsync(basedOn, version, [audit], cancellationToken);

    /// <summary>As above, with more than the audit in the same commit.</summary>
    /// <param name="basedOn">From what it was planned.</param>
    /// <param name="version">Under which it is staged.</param>
    /// <param name="along">The audit, and what else goes into the same commit.</param>
    /// <param name="cancellationToken">Gives up; then it may or may not have been made so.</param>
    /// <returns>False where something was changed meanwhile: load, decide and stage again.</returns>
    public async Task<bool> MakeCurrentAsync(OrganisationNow basedOn, string version, IReadOnlyList<Change> along, CancellationToken cancellationToken)
    {
        var withoutContact = await HasLeftAsync(basedOn, version, cancellationToken) ? basedOn.Organisation.WithoutHelpContact : null;
        var isIndexed = await store.FindAsync(OrganisationRows.Table, basedOn.Id, RollIndexRows.MarkOf(version), cancellationToken) is not null; // a server of before may have staged it
        List<Change> changes = [(basedOn with { Roll = version, Indexed = isIndexed ? version : "" }).Touched(withoutContact), SweepRoll.Of(basedOn.Id, basedOn.Roll, time.GetUtcNow()), .. along];
        if (await HasInvitedAsync(basedOn.Id, version, cancellationToken))
            changes.Add(MatchInvited.Of(basedOn.Id, time.GetUtcNow()));
        var result = await outbox.CommitAsync(OrganisationRows.Table, basedOn.Id, changes, cancellationToken);
        organisations.Forget(basedOn.Id);
        return result is CommitResult.Committed;
    }

    /// <summary>Notes of member practices that they left, since they have closed. Safe to repeat.</summary>
    /// <param name="organisationId">Whose practices.</param>
    /// <param name="isClosed">Whether the practice with this code is open no more.</param>
    /// <param name="cancellationToken">Breaks off between batches; a repeat goes on.</param>
    /// <exception cref="StoreUnavailableException">Not all were noted. Safe to repeat.</exception>
    public async Task ClosePracticesAsync(string organisationId, Func<string, bool> isClosed, CancellationToken cancellationToken)
    {
        while (await organisations.ReadAsync(organisationId, cancellationToken) is { } now
            && now.Practices.Values.Where(practice => practice.LeftAt is null && isClosed(practice.Code)).Take(ClosedAtOnceMax).ToList() is { Count: > 0 } closed)
        {
            var at = time.GetUtcNow();
            Change[] changes =
            [
                .. closed.Select(practice => new Change.Upsert(RollRows.OfPractice(organisationId, now.Roll, practice with { LeftAt = at }))),
                now.Touched(),
                Audit.ByProgram(organisationId, "practices.closed", at),
            ];
            await store.CommitAsync(OrganisationRows.Table, organisationId, changes, cancellationToken); // a conflict: somebody changed the roll, so look again
            organisations.Forget(organisationId);
        }
    }

    /// <summary>The person's rows: on the roll that counts and in its index, as invited by e-mail, and on rolls that wait to be swept.</summary>
    public async Task<IReadOnlyList<Record>> RowsOfAsync(OrganisationNow organisation, MemberId id, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        foreach (var version in await VersionsAsync(organisation, cancellationToken))
        {
            var member = await store.FindAsync(OrganisationRows.Table, organisation.Id, RollRows.MemberKey(version, id), cancellationToken);
            if (member is not null)
                rows.AddRange([member, .. await RollIndexRows.FindAsync(store, organisation.Id, version, RollRows.ToMember(member, version), cancellationToken)]);
            if (await store.FindAsync(OrganisationRows.Table, organisation.Id, RollRows.RoleChangeKey(version, id), cancellationToken) is { } change)
                rows.Add(change);
            await foreach (var row in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(RollRows.InvitedOf(version)), cancellationToken))
            {
                if (row.GetString("MatchedTo") == id.ToString() || (member?.GetString("Email") is { } email && row.GetString("Email") == email))
                    rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>Whether the roll that counts names the person, or one that waits.</summary>
    public async Task<bool> IsNamedAsync(OrganisationNow organisation, MemberId id, CancellationToken cancellationToken)
    {
        foreach (var version in await VersionsAsync(organisation, cancellationToken))
        {
            if (await store.FindAsync(OrganisationRows.Table, organisation.Id, RollRows.MemberKey(version, id), cancellationToken) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Those whom one version of a roll names, and neither the roll that counts nor another that waits.</summary>
    public async Task<IReadOnlyCollection<MemberId>> ListOnlyInAsync(OrganisationNow organisation, string version, CancellationToken cancellationToken)
    {
        var only = new HashSet<MemberId>();
        await foreach (var member in ListAsync(organisation with { Roll = version }, cancellationToken))
            only.Add(member.Id);
        foreach (var other in only.Count == 0 ? [] : await VersionsAsync(organisation, cancellationToken))
        {
            if (other == version)
                continue;
            await foreach (var member in ListAsync(organisation with { Roll = other }, cancellationToken))
                only.Remove(member.Id);
        }

        return only;
    }

    /// <summary>The version that counts, and those that wait to be made current or swept.</summary>
    private async Task<IReadOnlyList<string>> VersionsAsync(OrganisationNow organisation, CancellationToken cancellationToken)
    {
        var versions = new List<string> { organisation.Roll };
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(OutboxRow.Prefix), cancellationToken))
        {
            if (row.GetString("Roll") is { Length: > 0 } version && !versions.Contains(version))
                versions.Add(version);
        }

        return versions;
    }

    /// <summary>Invitations of others of which the person said that it wasn't they: the invitation stays, the mark goes.</summary>
    private async Task<List<Change>> NotThemAsync(OrganisationNow organisation, MemberId id, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(RollRows.InvitedOf(organisation.Roll)), cancellationToken))
        {
            if (row.GetString("NotMe") != id.ToString() || row.GetString("MatchedTo") == id.ToString())
                continue;
            row["NotMe"] = null!;
            changes.Add(new Change.Replace(row));
        }

        return changes;
    }

    /// <summary>Takes a person off an organisation's rolls, and as its help contact. Safe to repeat.</summary>
    public Task EraseAsync(string organisationId, MemberId id, DateTimeOffset at, CancellationToken cancellationToken)
        => EraseAsync(organisationId, id, _ => true, at, cancellationToken);

    /// <summary>As above, but only while the roll says of the person what was asked for: they may have come back meanwhile.</summary>
    /// <returns>False where it doesn't, and nothing was erased.</returns>
    public async Task<bool> EraseAsync(string organisationId, MemberId id, Func<Member, bool> still, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var erased = await contention.RunAsync(stop => EraseOnceAsync(organisationId, id, still, at, stop), cancellationToken);
        if (erased.WasStill)
            await KeptLists.ForgetAsync(store, staging, organisationId, id, cancellationToken); // a list that waits may name them
        services.GetRequiredService<IDirectory>().Forget(id);
        return erased.WasStill;
    }

    private async Task<Erased?> EraseOnceAsync(string organisationId, MemberId id, Func<Member, bool> still, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return new Erased(WasStill: true);
        if (await FindAsync(organisation, id, cancellationToken) is { } member && !still(member))
            return new Erased(WasStill: false);
        var rows = await RowsOfAsync(organisation, id, cancellationToken);
        var isHelpContact = string.Equals(organisation.Organisation.HelpContactId, id.ObjectId, StringComparison.OrdinalIgnoreCase);
        var notThem = await NotThemAsync(organisation, id, cancellationToken);
        if (rows.Count == 0 && notThem.Count == 0 && !isHelpContact)
            return new Erased(WasStill: true);

        var changed = isHelpContact ? organisation.Organisation.WithoutHelpContact : null;
        Change[] changes =
        [
            .. rows.Select(row => new Change.Delete(row.RowKey, row.ETag)),
            .. notThem.Where(change => !rows.Any(row => row.RowKey == change.RowKey)),
            organisation.Touched(changed),
            Audit.ByProgram(organisationId, "members.erased", at), // that somebody was, not who
        ];
        var result = await outbox.CommitAsync(OrganisationRows.Table, organisationId, changes, cancellationToken);
        organisations.Forget(organisationId);
        return result is CommitResult.Conflict ? null : new Erased(WasStill: true);
    }

    private sealed record Erased(bool WasStill);

    /// <summary>Whether the help contact has left by a roll that is about to count.</summary>
    private async Task<bool> HasLeftAsync(OrganisationNow basedOn, string version, CancellationToken cancellationToken)
    {
        if (basedOn.Organisation.HelpContactId is not { Length: > 0 } contact)
            return false;
        var isListed = false;
        foreach (var tenant in await organisations.TenantsOfAsync(basedOn.Id, cancellationToken))
        {
            if (await store.FindAsync(OrganisationRows.Table, basedOn.Id, RollRows.MemberKey(version, new MemberId(tenant, contact)), cancellationToken) is { } row)
                isListed |= RollRows.ToMember(row, version).LeftAt is null;
        }

        return !isListed;
    }

    private async Task<bool> HasInvitedAsync(string organisationId, string version, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(RollRows.InvitedOf(version)), cancellationToken))
            return true;
        return false;
    }

    private async Task<Changed?> ChangeOnceAsync(
        string organisationId, MemberId id, Func<OrganisationNow, Member?, Task<Ruling<Member>>> decide, Func<Member?, Member, IReadOnlyList<Change>> also, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return new Changed(new Refusal("members.refused.noOrganisation"));
        var row = await store.FindAsync(OrganisationRows.Table, organisationId, RollRows.MemberKey(organisation.Roll, id), cancellationToken);
        var before = row is null ? null : RollRows.ToMember(row, organisation.Roll);
        var ruling = await decide(organisation, before);
        if (ruling.IsRefused(out _, out var after) || after == before)
            return new Changed(ruling);

        if (before is null)
            await store.CommitAsync(PersonRows.Table, id.ToString(), [PersonRows.MayBeIn(id, organisationId)], cancellationToken);
        var written = RollRows.OfMember(organisationId, organisation.Roll, after, row?.ETag);
        var withoutContact = after.LeftAt is not null && organisation.Organisation.HelpContactId == id.ObjectId ? organisation.Organisation.WithoutHelpContact : null;
        Change[] changes = [row is null ? new Change.Insert(written) : new Change.Replace(written), organisation.Touched(withoutContact), .. await RollIndexRows.ChangesAsync(store, organisation, before, after, cancellationToken), .. also(before, after)];
        var result = await outbox.CommitAsync(OrganisationRows.Table, organisationId, changes, cancellationToken);
        organisations.Forget(organisationId);
        return result is CommitResult.Conflict ? null : new Changed(ruling);
    }

    private sealed record Changed(Ruling<Member> Ruling);
}
