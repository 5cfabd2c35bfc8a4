using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Domain.People.Imports;

/// <summary>
/// Compares a list of an organisation's own practices with its roll. The list is the whole: a member practice that it doesn't
/// name, or that it calls closed, has left, and stays as history. Only practices that the country's list knows come in; where
/// that isn't held the shape of the code has to do, and how many came in so is told.
/// </summary>
public static class MemberPracticeImport
{
    /// <summary>Works out the new roll. Applied to what a plan has made, the same entries plan no change.</summary>
    /// <param name="roll">The roll as it is.</param>
    /// <param name="lines">The usable lines with their numbers, at most one for each code. Those of another commissioner are passed over.</param>
    /// <param name="named">Every code that the file names, also on lines that can't be used.</param>
    /// <param name="everyCodeRead">Whether the code of each line could be read; otherwise nobody leaves.</param>
    /// <param name="scope">What holds for the organisation.</param>
    public static RollPlan Plan(Roll roll, IReadOnlyCollection<(int Line, PracticeEntry Entry)> lines, IReadOnlySet<OdsCode> named, bool everyCodeRead, ImportScope scope)
    {
        ArgumentNullException.ThrowIfNull(roll);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(named);
        ArgumentNullException.ThrowIfNull(scope);
        var practices = new Dictionary<string, MemberPractice>(roll.Practices, StringComparer.OrdinalIgnoreCase);
        var (added, changed, left, unchanged, ignored, unverified, rejected) = (0, 0, 0, 0, 0, 0, new Rejections());
        var here = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, entry) in lines)
        {
            var code = entry.Code.ToString();
            var before = practices.GetValueOrDefault(code);
            var isOpen = entry.ApplyTo(null).IsOpenGpPractice && !scope.Catalogue.IsNotOpen(code);
            if (IsOfAnother(entry, scope) || (!isOpen && before is null))
            {
                ignored++;
                continue;
            }

            if (before is null && scope.Catalogue.Count > 0 && scope.Catalogue.Find(code) is null)
            {
                rejected.Add(line, "practice_code", new Refusal("imports.line.unknown", ("code", code)));
                continue;
            }

            here.Add(code);
            var after = (before ?? new MemberPractice(code, entry.Name, "", null)) with { Name = entry.Name, LeftAt = isOpen ? null : before?.LeftAt ?? scope.Now };
            practices[code] = after;
            if (before is null)
                unverified += scope.Catalogue.Count > 0 ? 0 : 1;
            if (before is null)
                added++;
            else if (before == after)
                unchanged++;
            else if (before.LeftAt is null && after.LeftAt is not null)
                left++;
            else
                changed++;
        }

        var gone = practices.Values.Where(practice => practice.LeftAt is null && !here.Contains(practice.Code) && !IsOnUnusableLine(practice)).ToList();
        if (everyCodeRead && here.Count > 0)
        {
            gone.ForEach(practice => practices[practice.Code] = practice with { LeftAt = scope.Now });
            left += gone.Count;
        }

        return new RollPlan(roll with { Practices = practices }, rejected)
        {
            Added = added,
            Changed = changed,
            Left = left,
            Unchanged = unchanged,
            Ignored = ignored,
            Unverified = unverified,
            StayUntold = everyCodeRead ? 0 : gone.Count,
            ChangesNothing = added + changed + left == 0,
        };

        bool IsOnUnusableLine(MemberPractice practice)
            => OdsCode.TryParse(practice.Code, out var code) && named.Contains(code) && !lines.Any(line => line.Entry.Code == code);
    }

    private static bool IsOfAnother(PracticeEntry entry, ImportScope scope)
        => scope.Commissioner.Length > 0 && !entry.Commissioner.Equals(scope.Commissioner, StringComparison.OrdinalIgnoreCase);
}
