using System.Globalization;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships;

/// <summary>
/// How fellowships lie in the store. One is one partition of the table <c>Fellowships</c>: itself, whose version decides races,
/// each place that was taken, which every turn about it reads at once; and who saved it, and that somebody saw it, each with their number.
/// </summary>
internal static class FellowshipRows
{
    public const string Table = "Fellowships";

    /// <summary>The rows that every turn about it reads at once.</summary>
    public const string Head = "head.";

    public const string MainRow = "head.fellowship";
    public const string Place = "head.place.";
    public const string Saved = "saved.";
    public const string Seen = "seen.";

    /// <summary>How many saw it, in several rows, so that many can open it at once.</summary>
    public const string SeenCount = "count.seen.";

    /// <summary>How many saved it, in the same way.</summary>
    public const string SavedCount = "count.saved.";

    private const int KeyCharactersMax = 90;

    private static readonly string[] Parts = ["Worth", "Time", "At", "Words", "By"];

    public static string KeyOf(Fellowship fellowship) => KeyOf(fellowship.Organisation.Id, fellowship.Id);

    public static string KeyOf(string organisationId, string id) => $"{organisationId}.{id}";

    /// <summary>Whether this is such a key: it may have come from outside.</summary>
    public static bool IsKey(string key)
        => key.Length is > 0 and <= KeyCharactersMax && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && key.Split('.') is [{ Length: > 0 }, { Length: > 0 }];

    public static string SavedRow(MemberId person) => Saved + person;

    /// <summary>That somebody saw it: told to nobody but as a number.</summary>
    public static string SeenRow(MemberId person) => Seen + person;

    /// <summary>The row in which somebody is counted.</summary>
    /// <param name="counted">As what: <see cref="SeenCount"/> or <see cref="SavedCount"/>.</param>
    /// <param name="person">Who.</param>
    public static string CountRow(string counted, MemberId person) => counted + Keys.Hash(person.ToString())[..1];

    public static Record Of(Fellowship fellowship, string? etag = null)
    {
        var row = new Record(KeyOf(fellowship), MainRow)
        {
            ETag = etag,
            ["Organisation"] = fellowship.Organisation.Id,
            ["OrganisationName"] = fellowship.Organisation.Name,
            ["Fellowship"] = fellowship.Id,
            ["Cycle"] = fellowship.Cycle,
            ["Revision"] = fellowship.Revision,
            ["ToldClosing"] = fellowship.ToldClosing,
            ["ToldClosed"] = fellowship.ToldClosed,
            ["ToldCover"] = fellowship.ToldCover,
        };
        if (fellowship.AskedAt is { } asked)
            (row["AskedAt"], row["ToldWaiting"]) = (asked, fellowship.ToldWaiting);
        if (fellowship.RunBySince is { } since)
            row["RunBySince"] = since;
        if (fellowship.Kept is { } kept)
            (row["KeptApplied"], row["KeptOffered"]) = (kept.Applied, kept.Offered);
        if (fellowship.Changed is { } changed)
            (row["ChangedRevision"], row["ChangedAt"]) = (changed.Revision, changed.At);
        if (fellowship.Changed?.InterviewOffSince is { } off)
            row["InterviewOffSince"] = off;
        Columns.SetIf(row, "RepeatOf", fellowship.RepeatOf);
        Columns.SetPerson(row, "AskedBy", fellowship.AskedBy);
        Columns.SetPerson(row, "WrittenBy", fellowship.WrittenBy);
        Columns.SetPerson(row, "ApprovedBy", fellowship.ApprovedBy);
        Columns.SetIf(row, "ReturnedBecause", fellowship.ReturnedBecause);
        Columns.SetIf(row, "WithdrawnBecause", fellowship.WithdrawnBecause);
        if (fellowship.ApprovedAt is { } approved)
            row["ApprovedAt"] = approved;
        FellowshipColumns.Write(row, fellowship.Content);
        return row;
    }

