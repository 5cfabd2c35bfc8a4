using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Changes the part of a roll that lists people by e-mail: who was found, who confirmed it, who said that it isn't them.
/// Each commit touches the organisation's head, as every change of a roll does.
/// </summary>
internal sealed class RollMatches(IRecordStore store, OrganisationShelf organisations, Outbox outbox, Contention contention, IServiceProvider services)
{
    // One change of a commit is the head.
    private const int ChangedAtOnceMax = StoreLimits.ChangesMax - 1;

    /// <summary>Writes what was found, in batches; whole again where somebody else was faster.</summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="decide">Given all who are listed by e-mail, those who are to be written differently.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    public Task ChangeAsync(string organisationId, Func<IReadOnlyList<Invited>, IReadOnlyList<Invited>> decide, CancellationToken cancellationToken)
        => contention.RunAsync(stop => ChangeOnceAsync(organisationId, decide, stop), cancellationToken);

    /// <summary>
    /// Makes a member of somebody who is listed by e-mail, in one commit. Safe to repeat: who is a member already stays one.
    /// </summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="invitedKey">As <see cref="KeyOf"/> names them.</param>
    /// <param name="person">Who it is; a match that says otherwise by now is refused.</param>
    /// <param name="audit">Given what they were and are, who confirmed it.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    public async Task<Ruling<Member>> ConfirmAsync(string organisationId, string invitedKey, MemberId person, Func<Changed, Change> audit, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync(stop => ConfirmOnceAsync(organisationId, invitedKey, person, audit, stop), cancellationToken);
        services.GetRequiredService<IDirectory>().Forget(person);
        return done.Ruling;
    }

    /// <summary>Takes a match back that the person says is wrong, and remembers that it is. Safe to repeat.</summary>
    /// <param name="also">Changes for the same commit, in the organisation's partition, made of who was listed.</param>
    public async Task<Ruling<Invited>> RefuseAsync(
        string organisationId, string invitedKey, MemberId person, Func<Invited, IEnumerable<Change>> also, CancellationToken cancellationToken)
        => (await contention.RunAsync(stop => RefuseOnceAsync(organisationId, invitedKey, person, also, stop), cancellationToken)).Ruling;

    /// <summary>Who is listed by e-mail in an organisation and was found to be this person.</summary>
    public async Task<IReadOnlyList<Invited>> ListOfAsync(OrganisationNow organisation, MemberId person, CancellationToken cancellationToken)
    {
        var found = new List<Invited>();
        await foreach (var row in RowsAsync(organisation, cancellationToken))
        {
            if (RollRows.ToInvited(row) is { } invited && invited.MatchedTo == person)
                found.Add(invited);
        }

        return found;
    }

    /// <summary>The organisations that may list a person by e-mail. Some may have forgotten it since.</summary>
    public async Task<IReadOnlyList<string>> ListOrganisationsAsync(MemberId person, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (var row in store.ListAsync(PersonRows.Table, person.ToString(), RowRange.Prefix(PersonRows.Match), cancellationToken))
            ids.Add(row.RowKey[PersonRows.Match.Length..]);
        return ids;
    }

    /// <summary>Names somebody who is listed by e-mail in the data of a button, without the address.</summary>
    public static string KeyOf(Invited invited) => Keys.Hash("invited", invited.Email);

    private IAsyncEnumerable<Record> RowsAsync(OrganisationNow organisation, CancellationToken cancellationToken)
        => store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(RollRows.InvitedOf(organisation.Roll)), cancellationToken);

    private async Task<CommitResult.Committed?> ChangeOnceAsync(string organisationId, Func<IReadOnlyList<Invited>, IReadOnlyList<Invited>> decide, CancellationToken cancellationToken)
    {
        var nothing = new CommitResult.Committed([]);
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return nothing;
        var rows = new Dictionary<string, Record>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync(organisation, cancellationToken))
            rows[row.RowKey] = row;
        var changed = decide([.. rows.Values.Select(RollRows.ToInvited)]);
        foreach (var batch in changed.Chunk(ChangedAtOnceMax))
        {
            await Task.WhenAll(batch.Select(one => one.MatchedTo).OfType<MemberId>()
                .Select(person => store.CommitAsync(PersonRows.Table, person.ToString(), [MayBeListedIn(person, organisationId)], cancellationToken)));
            var written = batch.Select(one => RollRows.OfInvited(organisationId, organisation.Roll, one, rows[RollRows.InvitedKey(organisation.Roll, one.Email)].ETag));
            Change[] changes = [organisation.Touched(), .. written.Select(row => new Change.Replace(row))];
            if (await store.CommitAsync(OrganisationRows.Table, organisationId, changes, cancellationToken) is not CommitResult.Committed { ETags: [var etag, ..] })
                return null;
            organisation = organisation with { ETag = etag! };
        }

        organisations.Forget(organisationId);
        return nothing;
    }

    private async Task<Confirmed?> ConfirmOnceAsync(string organisationId, string invitedKey, MemberId person, Func<Changed, Change> audit, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return new Confirmed(new Refusal("members.refused.noOrganisation"));
        var memberKey = RollRows.MemberKey(organisation.Roll, person);
        var memberRow = await store.FindAsync(OrganisationRows.Table, organisationId, memberKey, cancellationToken);
        var before = memberRow is null ? null : RollRows.ToMember(memberRow, organisation.Roll);
        if (await FindAsync(organisation, invitedKey, cancellationToken) is not { } row || RollRows.ToInvited(row) is not { } invited || invited.MatchedTo != person)
            return before is { LeftAt: null } ? new Confirmed(before) : new Confirmed(new Refusal("roster.refused.matchGone"));
        if (!(await organisations.TenantsOfAsync(organisationId, cancellationToken)).Contains(person.TenantId, StringComparer.OrdinalIgnoreCase))
            return new Confirmed(new Refusal("roster.refused.matchGone"));

        await store.CommitAsync(PersonRows.Table, person.ToString(), [PersonRows.MayBeIn(person, organisationId)], cancellationToken);
        var after = RosterMatch.Confirmed(invited, person, before);
        var written = RollRows.OfMember(organisationId, organisation.Roll, after, memberRow?.ETag);
        Change member = memberRow is null ? new Change.Insert(written) : new Change.Replace(written);
        Change[] changes = [organisation.Touched(), member, new Change.Delete(row.RowKey, row.ETag), .. await RollIndexRows.ChangesAsync(store, organisation, before, after, cancellationToken), audit(new Changed(person.ToString(), before?.Roles.ToString() ?? "", after.Roles.ToString()))];
        var result = await store.CommitAsync(OrganisationRows.Table, organisationId, changes, cancellationToken);
        organisations.Forget(organisationId);
        return result is CommitResult.Conflict ? null : new Confirmed(after);
    }

    private async Task<Refused?> RefuseOnceAsync(
        string organisationId, string invitedKey, MemberId person, Func<Invited, IEnumerable<Change>> also, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation
            || await FindAsync(organisation, invitedKey, cancellationToken) is not { } row
            || RollRows.ToInvited(row) is not { } invited)
            return new Refused(new Refusal("roster.refused.matchGone"));
        if (invited.NotMe == person)
            return new Refused(invited);
        if (invited.MatchedTo != person)
            return new Refused(new Refusal("roster.refused.matchGone"));

        var after = invited.NotFound() with { NotMe = person };
        Change[] changes = [organisation.Touched(), new Change.Replace(RollRows.OfInvited(organisationId, organisation.Roll, after, row.ETag)), .. also(invited)];
        var result = await outbox.CommitAsync(OrganisationRows.Table, organisationId, changes, cancellationToken);
        organisations.Forget(organisationId);
        return result is CommitResult.Conflict ? null : new Refused(after);
    }

    private async Task<Record?> FindAsync(OrganisationNow organisation, string invitedKey, CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(organisation, cancellationToken))
        {
            if (KeyOf(RollRows.ToInvited(row)) == invitedKey)
                return row;
        }

        return null;
    }

    private static Change.Upsert MayBeListedIn(MemberId person, string organisationId)
        => new(new Record(person.ToString(), PersonRows.Match + organisationId) { ["Organisation"] = organisationId });

    private sealed record Confirmed(Ruling<Member> Ruling);

    private sealed record Refused(Ruling<Invited> Ruling);
}
