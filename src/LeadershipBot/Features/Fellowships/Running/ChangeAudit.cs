using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>
/// What the audit says of a change once members have seen a fellowship: which part of it changed, from what to what. People stand
/// there by their id alone, where it is forgotten with them; words that somebody typed are not repeated.
/// </summary>
internal static class ChangeAudit
{
    private const string CorrectedKind = "fellowships.corrected";
    private const string RunBy = "RunBy";
    private const string Panel = "Panel";
    private const string FundedBy = "FundedBy";

    /// <summary>An entry that says it, with one beside it for each part that changed.</summary>
    public static IEnumerable<Change> OfCorrection(string key, Turn turn, FellowshipContent before, FellowshipContent after)
    {
        var entry = Audit.Entry(key, turn, CorrectedKind);
        yield return entry;
        foreach (var part in Parts(before, after))
            yield return Audit.Also(entry, CorrectedKind, part);
    }

    /// <summary>Places and dates, as they were and as they are.</summary>
    public static Change OfTerms(string key, Turn turn, FellowshipContent before, FellowshipContent after)
        => Audit.Entry(key, turn, "fellowships.changed", new Changed("", Terms(before), Terms(after)));

    private static IEnumerable<Changed> Parts(FellowshipContent before, FellowshipContent after)
    {
        if (before.RunBy?.Id != after.RunBy?.Id)
        {
            if (before.RunBy is { } old)
                yield return new Changed(old.Id.ObjectId, RunBy, "");
            if (after.RunBy is { } next)
                yield return new Changed(next.Id.ObjectId, "", RunBy);
        }

        foreach (var gone in Others(before.Panel, after.Panel))
            yield return new Changed(gone.Id.ObjectId, Panel, "");
        foreach (var come in Others(after.Panel, before.Panel))
            yield return new Changed(come.Id.ObjectId, "", Panel);
        if (before.Funding != after.Funding)
            yield return new Changed("", before.Funding.ToString(), after.Funding.ToString());
        if (before.FundedBy != after.FundedBy)
            yield return new Changed("", before.FundedBy.Length > 0 ? FundedBy : "", after.FundedBy.Length > 0 ? FundedBy : "");
    }

    private static IEnumerable<Person> Others(IReadOnlyList<Person> panel, IReadOnlyList<Person> than) => panel.Where(one => than.All(other => other.Id != one.Id));

    private static string Terms(FellowshipContent content) => string.Create(
        CultureInfo.InvariantCulture,
        $"Places={content.Places}; ClosesAt={content.ClosesAt?.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}; InterviewOn={Columns.Text(content.InterviewOn)}; Starts={Columns.Text(content.Starts)}; Ends={Columns.Text(content.Ends)}");
}
