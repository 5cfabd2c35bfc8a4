using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>An organisation that somebody wants to have.</summary>
/// <param name="Name">As people will read it.</param>
/// <param name="Kind">CCG, ICB, PCN, federation; may be empty.</param>
/// <param name="Commissioner">The ODS code of the commissioner whose open practices become its members; empty for none.</param>
/// <param name="TenantId">The Microsoft 365 tenant of its people.</param>
internal sealed record OrganisationRequest(string Name, string Kind, string Commissioner, string TenantId)
{
    /// <summary>ODS codes of more practices, parted by anything; empty for none.</summary>
    public string Codes { get; init; } = "";

    /// <summary>The organisation that it belongs to; null for none.</summary>
    public OrganisationName? Federation { get; init; }
}

/// <summary>An organisation that was made, or was there.</summary>
/// <param name="Name">Its id and name.</param>
/// <param name="Practices">How many member practices it has.</param>
/// <param name="WasThere">Whether the tenant had an organisation of this name already, which stayed as it was. One that had been left without its practices is finished, and counts as made.</param>
internal sealed record MadeOrganisation(OrganisationName Name, int Practices, bool WasThere);

/// <summary>
/// Makes an organisation with the practices of its commissioner, from Teams and from the command line. Safe to repeat: a
/// tenant has one organisation of a name, and one that was left half made is finished.
/// </summary>
internal sealed class MakeOrganisation(OrganisationShelf organisations, RollShelf rolls, PracticeCatalogue catalogue)
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameCharactersMax = 100;

    /// <summary>The longest kind, in characters.</summary>
    public const int KindCharactersMax = 40;

    // What follows the name in an id: organisations of one name in two tenants are two.
    private const int MarkLetters = 5;

    private const int UnknownNamedMax = 5;

    /// <param name="request">What is wanted.</param>
    /// <param name="audit">Given the organisation's id and what was done, the entry that says who did it.</param>
    /// <param name="cancellationToken">Ends it; a repeat goes on.</param>
    /// <exception cref="StoreUnavailableException">Not everything was written. Safe to repeat.</exception>
    /// <exception cref="CommitUnconfirmedException">Perhaps not everything was written. Safe to repeat.</exception>
    public async Task<Ruling<MadeOrganisation>> RunAsync(OrganisationRequest request, Func<string, string, Change> audit, CancellationToken cancellationToken)
    {
        var (name, kind, commissioner) = (request.Name.Trim(), request.Kind.Trim(), request.Commissioner.Trim().ToUpperInvariant());
        if (ProblemOf(name, kind) is { } problem)
            return problem;
        var list = await catalogue.NowAsync(cancellationToken);
        var ofCommissioner = commissioner.Length == 0 ? [] : list.OfCommissioner(commissioner);
        if (commissioner.Length > 0 && ofCommissioner.Count == 0)
            return new Refusal("organisations.refused.commissioner", ("code", commissioner));
        var codes = CodesIn(request.Codes).ToList();
        if (codes.Where(code => list.Find(code) is null).ToList() is { Count: > 0 } unknown)
            return new Refusal("organisations.refused.codes", ("codes", string.Join(", ", unknown.Take(UnknownNamedMax))));
        var practices = ofCommissioner.Concat(codes.Select(code => list.Find(code)!)).DistinctBy(practice => practice.Code).ToList();

        var id = await IdOfAsync(name, request.TenantId, cancellationToken);
        var organisation = new Organisation(new OrganisationName(id, name), kind) { Commissioner = commissioner, Federation = request.Federation };
        var wasMade = await organisations.ReadAsync(id, cancellationToken) is null
            && await organisations.CreateAsync(organisation, [request.TenantId], [audit(id, "organisation.made")], cancellationToken);
        var now = (await organisations.ReadAsync(id, cancellationToken))!;
        while (now.Roll == OrganisationRows.FirstRoll && practices.Count > 0 && now.Organisation.Commissioner == commissioner)
        {
            var members = practices.ToDictionary(practice => practice.Code.ToString(), practice => new MemberPractice(practice.Code.ToString(), practice.Name, "", null));
            var version = await rolls.StageAsync(id, (await rolls.LoadAsync(now, cancellationToken)) with { Practices = members }, [], cancellationToken);
            wasMade |= await rolls.MakeCurrentAsync(now, version, audit(id, "practices.added"), cancellationToken);
            now = (await organisations.ReadAsync(id, cancellationToken))!; // changed by somebody else meanwhile: once more
        }

        return new MadeOrganisation(now.Name, now.Practices.Values.Count(practice => practice.LeftAt is null), !wasMade);
    }

    private static IEnumerable<string> CodesIn(string text)
        => text.Split([.. text.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries).Select(code => code.ToUpperInvariant()).Distinct();

    /// <summary>The id of the tenant's organisation of this name. One that has been renamed since keeps its id, so that another takes the next.</summary>
    private async Task<string> IdOfAsync(string name, string tenantId, CancellationToken cancellationToken)
    {
        foreach (var listed in (await organisations.ListOfTenantAsync(tenantId, cancellationToken)).Where(one => one.IsCalled(name)))
        {
            if (await organisations.ReadAsync(listed.Id, cancellationToken) is { } now && now.Name.IsCalled(name))
                return listed.Id;
        }

        for (var nth = 1; ; nth++)
        {
            var id = IdOf(name, tenantId, nth);
            if (await organisations.ReadAsync(id, cancellationToken) is not { } now || now.Name.IsCalled(name))
                return id;
        }
    }

    private static string IdOf(string name, string tenantId, int nth)
    {
        var words = OrganisationName.IdOf(name);
        var room = OrganisationName.IdCharactersMax - MarkLetters - 1;
        var mark = Keys.Hash("organisation", tenantId.ToLowerInvariant(), nth == 1 ? name.ToLowerInvariant() : $"{name.ToLowerInvariant()} {nth}")[..MarkLetters];
        return $"{(words.Length > room ? words[..room].TrimEnd('-') : words)}-{mark}".TrimStart('-');
    }

    private static Refusal? ProblemOf(string name, string kind)
    {
        if (name.Length == 0)
            return new Refusal("organisations.refused.noName");
        if (name.Length > NameCharactersMax || kind.Length > KindCharactersMax)
            return new Refusal("organisations.refused.longName", ("max", $"{NameCharactersMax}"), ("kindMax", $"{KindCharactersMax}"));
        return ImportWords.ProblemOf(name) is null && (kind.Length == 0 || ImportWords.ProblemOf(kind) is null) ? null : new Refusal("organisations.refused.name");
    }
}
