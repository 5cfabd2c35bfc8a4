using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>
/// How thanks lie in the store: the table <c>Thanks</c>, a partition for each organisation. A thank-you lies under whom it thanks; a note
/// under who thanks, the newest first, and one under its month while others see it, or among the hidden while they mayn't, say where. What somebody reported lies beside it with
/// the words as they were then.
/// </summary>
internal static class ThanksRows
{
    public const string Table = "Thanks";

    public const string To = "to.";
    public const string From = "from.";
    public const string Public = "public.";
    public const string Reported = "reported.";

    /// <summary>With this begin the notes of what somebody keeps from others' eyes.</summary>
    public const string Hidden = "hidden.";

    private const string Reporter = "Reporter";
    private const string ReportedAt = "ReportedAt";

    public static string ToOf(MemberId person) => $"{To}{person}.";

    public static string FromOf(MemberId person) => $"{From}{person}.";

    public static string PublicOf(ThanksMonth month) => $"{Public}{month.Key}.";

    public static Record OfThanks(ThankYou thanks, string? etag = null)
    {
        var row = new Record(thanks.Organisation.Id, ToOf(thanks.To.Id) + thanks.Id)
        {
            ETag = etag,
            ["OrganisationName"] = thanks.Organisation.Name,
            ["To"] = thanks.To.Id.ToString(),
            ["ToName"] = thanks.To.Name,
            ["Words"] = thanks.Words,
            ["At"] = thanks.At,
            ["MayBePublic"] = thanks.MayBePublic,
        };
        if (thanks.From is { } from)
            (row["From"], row["FromName"]) = (from.Id.ToString(), from.Name);
        if (thanks.Difference.Length > 0)
            row["Difference"] = thanks.Difference;
        if (thanks.For is { } tied)
            (row["ForKind"], row["ForKey"], row["ForTitle"]) = (tied.Kind, tied.Key, tied.Title);
        if (thanks.PublicAt is { } at)
            row["PublicAt"] = at;
        if (thanks.RetoldAt is { } retold)
            row["RetoldAt"] = retold;
        if (thanks.HiddenBecause is { } why)
            row["HiddenBecause"] = why;
        if (thanks.DecidedAt is { } decided)
            row["DecidedAt"] = decided;
        return row;
    }

    public static ThankYou? ToThanks(Record row) => ToThanks(row, row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..]);

    private static ThankYou? ToThanks(Record row, string id)
        => ToPerson(row, "To") is { } to
            ? new ThankYou(id, new OrganisationName(row.PartitionKey, row.GetString("OrganisationName") ?? ""), ToPerson(row, "From"), to, row.GetString("Words") ?? "", row.GetDateTimeOffset("At") ?? default)
            {
                Difference = row.GetString("Difference") ?? "",
                For = row.GetString("ForKind") is { } kind ? new ThankedFor(kind, row.GetString("ForKey") ?? "", row.GetString("ForTitle") ?? "") : null,
                RetoldAt = row.GetDateTimeOffset("RetoldAt"),
                MayBePublic = row.GetBoolean("MayBePublic") is true,
                PublicAt = row.GetDateTimeOffset("PublicAt"),
                HiddenBecause = row.GetString("HiddenBecause"),
                DecidedAt = row.GetDateTimeOffset("DecidedAt"),
            }
            : null;

    /// <summary>The key of the note under who thanks.</summary>
    public static string NoteOf(MemberId from, ThankYou thanks) => string.Create(CultureInfo.InvariantCulture, $"{FromOf(from)}{DateTimeOffset.MaxValue.Ticks - thanks.At.UtcTicks:D19}.{thanks.Id}");

    /// <summary>Under who thanks: where it lies.</summary>
    public static Record OfNote(string organisationId, MemberId from, ThankYou thanks)
        => new(organisationId, NoteOf(from, thanks)) { ["To"] = thanks.To.Id.ToString(), ["At"] = thanks.At };

    /// <summary>Under its month: where it lies.</summary>
    public static Record OfPublic(ThankYou thanks, ThanksMonth month)
        => new(thanks.Organisation.Id, PublicOf(month) + thanks.Id) { ["To"] = thanks.To.Id.ToString(), ["At"] = thanks.PublicAt ?? thanks.At };

    /// <summary>Among what is kept from others' eyes: where it lies.</summary>
    public static Record OfHidden(ThankYou thanks) => new(thanks.Organisation.Id, Hidden + thanks.Id) { ["To"] = thanks.To.Id.ToString(), ["At"] = thanks.At };

    /// <summary>The reports of one.</summary>
    public static string ReportsOf(string thanks) => $"{Reported}{thanks}.";

    /// <summary>That somebody reported it.</summary>
    public static Record OfReport(ThanksReport report)
    {
        var thanks = OfThanks(report.Thanks);
        var row = new Record(thanks.PartitionKey, ReportsOf(report.Thanks.Id) + Keys.Hash("reporter", report.By.ToString())[..16]) { ETag = report.ETag, [Reporter] = report.By.ToString(), [ReportedAt] = report.At };
        foreach (var (name, value) in thanks.Columns)
            row[name] = value;
        return row;
    }

    public static ThanksReport? ToReport(Record row)
        => MemberId.TryParse(row.GetString(Reporter) ?? "", out var by) && row.RowKey.Split('.') is [_, var id, _] && ToThanks(row, id) is { } thanks ? new ThanksReport(by, thanks, row.GetDateTimeOffset(ReportedAt) ?? default) { ETag = row.ETag } : null;

    private static Person? ToPerson(Record row, string column)
        => MemberId.TryParse(row.GetString(column) ?? "", out var person) ? new Person(person, row.GetString(column + "Name") ?? "") : null;
}

/// <summary>Thanks that somebody reported.</summary>
/// <param name="By">Who.</param>
/// <param name="Thanks">As they were then.</param>
/// <param name="At">When.</param>
internal sealed record ThanksReport(MemberId By, ThankYou Thanks, DateTimeOffset At)
{
    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }
}
