using LeadershipBot.Domain.Briefing;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Brief;

/// <summary>
/// The practices from which nothing was heard by name for a while. What was said confidentially or anonymously is never
/// looked at: else a practice of few could be told from who didn't answer. Chairs and organisers may read by name what was
/// said by name; to others, practices where only a few are listed aren't told at all.
/// </summary>
internal sealed class SilentPractices(IAudience audience, IEnumerable<IPracticeActivity> activities)
{
    public async Task<Silence> FindAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        var organisation = wish.Actor.Organisation.Id;
        var (practicesOf, listed) = await ListPeopleAsync(organisation, cancellationToken);
        var practices = (await audience.ListPracticesAsync(organisation, cancellationToken))
            .Where(practice => practice.LeftAt is null && wish.Sees(practice.Locality) && (wish.SeesAll || listed.GetValueOrDefault(practice.Code) is 0 or >= DisclosureLimits.ScoresFrom))
            .ToList();
        var silent = practices.Select(practice => practice.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var isAnythingHeard = false;
        foreach (var activity in activities)
        {
            if (silent.Count == 0)
                break;
            await foreach (var heard in activity.ListAsync(organisation, wish.Now.AddDays(-BriefTimes.SilentDays), cancellationToken))
            {
                isAnythingHeard = true;
                silent.ExceptWith(heard.Practices.All);
                silent.ExceptWith(practicesOf.GetValueOrDefault(heard.PersonId)?.All ?? []);
                if (silent.Count == 0)
                    break;
            }
        }

        return new Silence(
            practices.Count,
            isAnythingHeard,
            [.. practices.Where(practice => silent.Contains(practice.Code)).OrderBy(practice => practice.Name, StringComparer.OrdinalIgnoreCase).Select(practice => new SilentPractice(practice.Name, practice.Locality, listed.ContainsKey(practice.Code)))]);
    }

    private async Task<(Dictionary<string, PracticeCodes> PracticesOf, Dictionary<string, int> Listed)> ListPeopleAsync(string organisation, CancellationToken cancellationToken)
    {
        var (practicesOf, listed) = (new Dictionary<string, PracticeCodes>(StringComparer.OrdinalIgnoreCase), new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase));
        await foreach (var member in audience.ListAsync(organisation, cancellationToken))
        {
            practicesOf[member.Person.ObjectId] = member.Practices.With(practicesOf.GetValueOrDefault(member.Person.ObjectId) ?? PracticeCodes.None);
            foreach (var code in member.Practices.All)
                listed[code] = listed.GetValueOrDefault(code) + 1;
        }

        return (practicesOf, listed);
    }
}

/// <summary>Which practices are silent.</summary>
/// <param name="Practices">How many the reader reads of.</param>
/// <param name="IsAnythingHeard">Whether anything was heard by name at all; if not, it tells nothing of any practice.</param>
/// <param name="Silent">Those of which nothing was heard, by name.</param>
internal sealed record Silence(int Practices, bool IsAnythingHeard, IReadOnlyList<SilentPractice> Silent);

/// <summary>A silent practice.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Locality">The code of its locality; empty for none.</param>
/// <param name="IsStaffed">Whether the organisation lists somebody who works there, so that anybody could be heard.</param>
internal sealed record SilentPractice(string Name, string Locality, bool IsStaffed);
