using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// How polls lie in the store. One poll is one partition of the table <c>Polls</c>: its head rows (the poll, its tally
/// by server, where its cards stand, its outbox), which every turn reads at once, and one row for each answer.
/// </summary>
internal static class PollRows
{
    public const string Table = "Polls";

    /// <summary>The newest polls of an organisation, for searching: partition = organisation, row = newest first.</summary>
    public const string IndexTable = "PollIndex";

    /// <summary>How many servers may count votes side by side before they begin to share a shard.</summary>
    public const int Shards = 16;

    /// <summary>How many conversations one poll may stand in, so that its head stays one small read.</summary>
    public const int CardsMax = 40;

    public const string Head = "head.";
    public const string Answer = "answer.";

    public const string PollRow = "head.poll";
    private const string Tally = "head.tally.";
    private const string Card = "head.card.";

    private static readonly string[] ChoiceColumns = [.. Enumerable.Range(1, PollLimits.ChoicesMax).Select(n => $"Choice{n}")];
    private static readonly string[] CountColumns = [.. Enumerable.Range(1, PollLimits.ChoicesMax).Select(n => $"Count{n}")];

    /// <summary>The key by which cards name a poll.</summary>
    public static string PartitionOf(Poll poll) => $"{poll.Organisation.Id}.{poll.Id}";

    public static Record OfPoll(Poll poll, string? askedIn, string? etag = null)
    {
        var row = new Record(PartitionOf(poll), PollRow)
        {
            ETag = etag,
            ["Organisation"] = poll.Organisation.Id,
            ["OrganisationName"] = poll.Organisation.Name,
            ["Tenant"] = poll.TenantId,
            ["Poll"] = poll.Id,
            ["Question"] = poll.Question,
            ["AskedBy"] = poll.AskedBy,
            ["AskedByName"] = poll.AskedByName,
            ["AskedAt"] = poll.AskedAt,
        };
        if (askedIn is not null)
            row["AskedIn"] = askedIn;
        if (poll.IsForEverybody)
            row["IsForEverybody"] = true;
        for (var i = 0; i < poll.Choices.Count; i++)
            row[ChoiceColumns[i]] = poll.Choices[i];
        if (poll.ClosesAt is { } closes)
            row["ClosesAt"] = closes;
        if (poll.ClosedAt is { } closed)
            row["ClosedAt"] = closed;
        return row;
    }

    public static Record OfTally(string partitionKey, int shard, Tally tally, bool isFinal, string? etag)
    {
        var row = new Record(partitionKey, Tally + ShardKey(shard))
        {
            ETag = etag,
            ["IsFinal"] = isFinal,
        };
        for (var i = 0; i < tally.Counts.Count; i++)
            row[CountColumns[i]] = tally.Counts[i];
        return row;
    }

    public static Record OfAnswer(string partitionKey, PollAnswer answer, string? etag)
    {
        var row = new Record(partitionKey, Answer + answer.MemberId)
        {
            ETag = etag,
            ["Choice"] = answer.Choice + 1,
            ["Name"] = answer.Name,
            ["AnsweredAt"] = answer.AnsweredAt,
            ["SentAt"] = answer.SentAt,
        };
        if (answer.Practice is { } practice)
        {
            row["Practice"] = practice.Code;
            row["PracticeName"] = practice.Name;
        }

        return row;
    }

    /// <summary>An answer whose person is forgotten: the choice alone, under a random name, so that the counts hold.</summary>
    public static Record OfErasedAnswer(string partitionKey, string random, int choice)
        => new(partitionKey, $"{Answer}erased.{random}") { ["Choice"] = choice + 1 };

    /// <summary>A card that stands in a conversation. The same card again is the same row.</summary>
    public static Record OfCard(string partitionKey, PollCard card)
    {
        var row = new Record(partitionKey, Card + Keys.Hash(card.Place.ConversationId, card.ActivityId))
        {
            ["Activity"] = card.ActivityId,
            ["MembersAtLeast"] = card.MembersAtLeast,
        };
        PlaceColumns.Write(row, card.Place);
        return row;
    }

    public static string ShardKey(int shard) => shard.ToString("D2", CultureInfo.InvariantCulture);

    public static Record OfIndex(Poll poll) => new(poll.Organisation.Id, NewestFirst(poll))
    {
        ["Poll"] = PartitionOf(poll),
        ["Question"] = poll.Question,
        ["AskedBy"] = poll.AskedBy,
        ["AskedAt"] = poll.AskedAt,
    };

    /// <summary>Reads the head rows of one partition; null if there is no such poll.</summary>
    public static PollHead? ToHead(IEnumerable<Record> rows)
    {
        Poll? poll = null;
        Record? pollRow = null;
        var shards = new Dictionary<int, PollShard>();
        var cards = new List<PollCard>();
        var outbox = new Dictionary<string, Record>();
        foreach (var row in rows)
        {
            if (row.RowKey == PollRow)
                (poll, pollRow) = (ToPoll(row), row);
            else if (row.RowKey.StartsWith(Tally, StringComparison.Ordinal))
                shards[int.Parse(row.RowKey.AsSpan(Tally.Length), CultureInfo.InvariantCulture)] = ToShard(row);
            else if (row.RowKey.StartsWith(Card, StringComparison.Ordinal))
                cards.Add(ToCard(row));
            else if (row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal))
                outbox[row.RowKey] = row;
        }

        return poll is null ? null : new PollHead(poll, pollRow!.GetString("AskedIn"), pollRow.ETag!, shards, cards, outbox);
    }

    public static PollAnswer ToAnswer(Record row) => new(
        row.RowKey[Answer.Length..],
        row.GetString("Name") ?? "",
        row.GetString("Practice") is { } practice ? new PracticeName(practice, row.GetString("PracticeName") ?? "") : null,
        (row.GetInt32("Choice") ?? 1) - 1,
        row.GetDateTimeOffset("AnsweredAt") ?? default,
        row.GetDateTimeOffset("SentAt") ?? default);

    private static Poll ToPoll(Record row) => new(
        row.GetString("Poll") ?? "",
        new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""),
        row.GetString("Tenant") ?? "",
        row.GetString("Question") ?? "",
        Choices(row),
        row.GetString("AskedBy") ?? "",
        row.GetString("AskedByName") ?? "",
        row.GetDateTimeOffset("AskedAt") ?? default,
        row.GetDateTimeOffset("ClosesAt"),
        row.GetDateTimeOffset("ClosedAt"))
    { IsForEverybody = row.GetBoolean("IsForEverybody") ?? false };

    private static PollShard ToShard(Record row) => new(new Tally(Counts(row)), row.GetBoolean("IsFinal") ?? false, row.ETag!);

    private static PollCard ToCard(Record row)
        => new(PlaceColumns.Read(row), row.GetString("Activity") ?? "", row.GetInt32("MembersAtLeast") ?? 0);

    private static List<string> Choices(Record row)
    {
        var choices = new List<string>(4);
        for (var i = 0; i < ChoiceColumns.Length && row.GetString(ChoiceColumns[i]) is { } choice; i++)
            choices.Add(choice);
        return choices;
    }

    private static List<int> Counts(Record row)
    {
        var counts = new List<int>(4);
        for (var i = 0; i < CountColumns.Length && row.GetInt32(CountColumns[i]) is { } count; i++)
            counts.Add(count);
        return counts;
    }

    private static string NewestFirst(Poll poll)
        => $"{(DateTimeOffset.MaxValue.Ticks - poll.AskedAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)}.{poll.Id}";
}
