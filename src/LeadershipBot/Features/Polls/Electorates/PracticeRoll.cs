using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>The practices of an organisation, and who belongs to them and leads them, as it was at one moment.</summary>
/// <param name="Practices">By name.</param>
/// <param name="People">Everybody whom the organisation lists, by object id.</param>
/// <param name="At">When it was read.</param>
internal sealed record PracticeRoll(IReadOnlyList<MemberPractice> Practices, IReadOnlyDictionary<string, RolledPerson> People, DateTimeOffset At)
{
    /// <summary>Those who lead a practice, or belong to it, by its code.</summary>
    private readonly ILookup<string, RolledPerson> _leads = People.Values.SelectMany(person => person.LeadOf.All.Select(code => (code, person))).ToLookup(pair => pair.code, pair => pair.person, StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, RolledPerson> _people = People.Values.SelectMany(person => person.Practices.All.Select(code => (code, person))).ToLookup(pair => pair.code, pair => pair.person, StringComparer.OrdinalIgnoreCase);

    /// <summary>The practices that a poll asks: where localities were chosen, theirs.</summary>
    public IEnumerable<MemberPractice> AskedBy(Poll poll) => AskedBy(poll.Audience);

    /// <summary>The practices that an audience has.</summary>
    public IEnumerable<MemberPractice> AskedBy(PollAudience audience)
        => Practices.Where(practice => !audience.IsChosen || audience.Localities.Count == 0 || audience.Localities.Contains(practice.Locality));

    /// <summary>Those who may cast a practice's vote.</summary>
    public IEnumerable<RolledPerson> CastersOf(string practice, Domain.Electorates.Electorate electorate)
        => electorate.CastBy is Domain.Electorates.CastBy.Lead ? _leads[practice] : _people[practice];

    /// <summary>The names of who leads these practices, as they stand in a sentence; empty if nobody does.</summary>
    public string LeadsOf(PracticeCodes practices)
        => string.Join(", ", practices.All.SelectMany(code => _leads[code]).DistinctBy(lead => lead.Id).Select(lead => lead.Name).Order(StringComparer.OrdinalIgnoreCase));

    /// <summary>A practice's name; its code where it isn't a member.</summary>
    public string NameOf(string code) => Practices.FirstOrDefault(practice => practice.Code == code)?.Name ?? code;
}

/// <summary>Somebody on it.</summary>
/// <param name="Id">Object id.</param>
/// <param name="Name">As the list names them.</param>
/// <param name="Practices">Confirmed practices.</param>
/// <param name="LeadOf">Those of them that they lead.</param>
internal sealed record RolledPerson(string Id, string Name, PracticeCodes Practices, PracticeCodes LeadOf);
