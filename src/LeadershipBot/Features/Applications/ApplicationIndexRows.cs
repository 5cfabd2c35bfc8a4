using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>
/// Lists of applications in the table <c>ApplicationIndex</c>: for what an organisation's people applied, with the counts of
/// each opening, kept by deliveries; and what a person applied for, or did for an opening.
/// </summary>
internal static class ApplicationIndexRows
{
    public const string Table = "ApplicationIndex";

    /// <summary>The lines of openings.</summary>
    public const string Openings = "opening.";

    /// <summary>For what a person applied.</summary>
    public static string AppliedBy(string organisationId, MemberId person) => $"{organisationId}.by.{person}";

    /// <summary>For which openings a person did something else: read, scored, decided, nominated, was nominated, or answered for a practice.</summary>
    public static string DoneBy(string organisationId, MemberId person) => $"{organisationId}.did.{person}";

    /// <summary>An opening's line in its organisation's list.</summary>
    public static string OpeningRow(string kind, string opening) => $"{Openings}{kind}.{opening}";

    /// <summary>The line of an opening for which somebody applied.</summary>
    public static string AppliedRow(string kind, string opening) => $"applied.{kind}.{opening}";

    /// <summary>The line of an opening for which somebody did something else.</summary>
    public static string DoneRow(string kind, string opening) => $"did.{kind}.{opening}";

    public static Record OfOpening(OpeningHead head, DateTimeOffset changedAt)
    {
        var row = new Record(head.Organisation.Id, OpeningRow(head.Kind, head.Opening)) { ["Kind"] = head.Kind, ["Opening"] = head.Opening, ["ChangedAt"] = changedAt };
        ApplicationRows.SetCounts(row, head.Counts);
        return row;
    }

    public static Record OfApplied(Opening opening, MemberId person) => Line(AppliedBy(opening.Organisation.Id, person), AppliedRow(opening.Kind, opening.Key), opening);

    public static Record OfDone(Opening opening, MemberId person) => Line(DoneBy(opening.Organisation.Id, person), DoneRow(opening.Kind, opening.Key), opening);

    private static Record Line(string partition, string row, Opening opening) => new(partition, row) { ["Kind"] = opening.Kind, ["Opening"] = opening.Key };
}
