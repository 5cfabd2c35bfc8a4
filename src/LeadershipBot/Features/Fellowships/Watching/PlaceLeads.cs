using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>
/// Who is told of a fellow's place at the practice that released them: whoever leads it now, and who agreed, as long as they
/// work there. Where no practice agreed here, nobody.
/// </summary>
internal sealed class PlaceLeads(IOffers offers, IAudience audience)
{
    /// <summary>
    /// The practice that released the fellow, with what it says by now: as it is kept with the place, also when the application is gone, or
    /// another that agreed since. Null where none is kept, and none agreed.
    /// </summary>
    public async Task<ReleasedBy?> FindReleaseAsync(FellowshipHead head, FellowPlace place, CancellationToken cancellationToken)
    {
        var release = place.Fellow is { } who ? await offers.FindReleaseAsync(head.Fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, head.Key, who.Id, cancellationToken) : null;
        if (place.PracticeCode.Length == 0)
            return release is { HasAgreed: true } ? release : null;
        if (release is not null && (release.Code == place.PracticeCode || (release.HasAgreed && place.IsLive)))
            return release;
        var kept = new ReleasedBy(place.PracticeCode, place.Practice, AgreedBy: null);
        return release is null ? kept : kept with { Said = ReleaseSaid.NotYet }; // another was asked since what this one agreed to had changed
    }

    /// <summary>Everybody who is told of one of these places, each once.</summary>
    public async Task<IReadOnlyList<MemberId>> ListAsync(FellowshipHead head, IEnumerable<FellowPlace> places, CancellationToken cancellationToken)
    {
        var released = await ListReleasedAsync(head, places, cancellationToken);
        var organisation = head.Fellowship.Organisation.Id;
        var leads = await audience.ListLeadsAsync(organisation, PracticeCodes.Parse(string.Join(',', released.Select(one => one.By.Code))), cancellationToken);
        var agreed = await Task.WhenAll(released.Select(one => one.By.AgreedBy).OfType<MemberId>().Distinct().Select(who => audience.FindAsync(organisation, who, cancellationToken)));
        return
        [
            .. leads.Where(lead => released.Exists(one => one.Place.Fellow?.Id != lead.Lead.Id && IsOf(lead, one.By))).Select(lead => lead.Lead.Id)
                .Concat(agreed.OfType<AudienceMember>().Where(member => released.Exists(one => IsTold(member, one))).Select(member => member.Person))
                .Distinct(),
        ];
    }

    /// <summary>Of which of these places somebody is told, as things are now.</summary>
    public async Task<IReadOnlyList<FellowPlace>> OfAsync(FellowshipHead head, IEnumerable<FellowPlace> places, MemberId person, CancellationToken cancellationToken)
        => await audience.FindAsync(head.Fellowship.Organisation.Id, person, cancellationToken) is { } member
            ? [.. (await ListReleasedAsync(head, places.Where(place => MayBeTold(member, place)), cancellationToken)).Where(one => IsTold(member, one)).Select(one => one.Place)]
            : [];

    /// <summary>Whether somebody leads the practice that released a fellow, as things are now: nobody else may say something for it.</summary>
    public async Task<bool> LeadsAsync(FellowshipHead head, FellowPlace place, MemberId person, CancellationToken cancellationToken)
        => place.PracticeCode.Length > 0 && await audience.FindAsync(head.Fellowship.Organisation.Id, person, cancellationToken) is { } member && member.LeadOf.Contains(place.PracticeCode);

    private async Task<List<Released>> ListReleasedAsync(FellowshipHead head, IEnumerable<FellowPlace> places, CancellationToken cancellationToken)
    {
        var released = new List<Released>();
        foreach (var place in places)
        {
            if (await FindReleaseAsync(head, place, cancellationToken) is { } by)
                released.Add(new Released(place, by));
        }

        return released;
    }

    /// <summary>Whether it is worth reading who released a fellow: of a practice that is kept only who leads it or works there is told.</summary>
    private static bool MayBeTold(AudienceMember member, FellowPlace place)
        => place.PracticeCode.Length == 0 || member.LeadOf.Contains(place.PracticeCode) || member.Practices.Contains(place.PracticeCode);

    private static bool IsTold(AudienceMember member, Released one)
        => member.Person != one.Place.Fellow?.Id && (member.LeadOf.Contains(one.By.Code) || (member.Person == one.By.AgreedBy && member.Practices.Contains(one.By.Code)));

    private static bool IsOf(PracticeLead lead, ReleasedBy by) => string.Equals(lead.Practice, by.Code, StringComparison.OrdinalIgnoreCase);

    private sealed record Released(FellowPlace Place, ReleasedBy By);
}
