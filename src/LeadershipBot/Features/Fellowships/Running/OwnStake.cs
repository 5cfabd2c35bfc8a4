using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>
/// Whether an organiser or a chair has a stake of their own in a fellowship: they applied, or have a place. Then somebody else who has
/// none changes it and confirms their place; where there is nobody else, they do it themselves; the audit names them as for every change.
/// </summary>
internal sealed class OwnStake(IApplicants applicants, IRoleHolders holders)
{
    /// <summary>Why somebody doesn't change it; null where they may.</summary>
    public async Task<Refusal?> WhyNotAsync(FellowshipHead head, MemberId person, CancellationToken cancellationToken)
    {
        if (!head.Fellowship.IsApproved || !await HasAsync(head, person, cancellationToken))
            return null;
        return await AnotherAsync(head, person, await ListAsync(head, cancellationToken), cancellationToken);
    }

    /// <summary>Whether they wait for an outcome, were appointed, or have a place: two reads at the most.</summary>
    private async Task<bool> HasAsync(FellowshipHead head, MemberId person, CancellationToken cancellationToken)
        => head.Fellowship.PlaceOf(person) is { IsTaken: true }
            || await applicants.IsWaitingAsync(head.Fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, head.Key, person, cancellationToken)
            || await applicants.IsAppointedAsync(head.Fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, head.Key, person, cancellationToken);

    /// <summary>Why somebody doesn't record anything of a place: it is theirs. Null where it isn't, or nobody else could.</summary>
    public async Task<Refusal?> WhyNotOfPlaceAsync(FellowshipHead head, FellowPlace place, MemberId person, CancellationToken cancellationToken)
        => place.Fellow?.Id == person ? await AnotherAsync(head, person, await ListAsync(head, cancellationToken), cancellationToken) : null;

    /// <summary>Names somebody else who could, whoever runs it first; null where there is nobody.</summary>
    private async Task<Refusal?> AnotherAsync(FellowshipHead head, MemberId person, HashSet<MemberId> stakes, CancellationToken cancellationToken)
    {
        var others = await holders.ListOthersAsync(head.Fellowship.Organisation.Id, new HashSet<MemberId>(stakes) { person }, cancellationToken);
        return others.OrderByDescending(one => one.Person == head.Fellowship.Content.RunBy?.Id).FirstOrDefault() is { } other ? FellowshipRefusals.OwnStake(other.Name) : null;
    }

    /// <summary>Everybody who waits for an outcome, was appointed, or has a place.</summary>
    private async Task<HashSet<MemberId>> ListAsync(FellowshipHead head, CancellationToken cancellationToken)
    {
        var (organisation, key) = (head.Fellowship.Organisation.Id, head.Key);
        var applied = await Task.WhenAll(
            applicants.ListWaitingAsync(organisation, FellowshipOpenings.FellowshipKind, key, cancellationToken),
            applicants.ListAppointedAsync(organisation, FellowshipOpenings.FellowshipKind, key, cancellationToken));
        return [.. applied.SelectMany(some => some).Select(one => one.Id), .. head.Fellowship.Places.Where(place => place.IsTaken).Select(place => place.Fellow?.Id).OfType<MemberId>()];
    }
}
