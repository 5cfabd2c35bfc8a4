using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>
/// The table <c>PostIndex</c>: in an organisation's partition a line for each post, so that lists and the board read one partition
/// whatever the number of applicants; and in a partition for each person the posts in which they stand, by which these are found
/// from the person.
/// </summary>
internal static class PostIndexRows
{
    public const string Table = "PostIndex";

    /// <summary>The lines of posts.</summary>
    public const string Line = "post.";

    private const char Lines = '\n';
    private const char Between = '|';
    private const int HolderParts = 6;

    /// <summary>Where it lies in which posts somebody stands.</summary>
    public static string NotesOf(string organisationId, MemberId person) => $"{organisationId}.{person}";

    public static string LineRow(string key) => Line + key;

    /// <summary>That somebody stands in a post: holds it, runs it, sits on its panel, or did something with it.</summary>
    public static Record OfNote(string organisationId, string key, MemberId person) => new(NotesOf(organisationId, person), LineRow(key)) { ["Key"] = key };

    public static Record OfLine(PostHead head)
    {
        var (post, content) = (head.Post, head.Post.IsPublished ? head.Post.Content : head.Written);
        var row = new Record(post.Organisation.Id, LineRow(head.Key))
        {
            ["Key"] = head.Key,
            ["Title"] = content.Title,
            ["Rung"] = content.Rung.ToString(),
            ["Places"] = content.Places,
            ["Sessions"] = (double)content.Sessions,
            ["IsPublished"] = post.IsPublished,
            ["IsWithdrawn"] = post.WithdrawnBecause is not null,
        };
        Columns.SetIf(row, "Locality", content.Locality);
        Columns.SetIf(row, "OnlyLinkTo", content.OnlyLinkTo);
        Columns.SetIf(row, "RunBy", content.RunBy?.Id.ToString());
        if (post.RunBySince is { } since)
            row["RunBySince"] = since;
        Columns.SetIf(row, "Panel", string.Join(' ', content.Panel.Select(one => one.Id)));
        Columns.SetIf(row, "Conflicts", string.Join(' ', content.Conflicts));
        Columns.SetIf(row, "Holders", string.Join(Lines, post.Tenures.Select(Holder)));
        if (post.Round is { } round)
        {
            (row["Round"], row["OpensAt"], row["ClosesAt"], row["RoundPlaces"]) = (round.Number, round.OpensAt, round.ClosesAt, round.Places);
            if (round.FilledAt is { } filled)
                row["FilledAt"] = filled;
        }

        return row;
    }

    public static PostLine ToLine(Record row) => new(
        row.GetString("Key") ?? "",
        row.GetString("Title") ?? "",
        Enum.TryParse<Rung>(row.GetString("Rung"), out var rung) ? rung : Rung.Seat,
        row.GetString("Locality") ?? "",
        row.GetInt32("Places") ?? 1,
        (decimal)(row.GetDouble("Sessions") ?? 0),
        [.. (row.GetString("Holders") ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries).Select(ToTenure)])
    {
        IsPublished = row.GetBoolean("IsPublished") is true,
        IsWithdrawn = row.GetBoolean("IsWithdrawn") is true,
        OnlyLinkTo = row.GetString("OnlyLinkTo") ?? "",
        Panel = [.. (row.GetString("Panel") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => MemberId.TryParse(id, out var person) ? person : (MemberId?)null).OfType<MemberId>()],
        Conflicts = (row.GetString("Conflicts") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        RunBy = MemberId.TryParse(row.GetString("RunBy") ?? "", out var runBy) ? runBy : null,
        RunBySince = row.GetDateTimeOffset("RunBySince"),
        Round = row.GetInt32("Round") is { } number
            ? new Round(number, row.GetDateTimeOffset("OpensAt") ?? default, row.GetDateTimeOffset("ClosesAt") ?? default, row.GetInt32("RoundPlaces") ?? 1) { FilledAt = row.GetDateTimeOffset("FilledAt") }
            : null,
    };

    /// <summary>The name comes last: whatever stands in it, it ends with the line.</summary>
    private static string Holder(Tenure tenure) => string.Join(
        Between,
        tenure.Id,
        Columns.Text(tenure.From),
        Columns.Text(tenure.Until),
        ((int)tenure.Intention).ToString(CultureInfo.InvariantCulture),
        tenure.Holder?.Id.ToString() ?? "",
        tenure.Holder?.Name.ReplaceLineEndings(" ") ?? "");

    private static Tenure ToTenure(string line)
    {
        var parts = line.Split(Between, HolderParts);
        return new Tenure(parts[0], Columns.ToPerson(parts.ElementAtOrDefault(4), parts.ElementAtOrDefault(5)), Columns.Day(parts.ElementAtOrDefault(1)) ?? default, Columns.Day(parts.ElementAtOrDefault(2)))
        {
            Intention = int.TryParse(parts.ElementAtOrDefault(3), NumberStyles.None, CultureInfo.InvariantCulture, out var intention) && Enum.IsDefined((Intention)intention) ? (Intention)intention : Intention.NotSaid,
        };
    }
}