    public static Record OfPlace(string key, FellowPlace place)
    {
        var row = new Record(key, Place + place.Id) { ["AgreedAt"] = place.AgreedAt, ["Told"] = place.Told, ["End"] = place.End.ToString() };
        Columns.SetPerson(row, "Fellow", place.Fellow);
        Columns.SetIf(row, "Appointment", place.Appointment);
        if (place.UnlistedSince is { } unlisted)
            row["UnlistedSince"] = unlisted;
        if (place.ToldUnlisted)
            row["ToldUnlisted"] = true;
        if (place.EndedBy is not EndedBy.Fellow)
            row["EndedBy"] = place.EndedBy.ToString();
        Columns.SetIf(row, "CoveredBy", place.CoveredBy);
        Columns.SetIf(row, "CoverPaidBy", place.CoverPaidBy);
        Columns.SetIf(row, "Practice", place.Practice);
        Columns.SetIf(row, "PracticeCode", place.PracticeCode);
        if (place.Going is not Going.NotSaid)
            row["Going"] = place.Going.ToString();
        Columns.SetIf(row, "GoingWords", place.GoingWords);
        if (place.EndedAt is { } ended)
            row["EndedAt"] = ended;
        Columns.SetIf(row, "EndWords", place.EndWords);
        Columns.SetIf(row, "Skills", FellowshipColumns.Of(place.Skills));
        Columns.SetPerson(row, "ConfirmedBy", place.ConfirmedBy);
        SetSurvey(row, "ByFellow", place.ByFellow);
        for (var at = 0; at < place.ByPractice.Count; at++)
            SetSurvey(row, PracticeColumn(at), place.ByPractice[at]);
        return row;
    }

    public static FellowPlace ToPlace(Record row) => new(row.RowKey[Place.Length..], Columns.PersonIn(row, "Fellow"), row.GetDateTimeOffset("AgreedAt") ?? default)
    {
        Appointment = row.GetString("Appointment") ?? "",
        UnlistedSince = row.GetDateTimeOffset("UnlistedSince"),
        ToldUnlisted = row.GetBoolean("ToldUnlisted") is true,
        EndedBy = Enum.TryParse<EndedBy>(row.GetString("EndedBy"), out var by) ? by : EndedBy.Fellow,
        Told = row.GetInt32("Told") ?? 0,
        End = Enum.TryParse<PlaceEnd>(row.GetString("End"), out var end) ? end : PlaceEnd.None,
        CoveredBy = row.GetString("CoveredBy") ?? "",
        CoverPaidBy = row.GetString("CoverPaidBy") ?? "",
        Practice = row.GetString("Practice") ?? "",
        PracticeCode = row.GetString("PracticeCode") ?? "",
        Going = Enum.TryParse<Going>(row.GetString("Going"), out var going) ? going : Going.NotSaid,
        GoingWords = row.GetString("GoingWords") ?? "",
        EndedAt = row.GetDateTimeOffset("EndedAt"),
        EndWords = row.GetString("EndWords") ?? "",
        Skills = FellowshipColumns.SkillsIn(row.GetString("Skills")),
        ConfirmedBy = Columns.PersonIn(row, "ConfirmedBy"),
        ByFellow = SurveyIn(row, "ByFellow"),
        ByPractice = SurveyIn(row, PracticeColumn(0)) is null ? [] : [.. Enumerable.Range(0, PlaceRules.PracticeAnswersMax).Select(at => SurveyIn(row, PracticeColumn(at))).OfType<PlaceSurvey>()],
    };

