using LeadershipBot.Domain.People;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>The people of one practice, in one locality.</summary>
/// <param name="Locality">Its name; empty for none.</param>
/// <param name="Practice">Its name; empty for people of no practice.</param>
/// <param name="People">Those who can be reached, too.</param>
internal sealed record PracticeReach(string Locality, string Practice, IReadOnlyList<Reached> People)
{
    public int Unreached => People.Count(one => !one.Reach.CanBeReached());
}

/// <summary>Puts those who can't be reached where an organiser looks for them: locality by locality, the worst first.</summary>
internal static class ReachByPractice
{
    /// <summary>The practices with somebody who can't be reached. Whoever works in several stands under the first.</summary>
    public static IReadOnlyList<PracticeReach> Of(OrganisationNow organisation, IEnumerable<Reached> all)
    {
        var practices = all.GroupBy(one => one.Practices.All is [var first, ..] ? first : "", StringComparer.OrdinalIgnoreCase)
            .Select(group => PracticeOf(organisation, group.Key, [.. group]))
            .Where(practice => practice.Unreached > 0);
        return
        [
            .. practices.GroupBy(practice => practice.Locality, StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(locality => locality.Sum(practice => practice.Unreached))
                .ThenBy(locality => locality.Key, StringComparer.OrdinalIgnoreCase)
                .SelectMany(locality => locality
                    .OrderByDescending(practice => practice.Unreached)
                    .ThenBy(practice => practice.Practice, StringComparer.OrdinalIgnoreCase)),
        ];
    }

    private static PracticeReach PracticeOf(OrganisationNow organisation, string code, IReadOnlyList<Reached> people)
    {
        if (code.Length == 0)
            return new PracticeReach("", "", people);
        var practice = organisation.Practices.GetValueOrDefault(code);
        var locality = practice is not null && organisation.Localities.TryGetValue(practice.Locality, out var known) ? known.Name : "";
        return new PracticeReach(locality, practice?.Name ?? code, people);
    }
}
