using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>
/// How posts lie in the store. One post is one partition of the table <c>Posts</c>: the post, whose version decides races, what is
/// being written, each tenure and each round, all of which every turn about it reads at once.
/// </summary>
internal static class PostRows
{
    public const string Table = "Posts";

    /// <summary>The rows that every turn about the post reads at once.</summary>
    public const string Head = "head.";

    public const string PostRow = "head.post";
    public const string WritingRow = "head.writing";
    public const string Tenure = "head.tenure.";
    public const string Round = "head.round.";

    private const int KeyCharactersMax = 90;

    /// <summary>The key by which cards name a post.</summary>
    public static string KeyOf(Post post) => KeyOf(post.Organisation.Id, post.Id);

    public static string KeyOf(string organisationId, string id) => $"{organisationId}.{id}";

    /// <summary>The key by which one round of a post is applied for.</summary>
    public static string OpeningOf(string key, int round) => $"{key}.{round.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The post that a key names, be it its own or that of one of its rounds, and which round; null where it is no such key. It may have come from outside.</summary>
    public static (string Key, string OrganisationId, int? Round)? Read(string key)
    {
        if (key.Length is 0 or > KeyCharactersMax || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
            return null;
        return key.Split('.') switch
        {
            [{ Length: > 0 } organisation, { Length: > 0 }] => (key, organisation, null),
            [{ Length: > 0 } organisation, { Length: > 0 } id, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var round) => (KeyOf(organisation, id), organisation, round),
            _ => null,
        };
    }

    public static Record OfPost(Post post, string? etag = null)
    {
        var row = new Record(KeyOf(post), PostRow)
        {
            ETag = etag,
            ["Organisation"] = post.Organisation.Id,
            ["OrganisationName"] = post.Organisation.Name,
            ["Post"] = post.Id,
            ["IsPublished"] = post.IsPublished,
        };
        Columns.SetIf(row, "WithdrawnBecause", post.WithdrawnBecause);
        if (post.RunBySince is { } since)
            row["RunBySince"] = since;
        PostColumns.Write(row, post.Content);
        return row;
    }

    /// <summary>What is being written of a post that members see already.</summary>
    public static Record OfWriting(string key, PostContent content, string? etag)
    {
        var row = new Record(key, WritingRow) { ETag = etag };
        PostColumns.Write(row, content);
        return row;
    }

    public static Record OfTenure(string key, Tenure tenure)
    {
        var row = new Record(key, Tenure + tenure.Id) { ["From"] = Columns.Text(tenure.From), ["Round"] = tenure.Round, ["RemindedMonths"] = tenure.RemindedMonths };
        if (tenure.Holder is { } holder)
            (row["Person"], row["Name"]) = (holder.Id.ToString(), holder.Name);
        Columns.SetIf(row, "Until", Columns.Text(tenure.Until));
        Columns.SetIf(row, "AskedOn", Columns.Text(tenure.AskedOn));
        Columns.SetIf(row, "IntentionOn", Columns.Text(tenure.IntentionOn));
        if (tenure.Intention is not Intention.NotSaid)
            row["Intention"] = tenure.Intention.ToString();
        return row;
    }

    public static Record OfRound(string key, Round round)
    {
        var row = new Record(key, RoundRow(round.Number)) { ["OpensAt"] = round.OpensAt, ["ClosesAt"] = round.ClosesAt, ["Places"] = round.Places };
        Columns.SetIf(row, "InterviewOn", Columns.Text(round.InterviewOn));
        foreach (var (column, at) in new[] { ("ExtendedAt", round.ExtendedAt), ("LookedAt", round.LookedAt), ("InvitedAt", round.InvitedAt), ("FilledAt", round.FilledAt) })
        {
            if (at is { } moment)
                row[column] = moment;
        }

        if (round.WasUncontested)
            row["WasUncontested"] = true;
        return row;
    }

    public static string RoundRow(int number) => Round + number.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>Reads the head rows of one partition; null if there is no such post.</summary>
    public static PostHead? ToHead(IReadOnlyList<Record> rows)
    {
        if (rows.FirstOrDefault(row => row.RowKey == PostRow) is not { } main)
            return null;
        var writing = rows.FirstOrDefault(row => row.RowKey == WritingRow);
        var post = new Post(main.GetString("Post") ?? "", new OrganisationName(main.GetString("Organisation") ?? "", main.GetString("OrganisationName") ?? ""), PostColumns.Read(main))
        {
            IsPublished = main.GetBoolean("IsPublished") is true,
            WithdrawnBecause = main.GetString("WithdrawnBecause"),
            RunBySince = main.GetDateTimeOffset("RunBySince"),
            Tenures = [.. rows.Where(row => row.RowKey.StartsWith(Tenure, StringComparison.Ordinal)).Select(ToTenure).OrderBy(one => one.From).ThenBy(one => one.Id, StringComparer.Ordinal)],
            Rounds = [.. rows.Where(row => row.RowKey.StartsWith(Round, StringComparison.Ordinal)).Select(ToRound)],
        };
        return new PostHead(post, main.ETag!) { Writing = writing is null ? null : PostColumns.Read(writing), WritingETag = writing?.ETag };
    }

    private static Tenure ToTenure(Record row) => new(
        row.RowKey[Tenure.Length..],
        Columns.ToPerson(row.GetString("Person"), row.GetString("Name")),
        Columns.Day(row.GetString("From")) ?? default,
        Columns.Day(row.GetString("Until")))
    {
        Round = row.GetInt32("Round") ?? 0,
        RemindedMonths = row.GetInt32("RemindedMonths") ?? 0,
        AskedOn = Columns.Day(row.GetString("AskedOn")),
        IntentionOn = Columns.Day(row.GetString("IntentionOn")),
        Intention = Enum.TryParse<Intention>(row.GetString("Intention"), out var intention) ? intention : Intention.NotSaid,
    };

    private static Round ToRound(Record row) => new(
        int.Parse(row.RowKey.AsSpan(Round.Length), CultureInfo.InvariantCulture),
        row.GetDateTimeOffset("OpensAt") ?? default,
        row.GetDateTimeOffset("ClosesAt") ?? default,
        row.GetInt32("Places") ?? 1)
    {
        InterviewOn = Columns.Day(row.GetString("InterviewOn")),
        ExtendedAt = row.GetDateTimeOffset("ExtendedAt"),
        LookedAt = row.GetDateTimeOffset("LookedAt"),
        InvitedAt = row.GetDateTimeOffset("InvitedAt"),
        FilledAt = row.GetDateTimeOffset("FilledAt"),
        WasUncontested = row.GetBoolean("WasUncontested") is true,
    };
}

/// <summary>A post in the version that was read.</summary>
internal sealed record PostHead(Post Post, string ETag)
{
    /// <summary>What is being written of it; null where nothing is, or it is a draft itself.</summary>
    public PostContent? Writing { get; init; }

    public string? WritingETag { get; init; }

    public string Key => PostRows.KeyOf(Post);

    /// <summary>What stands on the pages on which it is written.</summary>
    public PostContent Written => Writing ?? Post.Content;
}
