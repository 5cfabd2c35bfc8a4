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

    /// <summary>For what a person applied.</summary>
    public static string AppliedBy(string organisationId, MemberId person) => $"{organisationId}.by.{person}";

    /// <summary>For which openings a person did something else: read, scored, decided, nominated, was nominated, or answered for a practice.</summary>
    public static string DoneBy(string organisationId, MemberId person) => $"{organisationId}.did.{person}";

    public static string KeyOf(string kind, string opening) => $"{kind}.{opening}";

    public static Record OfOpening(OpeningHead head, DateTimeOffset changedAt)
    {
        var row = new Record(head.Organisation.Id, KeyOf(head.Kind, head.Opening)) { ["Kind"] = head.Kind, ["Opening"] = head.Opening, ["ChangedAt"] = changedAt };
        ApplicationRows.SetCounts(row, head.Counts);
        return row;
    }

    public static Record OfApplied(Opening opening, MemberId person) => Line(AppliedBy(opening.Organisation.Id, person), opening.Kind, opening.Key);

    public static Record OfDone(OpeningHead head, MemberId person) => Line(DoneBy(head.Organisation.Id, person), head.Kind, head.Opening);

    public static Record OfDone(Opening opening, MemberId person) => Line(DoneBy(opening.Organisation.Id, person), opening.Kind, opening.Key);

    private static Record Line(string partition, string kind, string opening) => new(partition, KeyOf(kind, opening)) { ["Kind"] = kind, ["Opening"] = opening };
}
