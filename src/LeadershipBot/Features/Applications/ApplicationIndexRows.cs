using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>
/// Lists of applications in the table <c>ApplicationIndex</c>: for what an organisation's people applied, with the counts of
/// each opening, kept by deliveries; what a person applied for, or did for an opening; and which practices are asked to release whom.
/// </summary>
internal static class ApplicationIndexRows
{
    public const string Table = "ApplicationIndex";

    /// <summary>The lines of openings.</summary>
    public const string Openings = "opening.";

    /// <summary>The lines of questions to practices.</summary>
    public const string Asked = "asked.";

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

    /// <summary>The questions to an organisation's practices that wait for an answer: a line goes with its question.</summary>
    public static string AskedIn(string organisationId) => $"{organisationId}.asked";

    /// <summary>The lines of one practice.</summary>
    public static string AskedOf(string practiceCode) => $"{Asked}{practiceCode.ToUpperInvariant()}.";

    /// <param name="organisationId">The organisation.</param>
    /// <param name="practiceCode">Which practice is asked.</param>
    /// <param name="kind">Which feature offers what was applied for.</param>
    /// <param name="opening">How that feature knows it.</param>
    /// <param name="who">The applicant; a fingerprint in the key, which names nobody.</param>
    public static Record OfAsked(string organisationId, string practiceCode, string kind, string opening, MemberId who)
        => new(AskedIn(organisationId), AskedOf(practiceCode) + Keys.Hash(kind, opening, who.ToString())) { ["Kind"] = kind, ["Opening"] = opening, ["Person"] = who.ToString() };

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
