using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>
/// How applications lie in the store. One opening is one partition of the table <c>Applications</c>: the head with its
/// counts, which decides races; every application with its earlier editions and steps; and what the panel says. The steps
/// and what else there is of an application lie in <see cref="ApplicationMore"/>.
/// </summary>
internal static class ApplicationRows
{
    public const string Table = "Applications";
    public const string Head = "head.opening";
    public const string Application = "application.";
    public const string Edition = "edition.";
    public const string Score = "score.";
    public const string Conflict = "conflict.";
    public const string Release = "release.";
    public const string Nominee = "nominee.";

    private const string AboutAll = "all";

    public static string PartitionOf(Opening opening) => PartitionOf(opening.Organisation.Id, opening.Kind, opening.Key);

    public static string PartitionOf(string organisationId, string kind, string opening) => $"{organisationId}.{kind}.{opening}";

    public static string ApplicationRow(MemberId who) => Application + who;

    public static string EditionsOf(MemberId who) => $"{Edition}{who}.";

    public static string EditionRow(MemberId who, int edition) => $"{EditionsOf(who)}{edition.ToString("D3", CultureInfo.InvariantCulture)}";

    public static string ScoresOf(MemberId who) => $"{Score}{who}.";

    public static string ScoreRow(MemberId of, MemberId by) => ScoresOf(of) + by;

    public static string ConflictRow(MemberId who, MemberId? about) => $"{Conflict}{who}.{about?.ToString() ?? AboutAll}";

    public static string ReleaseRow(MemberId who) => Release + who;

    public static string NomineeRow(MemberId who) => Nominee + who;

    /// <summary>Something to be done about one applicant. Its key names nobody, since it stands in the list of what is due; done anew, it is the same row.</summary>
    /// <param name="key">The opening's partition.</param>
    /// <param name="kind">Which delivery does it.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="at">When.</param>
    public static Change OrderAbout(string key, string kind, MemberId who, DateTimeOffset at)
    {
        var row = OutboxRow.New(key, kind, Keys.Hash(who.ToString()), at);
        row["Person"] = who.ToString();
        return new Change.Upsert(row);
    }

    public static Record OfHead(OpeningHead head)
    {
        var row = new Record(head.Key, Head)
        {
            ETag = head.ETag,
            ["Organisation"] = head.Organisation.Id,
            ["OrganisationName"] = head.Organisation.Name,
            ["Kind"] = head.Kind,
            ["Opening"] = head.Opening,
            ["Title"] = head.Title,
        };
        SetCounts(row, head.Counts);
        (row["PlacesGiven"], row["Freed"], row["Shown"]) = (head.PlacesGiven, head.Freed, head.Shown);
        if (head.End is { } end)
            (row["ScoringEndedAt"], row["ScoringEndReason"], row["ScoringEndedByName"]) = (end.At, end.Reason, end.ByName);
        if (head.EndedBy is { } by)
            row["ScoringEndedBy"] = by.ToString();
        if (head.PlacesMax is { } places)
            (row["PlacesMax"], row["PlacesMost"], row["PlacesRevision"]) = (places, head.PlacesMost ?? places, head.PlacesRevision);
        if (head.PlacesAgreedAt is { } agreed)
            row["PlacesAgreedAt"] = agreed;
        if (head.ToldClosedAt is { } told)
            row["ToldClosedAt"] = told;
        return row;
    }

