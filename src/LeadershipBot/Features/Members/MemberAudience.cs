using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members;

/// <summary>Whom an organisation's roll lists, for what goes to many.</summary>
internal sealed class MemberAudience(OrganisationShelf organisations, RollShelf rolls, RollIndex index, TeamShelf teams, PeopleIndex people) : IAudience
{
    /// <summary>So many people are read one by one, several at once, rather than the whole list: at most three rounds, which cost a short list some milliseconds and spare a long one most of a second (docs/benchmarks.md, <c>roll</c>).</summary>
    private const int ApartMax = 48;

    private const int ReadAtOnce = 16;

    public async IAsyncEnumerable<AudienceMember> ListAsync(string organisationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            yield break;
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
        {
            if (member.LeftAt is null)
                yield return Of(organisation, member);
        }
    }

    public IAsyncEnumerable<AudienceMember> ListAsync(string organisationId, Audience chosen, CancellationToken cancellationToken)
        => ListChosenAsync(organisationId, chosen, ListAsync(organisationId, cancellationToken), cancellationToken);

    public IAsyncEnumerable<AudienceMember> ListRememberedAsync(string organisationId, Audience chosen, CancellationToken cancellationToken)
        => ListChosenAsync(organisationId, chosen, ListRememberedAsync(organisationId, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<AudienceMember> ListRememberedAsync(string organisationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            yield break;
        foreach (var member in await people.InOrderAsync(organisation, cancellationToken))
            yield return Of(organisation, member);
    }

    private async IAsyncEnumerable<AudienceMember> ListChosenAsync(string organisationId, Audience chosen, IAsyncEnumerable<AudienceMember> all, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inTeams = chosen.Teams.Count > 0 ? await teams.ListPeopleAsync(organisationId, chosen.Teams, cancellationToken) : null;
        var few = await FewAsync(organisationId, chosen, inTeams, cancellationToken);
        await foreach (var member in few is null ? all : ListAmongAsync(organisationId, few, cancellationToken))
        {
            if (chosen.Includes(member.Localities, member.Roles, member.Profession, inTeams?.Contains(member.Person.ToString()) is true ? chosen.Teams : []))
                yield return member;
        }
    }

    public async Task<AudienceMember?> FindAsync(string organisationId, Audience chosen, MemberId person, CancellationToken cancellationToken)
        => await FindAsync(organisationId, person, cancellationToken) is { } member
            && chosen.Includes(member.Localities, member.Roles, member.Profession, await teams.AmongAsync(organisationId, chosen.Teams, person, cancellationToken))
            ? member
            : null;

    public async Task<AudienceMember?> FindAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => await FindAsync(await organisations.FindAsync(organisationId, cancellationToken), person, cancellationToken)
            ?? await FindAsync(await organisations.ReadAsync(organisationId, cancellationToken), person, cancellationToken); // what was remembered may be behind

    public async Task<IReadOnlyList<PracticeLead>> ListLeadsAsync(string organisationId, PracticeCodes practices, CancellationToken cancellationToken)
        => await organisations.ReadAsync(organisationId, cancellationToken) is { } organisation ? await index.ListLeadsAsync(organisation, practices, cancellationToken) : [];

    public async Task<IReadOnlyList<Person>> ListNamedAsync(string organisationId, string words, CancellationToken cancellationToken)
        => await organisations.ReadAsync(organisationId, cancellationToken) is { } organisation
            ? [.. PeopleIndex.Matching(await people.OfAsync(organisation, cancellationToken), words).Select(member => new Person(member.Id, member.Name))]
            : [];

    public async Task<IReadOnlyList<MemberPractice>> ListPracticesAsync(string organisationId, CancellationToken cancellationToken)
        => await organisations.ReadAsync(organisationId, cancellationToken) is { } organisation
            ? [.. organisation.Practices.Values.Where(practice => practice.LeftAt is null).OrderBy(practice => practice.Name, StringComparer.OrdinalIgnoreCase)]
            : [];

    public async Task<IReadOnlyDictionary<string, string>> NameLocalitiesAsync(string organisationId, CancellationToken cancellationToken)
        => await organisations.FindAsync(organisationId, cancellationToken) is { } organisation
            ? organisation.Localities.Values.ToDictionary(locality => locality.Code, locality => locality.Name)
            : new Dictionary<string, string>();

    /// <summary>Those among whom all are who are chosen, in the order of their keys, where they are few: who sit in the teams, or hold the roles. Null where only the whole roll tells.</summary>
    private async Task<IReadOnlyList<MemberId>?> FewAsync(string organisationId, Audience chosen, IReadOnlySet<string>? inTeams, CancellationToken cancellationToken)
    {
        if (inTeams is { Count: <= ApartMax })
            return [.. inTeams.Order(StringComparer.Ordinal).Select(key => MemberId.TryParse(key, out var id) ? id : (MemberId?)null).OfType<MemberId>()];
        if (chosen.Roles is Roles.Member || await organisations.ReadAsync(organisationId, cancellationToken) is not { IsIndexed: true } organisation)
            return null;
        var holders = await index.ListHoldersAsync(organisation, chosen.Roles, cancellationToken);
        return holders.Count <= ApartMax ? [.. holders.Select(one => one.Person)] : null;
    }

    private async IAsyncEnumerable<AudienceMember> ListAmongAsync(string organisationId, IReadOnlyList<MemberId> few, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var organisation = await organisations.ReadAsync(organisationId, cancellationToken);
        foreach (var some in few.Chunk(ReadAtOnce))
        {
            foreach (var member in await Task.WhenAll(some.Select(id => FindAsync(organisation, id, cancellationToken))))
            {
                if (member is not null)
                    yield return member;
            }
        }
    }

    private async Task<AudienceMember?> FindAsync(OrganisationNow? organisation, MemberId person, CancellationToken cancellationToken)
        => organisation is not null && await rolls.FindAsync(organisation, person, cancellationToken) is { LeftAt: null } member ? Of(organisation, member) : null;

    private static AudienceMember Of(OrganisationNow organisation, Member member)
    {
        var practices = member.Practices.All.Select(code => organisation.Practices.GetValueOrDefault(code)).OfType<MemberPractice>().ToList();
        return new AudienceMember(
            member.Id,
            member.Name,
            string.Join(", ", practices.Select(practice => practice.Name)),
            practices.Select(practice => practice.Locality).FirstOrDefault(locality => locality.Length > 0) ?? "")
        {
            Practices = organisation.StillIn(member.Practices),
            MayBelongTo = member.Practices.With(member.ChosenPractices),
            LeadOf = organisation.StillIn(member.LeadOf.Among(member.Practices)),
            Localities = organisation.LocalitiesOf(organisation.StillIn(member.Practices)),
            Roles = member.Roles,
            Profession = member.Profession,
            Contract = member.Contract,
        };
    }
}