    /// <summary>Reads the head rows of one partition; null if there is no such fellowship.</summary>
    public static FellowshipHead? ToHead(IReadOnlyList<Record> rows)
    {
        if (rows.FirstOrDefault(row => row.RowKey == MainRow) is not { } main)
            return null;
        var fellowship = new Fellowship(main.GetString("Fellowship") ?? "", new OrganisationName(main.GetString("Organisation") ?? "", main.GetString("OrganisationName") ?? ""), FellowshipColumns.Read(main))
        {
            Cycle = main.GetInt32("Cycle") ?? 1,
            RepeatOf = main.GetString("RepeatOf") ?? "",
            Revision = main.GetInt32("Revision") ?? 0,
            ToldClosing = main.GetBoolean("ToldClosing") is true,
            ToldClosed = main.GetBoolean("ToldClosed") is true,
            ToldCover = main.GetBoolean("ToldCover") is true,
            Kept = main.GetInt32("KeptApplied") is { } applied ? new KeptFunnel(applied, main.GetInt32("KeptOffered") ?? 0) : null,
            Changed = main.GetInt32("ChangedRevision") is { } revision ? new TermsChange(revision, main.GetDateTimeOffset("ChangedAt") ?? default) { InterviewOffSince = main.GetInt32("InterviewOffSince") } : null,
            AskedAt = main.GetDateTimeOffset("AskedAt"),
            ToldWaiting = main.GetInt32("ToldWaiting") ?? 0,
            RunBySince = main.GetDateTimeOffset("RunBySince"),
            AskedBy = Columns.PersonIn(main, "AskedBy"),
            WrittenBy = Columns.PersonIn(main, "WrittenBy"),
            ApprovedBy = Columns.PersonIn(main, "ApprovedBy"),
            ApprovedAt = main.GetDateTimeOffset("ApprovedAt"),
            ReturnedBecause = main.GetString("ReturnedBecause") ?? "",
            WithdrawnBecause = main.GetString("WithdrawnBecause"),
            Places = [.. rows.Where(row => row.RowKey.StartsWith(Place, StringComparison.Ordinal)).Select(ToPlace).OrderBy(one => one.AgreedAt).ThenBy(one => one.Id, StringComparer.Ordinal)],
        };
        return new FellowshipHead(fellowship, main.ETag!);
    }

    /// <summary>Whether a column is of what anybody said for the practice.</summary>
    public static bool IsOfPractice(string column) => column.StartsWith(PracticeColumn(0), StringComparison.Ordinal);

    /// <summary>Whether a column is of one of the answers for the practice.</summary>
    /// <param name="column">The column.</param>
    /// <param name="at">Which answer, from 0.</param>
    public static bool IsOfPractice(string column, int at)
        => column.StartsWith(PracticeColumn(at), StringComparison.Ordinal) && Parts.Contains(column[PracticeColumn(at).Length..]);

    /// <summary>How the columns of an answer for the practice begin: a second lead's are <c>ByPractice2…</c>.</summary>
    private static string PracticeColumn(int at) => at == 0 ? "ByPractice" : string.Create(CultureInfo.InvariantCulture, $"ByPractice{at + 1}");

    private static void SetSurvey(Record row, string who, PlaceSurvey? survey)
    {
        if (survey is null)
            return;
        (row[who + "Worth"], row[who + "Time"], row[who + "At"]) = (survey.Worth, survey.Time.ToString(), survey.At);
        Columns.SetIf(row, who + "Words", survey.Words);
        if (survey.By is { } by)
            row[who + "By"] = by.ToString();
    }

    private static PlaceSurvey? SurveyIn(Record row, string who) => row.GetInt32(who + "Worth") is { } worth
        ? new PlaceSurvey(worth, Enum.TryParse<TimeKept>(row.GetString(who + "Time"), out var kept) ? kept : TimeKept.Partly, row.GetString(who + "Words") ?? "", row.GetDateTimeOffset(who + "At") ?? default) { By = MemberId.TryParse(row.GetString(who + "By") ?? "", out var by) ? by : null }
        : null;
}

/// <summary>A fellowship in the version that was read.</summary>
internal sealed record FellowshipHead(Fellowship Fellowship, string ETag)
{
    public string Key => FellowshipRows.KeyOf(Fellowship);
}