    public static OpeningHead ToHead(Record row) => new(
        new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""),
        row.GetString("Kind") ?? "",
        row.GetString("Opening") ?? "",
        row.GetString("Title") ?? "")
    {
        Counts = CountsIn(row),
        PlacesGiven = row.GetInt32("PlacesGiven") ?? CountsIn(row).Appointed,
        Freed = row.GetInt32("Freed") ?? 0,
        Shown = row.GetInt32("Shown") ?? 0,
        End = row.GetDateTimeOffset("ScoringEndedAt") is { } at ? new ScoringEnd(row.GetString("ScoringEndedByName") ?? "", row.GetString("ScoringEndReason") ?? "", at) : null,
        EndedBy = PersonIn(row, "ScoringEndedBy"),
        PlacesMax = row.GetInt32("PlacesMax"),
        PlacesMost = row.GetInt32("PlacesMost") ?? row.GetInt32("PlacesMax"),
        PlacesRevision = row.GetInt32("PlacesRevision") ?? 0,
        PlacesAgreedAt = row.GetDateTimeOffset("PlacesAgreedAt"),
        ToldClosedAt = row.GetDateTimeOffset("ToldClosedAt"),
        ETag = row.ETag,
    };

    public static void SetCounts(Record row, ApplicantCounts counts)
    {
        (row["Received"], row["Shortlisted"], row["Interview"], row["Appointed"]) = (counts.Received, counts.Shortlisted, counts.Interview, counts.Appointed);
        (row["Reserve"], row["NotSelected"], row["Withdrawn"]) = (counts.Reserve, counts.NotSelected, counts.Withdrawn);
        (row["Offered"], row["Declined"], row["EverOffered"]) = (counts.Offered, counts.Declined, counts.EverOffered);
        (row["ReadyNow"], row["OneToTwoYears"], row["Exploring"]) = (counts.ReadyNow, counts.OneToTwoYears, counts.Exploring);
    }

    public static ApplicantCounts CountsIn(Record row)
    {
        return new ApplicantCounts(Of("Received"), Of("Shortlisted"), Of("Interview"), Of("Appointed"), Of("Reserve"), Of("NotSelected"), Of("Withdrawn"))
        {
            Offered = Of("Offered"),
            Declined = Of("Declined"),
            EverOffered = Of("EverOffered"),
            ReadyNow = Of("ReadyNow"),
            OneToTwoYears = Of("OneToTwoYears"),
            Exploring = Of("Exploring"),
        };

        int Of(string column) => row.GetInt32(column) ?? 0;
    }

    public static Record OfApplication(string partitionKey, Application application, string? etag = null) => OfApplication(new Record(partitionKey, ApplicationRow(application.Who.Id)) { ETag = etag }, application);

    /// <summary>An edition that another takes the place of.</summary>
    public static Record OfEdition(string partitionKey, Application application) => OfApplication(new Record(partitionKey, EditionRow(application.Who.Id, application.Edition)), application);

    public static Application ToApplication(Record row) => new(
        new Person(PersonIn(row, "Person") ?? default, row.GetString("Name") ?? ""),
        Enum.TryParse<Readiness>(row.GetString("Readiness"), out var readiness) ? readiness : Readiness.Exploring,
        row.GetString("Statement") ?? "",
        row.GetDateTimeOffset("SentAt") ?? default)
    {
        Edition = row.GetInt32("Edition") ?? 1,
        Revision = row.GetInt32("Revision") ?? 1,
        Version = row.GetInt32("Version") ?? 1,
        Wave = row.GetInt32("Wave") ?? 0,
        Stage = Enum.TryParse<Stage>(row.GetString("Stage"), out var stage) ? stage : Stage.Received,
        MovedAt = row.GetDateTimeOffset("MovedAt"),
        OfferUntil = row.GetDateTimeOffset("OfferUntil"),
        WasOffered = row.GetBoolean("WasOffered") is true,
        GivenUpBy = Enum.TryParse<GivenUpBy>(row.GetString("GivenUpBy"), out var by) ? by : null,
        Words = row.GetString("Words") ?? "",
    };

    public static Record OfScore(string partitionKey, PanelScore score, DateTimeOffset at) => new(partitionKey, ScoreRow(score.Of, score.By.Id))
    {
        ["Of"] = score.Of.ToString(),
        ["Score"] = score.Score,
        ["Revision"] = score.Revision,
        ["At"] = at,
        ["By"] = score.By.Id.ToString(),
        ["ByName"] = score.By.Name,
    };

    public static PanelScore ToScore(Record row) => new(
        new Person(PersonIn(row, "By") ?? default, row.GetString("ByName") ?? ""),
        PersonIn(row, "Of") ?? default,
        row.GetInt32("Score") ?? 0,
        row.GetInt32("Revision") ?? 0);

    public static Record OfConflict(string partitionKey, PanelConflict conflict, DateTimeOffset at)
    {
        var row = new Record(partitionKey, ConflictRow(conflict.Who, conflict.About)) { ["Who"] = conflict.Who.ToString(), ["WhoName"] = conflict.Name, ["At"] = at, ["Shown"] = conflict.Shown };
        if (conflict.About is { } about)
            row["About"] = about.ToString();
        return row;
    }

    public static PanelConflict ToConflict(Record row) => new(PersonIn(row, "Who") ?? default, PersonIn(row, "About")) { Name = row.GetString("WhoName") ?? "", Shown = row.GetInt32("Shown") ?? 0 };

    public static MemberId? PersonIn(Record row, string column) => MemberId.TryParse(row.GetString(column) ?? "", out var person) ? person : null;

    private static Record OfApplication(Record row, Application application)
    {
        (row["Person"], row["Name"]) = (application.Who.Id.ToString(), application.Who.Name);
        (row["Readiness"], row["Statement"], row["SentAt"]) = (application.Readiness.ToString(), application.Statement, application.SentAt);
        (row["Edition"], row["Revision"], row["Version"], row["Stage"]) = (application.Edition, application.Revision, application.Version, application.Stage.ToString());
        row["Wave"] = application.Wave;
        if (application.MovedAt is { } moved)
            row["MovedAt"] = moved;
        if (application.OfferUntil is { } until)
            row["OfferUntil"] = until;
        if (application.WasOffered)
            row["WasOffered"] = true;
        if (application.GivenUpBy is { } by)
            row["GivenUpBy"] = by.ToString();
        if (application.Words.Length > 0)
            row["Words"] = application.Words;
        return row;
    }
}
