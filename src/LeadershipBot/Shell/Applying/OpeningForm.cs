using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Shell.Applying;

/// <summary>What the dialogs in which a post or a fellowship is written have alike.</summary>
internal static class OpeningForm
{
    /// <summary>What "the whole organisation" is called in a form.</summary>
    public const string Whole = "-";

    private const int ListCharactersMax = 2_000;

    private static readonly TimeOnly ClosesIn = new(17, 0);

    /// <summary>For whom it is.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="localities">The organisation's localities, by code: another is none.</param>
    public static Eligibility ReadEligibility(TurnData data, IReadOnlyDictionary<string, string> localities) => new()
    {
        Professions = Columns.Enums<Profession>(data.Text("professions")),
        Contracts = Columns.Enums<Contract>(data.Text("contracts")),
        Localities = [.. List(data, "localities").Where(localities.ContainsKey)],
        NeedsPlace = data.Text("place") == "true",
    };

    /// <summary>The code of the locality that was chosen; empty for the whole organisation. Of what isn't among its localities, what is kept stays.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="kept">What is kept.</param>
    /// <param name="localities">The organisation's localities, by code.</param>
    public static string ReadLocality(TurnData data, string kept, IReadOnlyDictionary<string, string> localities)
    {
        var code = data.Text("locality");
        return localities.ContainsKey(code) ? code : code is Whole ? "" : kept;
    }

    /// <summary>Why a locality can't be the one that was chosen, such as since it was taken off the list meanwhile; null where it can, or none was chosen.</summary>
    /// <inheritdoc cref="ReadLocality"/>
    public static Refusal? WhyNotLocality(TurnData data, string kept, IReadOnlyDictionary<string, string> localities)
    {
        var code = data.Text("locality");
        var isKnown = code.Length == 0 || code is Whole || code == kept || localities.ContainsKey(code);
        return isKnown ? null : new Refusal("applying.refused.noLocality");
    }

    /// <summary>What was chosen of many, as it came from outside; each once.</summary>
    public static IEnumerable<string> List(TurnData data, string input) => Columns.Split(TurnData.Clip(data.Text(input), ListCharactersMax)).Distinct();

    /// <summary>The people whom inputs of a page name, as far as the organisation lists them, by their id: one read for each.</summary>
    /// <param name="audience">Who is listed.</param>
    /// <param name="turn">Who sent the page.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="most">Of so many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, Person>> KnowAsync(this IAudience audience, Turn turn, string[] inputs, int most, CancellationToken cancellationToken)
    {
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var id in inputs.SelectMany(input => List(turn.Data, input)).Distinct().Take(most))
        {
            if (MemberId.TryParse(id, out var person) && await audience.FindAsync(turn.Actor.Organisation.Id, person, cancellationToken) is { } member)
                people[id] = new Person(member.Person, member.Name);
        }

        return people;
    }

    /// <summary>17:00 on a day, where whoever writes it is; null where there is none.</summary>
    public static DateTimeOffset? ClosingOn(string day, TimeZoneInfo zone)
        => Columns.Day(day) is { } date ? LocalTime.MomentOf(date, ClosesIn, zone) : null;
}
