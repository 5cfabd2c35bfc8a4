using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>
/// How thanks lie in the store: the table <c>Thanks</c>, a partition for each organisation. A thank-you lies under whom it thanks; a note
/// under who thanks, and one under its month while others see it, say where.
/// </summary>
internal static class ThanksRows
{
    public const string Table = "Thanks";

    public const string To = "to.";
    public const string From = "from.";
    public const string Public = "public.";

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
        if (thanks.HiddenBecause is { } why)
            row["HiddenBecause"] = why;
        return row;
    }

    public static ThankYou? ToThanks(Record row)
        => ToPerson(row, "To") is { } to
            ? new ThankYou(row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..], new OrganisationName(row.PartitionKey, row.GetString("OrganisationName") ?? ""), ToPerson(row, "From"), to, row.GetString("Words") ?? "", row.GetDateTimeOffset("At") ?? default)
            {
                Difference = row.GetString("Difference") ?? "",
                For = row.GetString("ForKind") is { } kind ? new ThankedFor(kind, row.GetString("ForKey") ?? "", row.GetString("ForTitle") ?? "") : null,
                MayBePublic = row.GetBoolean("MayBePublic") is true,
                PublicAt = row.GetDateTimeOffset("PublicAt"),
                HiddenBecause = row.GetString("HiddenBecause"),
            }
            : null;

    /// <summary>Under who thanks: where it lies.</summary>
    public static Record OfNote(string organisationId, MemberId from, ThankYou thanks)
        => new(organisationId, FromOf(from) + thanks.Id) { ["To"] = thanks.To.Id.ToString(), ["At"] = thanks.At };

    /// <summary>Under its month: where it lies.</summary>
    public static Record OfPublic(ThankYou thanks, ThanksMonth month)
        => new(thanks.Organisation.Id, PublicOf(month) + thanks.Id) { ["To"] = thanks.To.Id.ToString(), ["At"] = thanks.PublicAt ?? thanks.At };

    private static Person? ToPerson(Record row, string column)
        => MemberId.TryParse(row.GetString(column) ?? "", out var person) ? new Person(person, row.GetString(column + "Name") ?? "") : null;
}
