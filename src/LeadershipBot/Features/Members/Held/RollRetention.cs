using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Profile;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>
/// Takes people off the roll whom a list named by e-mail long ago and who never came. A list that still names them invites
/// them anew.
/// </summary>
internal sealed class RetainInvited(RollSweep rolls, IRecordStore store, TimeProvider time) : IRetention
{
    public RetentionKind Kind => RetentionKind.Invited;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var gone = await rolls.RunAsync(organisationId, RollRows.InvitedOf, Decide, at => Audit.ByProgram(organisationId, "members.invitedLapsed", at), sweep, cancellationToken);
        if (sweep is Sweep.Remove)
        {
            foreach (var person in gone.Select(row => RollRows.ToInvited(row).MatchedTo).OfType<MemberId>())
                await store.CommitAsync(PersonRows.Table, person.ToString(), [new Change.Delete(PersonRows.Match + organisationId, null)], cancellationToken);
        }

        return gone.Count;

        Func<Record, Swept?> Decide(OrganisationNow organisation) => row => RollRows.ToInvited(row) switch
        {
            // From before the date was kept: it counts from now.
            { InvitedAt: null } invited => new Swept(false, new Change.Replace(RollRows.OfInvited(organisationId, organisation.Roll, invited with { InvitedAt = time.GetUtcNow() }, row.ETag))),
            { InvitedAt: { } at } when at < olderThan => new Swept(true, new Change.Delete(row.RowKey, row.ETag)),
            _ => null,
        };
    }
}

/// <summary>
/// Removes what people chose for themselves and nobody confirmed for long, and tells them. Whom nobody but they themselves
/// ever listed is taken off the roll with it: they hold no role and lead no practice, so that the roll's index doesn't name them.
/// </summary>
internal sealed class RetainUnconfirmed(RollSweep rolls, TakenOff takenOff, TimeProvider time) : IRetention
{
    public RetentionKind Kind => RetentionKind.Unconfirmed;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var version = "";
        var gone = await rolls.RunAsync(organisationId, RollRows.MembersOf, Decide, at => Audit.ByProgram(organisationId, "members.choicesLapsed", at), sweep, cancellationToken);
        if (sweep is Sweep.Remove)
        {
            foreach (var member in gone.Select(row => RollRows.ToMember(row, version)))
                await takenOff.NoteAsync(member.Id, organisationId, isOff: member.IsUnconfirmed, cancellationToken);
        }

        return gone.Count;

        Func<Record, Swept?> Decide(OrganisationNow organisation)
        {
            version = organisation.Roll;
            return row => RollRows.ToMember(row, version) switch
            {
                { IsWaiting: false } => null,
                // From before the date was kept: it counts from now.
                { ChosenAt: null } member => new Swept(false, Written(row, member with { ChosenAt = time.GetUtcNow() })),
                var member when !Confirming.IsLapsed(member, olderThan) => null,
                { IsUnconfirmed: true } member => new Swept(true, new Change.Delete(row.RowKey, row.ETag), Told(member)),
                var member => new Swept(true, Written(row, Confirming.Lapse(member)), Told(member)),
            };

            Change.Replace Written(Record row, Member member) => new(RollRows.OfMember(organisationId, version, member, row.ETag));
        }

        Change Told(Member member) => TellLapsed.Of(organisationId, member, time.GetUtcNow(), (int)(time.GetUtcNow() - olderThan).TotalDays);
    }
}

/// <summary>Removes practices that left an organisation long ago, once nobody on its roll is listed there any more.</summary>
internal sealed class RetainPracticesThatLeft(OrganisationShelf organisations, RollShelf rolls, RollSweep sweeping) : IRetention
{
    public RetentionKind Kind => RetentionKind.PracticesThatLeft;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } now || !now.Practices.Values.Any(IsOld))
            return 0;
        var (basedOn, listed) = (now.ETag, await ListedAsync(now, cancellationToken));
        return (await sweeping.RunAsync(organisationId, RollRows.PracticesOf, Decide, at => Audit.ByProgram(organisationId, "practices.forgotten", at), sweep, cancellationToken)).Count;

        bool IsOld(MemberPractice practice) => practice.LeftAt < olderThan;

        // Where anything changed since it was read who is listed where, the next night looks again.
        Func<Record, Swept?> Decide(OrganisationNow organisation) => row
            => organisation.ETag == basedOn && RollRows.ToPractice(row, organisation.Roll) is var practice && IsOld(practice) && !listed.Contains(practice.Code)
                ? new Swept(true, new Change.Delete(row.RowKey, row.ETag))
                : null;
    }

    private async Task<IReadOnlySet<string>> ListedAsync(OrganisationNow organisation, CancellationToken cancellationToken)
    {
        var listed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
            listed.UnionWith(CodesOf(member));
        foreach (var invited in await rolls.ListInvitedAsync(organisation, cancellationToken))
            listed.UnionWith(CodesOf(invited.As));
        return listed;
    }

    private static IEnumerable<string> CodesOf(Member member) => member.Practices.All.Concat(member.ChosenPractices.All).Concat(member.LeadOf.All);
}
