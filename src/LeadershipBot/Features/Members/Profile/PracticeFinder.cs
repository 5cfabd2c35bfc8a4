using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>
/// Which practices a person may choose: those of the organisation that lists them; for somebody whom none lists, those of
/// the organisations of their tenant, of which choosing one joins that organisation; and where these have none, all of
/// the country.
/// </summary>
internal sealed class PracticeFinder(OrganisationShelf organisations, NationalPractices national, CardLibrary library)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The choices for what was typed, best first.</summary>
    /// <param name="actor">Who types.</param>
    /// <param name="joins">The organisation that they are about to join; empty for all that they may.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    public async Task<IReadOnlyList<OfferedChoice>> FindAsync(Actor actor, string joins, string typed, CancellationToken cancellationToken)
    {
        var offered = new List<OfferedChoice>();
        var bodies = await ChoosableAsync(actor, joins, cancellationToken);
        foreach (var body in bodies)
        {
            var found = FindablePractice.Find(typed, MembersOf(body), Answer.ChoicesMax - offered.Count);
            offered.AddRange(found.Select(practice => Offer(practice, bodies.Count > 1 ? body.Name : null, body.Id)));
        }

        if (offered.Count == 0 && typed.Length > 0 && ((IsUnlisted(actor) && bodies.All(body => body.Id != joins)) || bodies.All(body => !HasMembers(body))))
        {
            var found = await national.FindAsync(typed, cancellationToken);
            offered.AddRange(found.Select(practice => Offer(practice, null, "")));
        }

        return offered;
    }

    /// <summary>Has read what the first letter will need, while the dialog opens and the person begins to type.</summary>
    public async Task GetReadyAsync(Actor actor, string joins, CancellationToken cancellationToken)
    {
        if ((IsUnlisted(actor) && joins.Length == 0) || (await ChoosableAsync(actor, joins, cancellationToken)).All(body => !HasMembers(body)))
            national.GetReady();
    }

    /// <summary>The name of a practice, also of one that is no member of the organisation.</summary>
    public async ValueTask<string> NameOfAsync(OrganisationNow organisation, string code, CancellationToken cancellationToken)
        => organisation.Practices.TryGetValue(code, out var member) ? member.Name : (await national.OfCodeAsync(code, cancellationToken))?.Name ?? code;

    /// <summary>Whether somebody of the organisation may say that they work there.</summary>
    public async ValueTask<bool> MayBeChosenAsync(OrganisationNow organisation, string code, CancellationToken cancellationToken)
        => HasMembers(organisation)
            ? organisation.Practices.TryGetValue(code, out var member) && member.LeftAt is null
            : await national.OfCodeAsync(code, cancellationToken) is not null;

    private static bool IsUnlisted(Actor actor) => actor.Hats.All(hat => hat.Organisation.Id != actor.Organisation.Id);

    private static bool HasMembers(OrganisationNow organisation) => organisation.Practices.Values.Any(practice => practice.LeftAt is null);

    private static IEnumerable<FindablePractice> MembersOf(OrganisationNow organisation)
        => organisation.Practices.Values.Where(practice => practice.LeftAt is null)
            .Select(practice => FindablePractice.Of(practice.Code, practice.Name, organisation.Localities.TryGetValue(practice.Locality, out var locality) ? locality.Name : "", ""));

    private async Task<IReadOnlyList<OrganisationNow>> ChoosableAsync(Actor actor, string joins, CancellationToken cancellationToken)
    {
        IReadOnlyList<OrganisationName> names = IsUnlisted(actor) || (joins.Length > 0 && joins != actor.Organisation.Id)
            ? await organisations.ListOfTenantAsync(actor.TenantId, cancellationToken)
            : [actor.Organisation];
        if (names.FirstOrDefault(one => one.Id == joins) is { } only)
            names = [only];
        var bodies = new List<OrganisationNow>();
        foreach (var name in names)
        {
            if (await organisations.FindAsync(name.Id, cancellationToken) is { } body)
                bodies.Add(body);
        }

        return bodies;
    }

    private OfferedChoice Offer(FindablePractice practice, OrganisationName? body, string organisationId)
    {
        var where = body is null ? practice.Town : _text.NameOf(body);
        var title = where.Length == 0
            ? _text.Plain("profile.details.offer", ("practice", practice.Name), ("code", practice.Code))
            : _text.Plain("profile.details.offer.where", ("practice", practice.Name), ("place", where), ("code", practice.Code));
        return new OfferedChoice(title, $"{organisationId}/{practice.Code}");
    }
}
