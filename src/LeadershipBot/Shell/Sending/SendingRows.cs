using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// How sendings lie in the store. The partition of the sending's id has its head and the orders about it as a whole. Its
/// recipients lie in shards, a partition each (<c>id.00</c>), with the shard's own head, its order in the outbox, its
/// tallies, and a row for each recipient. What changes a recipient also replaces the shard's head in the same commit: so
/// only one server at a time can change a shard, and the tallies can't be wrong.
/// </summary>
internal static class SendingRows
{
    public const string Table = "Sendings";

    /// <summary>By organisation, newest first: which sendings there are.</summary>
    public const string IndexTable = "SendingIndex";

    public const string Head = "head.sending";
    public const string ShardHead = "head.shard";

    /// <summary>What the card shows that says how far it is: renewed only where it would say something else.</summary>
    public const string Watch = "head.watch";

    public const string Row = "row.";
    public const string TallyOf = "tally.";

    /// <summary>What stands in for no group, since a key can't be empty.</summary>
    private const string NoGroup = "_";

    private static readonly string[] TallyColumnsOfItsOwn = ["Group"];

    public static string ShardKey(string sendingId, int shard) => $"{sendingId}.{shard.ToString("D2", CultureInfo.InvariantCulture)}";

    /// <summary>The sending of a shard's partition.</summary>
    public static string SendingOf(string shardKey) => shardKey[..shardKey.IndexOf('.', StringComparison.Ordinal)];

    public static Record OfIndex(SendingHead head)
        => new(head.OrganisationId, IndexKey(head)) { ["Sending"] = head.Id, ["Kind"] = head.Kind, ["OrderedAt"] = head.OrderedAt };

    /// <summary>Newer ones come first.</summary>
    public static string IndexKey(SendingHead head) => IndexKeyAt(head.OrderedAt) + "." + head.Id;

    public static string IndexKeyAt(DateTimeOffset at) => (DateTimeOffset.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    public static Record OfHead(SendingHead head)
    {
        var row = new Record(head.Id, Head)
        {
            ETag = head.ETag,
            ["Kind"] = head.Kind,
            ["Subject"] = head.Subject,
            ["Organisation"] = head.OrganisationId,
            ["OrderedAt"] = head.OrderedAt,
            ["StartsAt"] = head.StartsAt,
            ["Shards"] = head.Shards,
        };
        Write(row, head.Wanted);
        if (head.StartedBy is { ObjectId: not null } starter)
            row["StartedBy"] = starter.ToString();
        if (head.FrozenAt is { } frozen)
            row["FrozenAt"] = frozen;
        if (head.WatchedIn is { } place)
            PlaceColumns.Write(row, place);
        if (head.WatchedBy.Length > 0)
            row["WatchedBy"] = head.WatchedBy;
        return row;
    }

    public static SendingHead ToHead(Record row)
        => new(row.PartitionKey, row.GetString("Kind") ?? "", row.GetString("Subject") ?? "", row.GetString("Organisation") ?? "", PersonOf(row, "StartedBy") ?? default)
        {
            ETag = row.ETag,
            OrderedAt = row.GetDateTimeOffset("OrderedAt") ?? default,
            StartsAt = row.GetDateTimeOffset("StartsAt") ?? default,
            Wanted = ToWanted(row),
            Shards = row.GetInt32("Shards") ?? 0,
            FrozenAt = row.GetDateTimeOffset("FrozenAt"),
            WatchedIn = row.GetString("Conversation") is null ? null : PlaceColumns.Read(row),
            WatchedBy = row.GetString("WatchedBy") ?? "",
        };

    public static void Write(Record row, Wanted wanted)
    {
        row["Version"] = wanted.Version;
        row["Round"] = wanted.Round;
        row["IsCancelled"] = wanted.IsCancelled;
        row["IsWithdrawn"] = wanted.IsWithdrawn;
    }

    public static Wanted ToWanted(Record row)
        => new(row.GetInt32("Version") ?? 1, row.GetInt32("Round") ?? 1, row.GetBoolean("IsCancelled") ?? false, row.GetBoolean("IsWithdrawn") ?? false);

    public static Record OfRecipient(string shardKey, RecipientRow row)
    {
        var (target, kept) = (row.Target, row.Kept);
        var record = new Record(shardKey, Row + target.Key)
        {
            ETag = row.ETag,
            ["State"] = kept.State.ToString(),
            ["Version"] = kept.Version,
            ["Round"] = kept.Round,
        };
        if (target.Person is { } person)
            record["Person"] = person.ToString();
        if (target.Group.Length > 0)
            record["Group"] = target.Group;
        if (kept.Why.Length > 0)
            record["Why"] = kept.Why;
        if (kept.DueAt is { } due)
            record["DueAt"] = due;
        if (kept.Tries > 0)
            record["Tries"] = kept.Tries;
        if (kept.MayHaveArrived)
            record["MayHaveArrived"] = true;
        if (kept.ActivityId.Length > 0)
            record["Activity"] = kept.ActivityId;
        if (kept.SentAt is { } sent)
            record["SentAt"] = sent;
        if (target.Place is { } place)
            PlaceColumns.Write(record, place);
        return record;
    }

    public static RecipientRow ToRecipient(Record row)
        => new(
            new SendingTarget(row.RowKey[Row.Length..], PersonOf(row, "Person"), row.GetString("Conversation") is null ? null : PlaceColumns.Read(row), row.GetString("Group") ?? ""),
            new Recipient
            {
                State = Enum.TryParse<RecipientState>(row.GetString("State"), out var state) ? state : RecipientState.Failed,
                Why = row.GetString("Why") ?? "",
                DueAt = row.GetDateTimeOffset("DueAt"),
                Version = row.GetInt32("Version") ?? 0,
                Round = row.GetInt32("Round") ?? 1,
                Tries = row.GetInt32("Tries") ?? 0,
                MayHaveArrived = row.GetBoolean("MayHaveArrived") ?? false,
                ActivityId = row.GetString("Activity") ?? "",
                SentAt = row.GetDateTimeOffset("SentAt"),
            })
        { ETag = row.ETag };

    public static string TallyKeyOf(string group) => TallyOf + (group.Length == 0 ? NoGroup : group);

    public static Record OfTally(string shardKey, string group, Tally tally)
    {
        var row = new Record(shardKey, TallyKeyOf(group));
        if (group.Length > 0)
            row["Group"] = group;
        foreach (var (name, count) in tally.Counts)
            row[name] = count;
        return row;
    }

    public static (string Group, Tally Tally) ToTally(Record row)
    {
        var tally = new Tally();
        foreach (var (name, value) in row.Columns)
        {
            if (value is int count && !TallyColumnsOfItsOwn.Contains(name))
                tally.Add(name, count);
        }

        return (row.GetString("Group") ?? "", tally);
    }

    private static MemberId? PersonOf(Record row, string column)
        => row.GetString(column) is { } key && MemberId.TryParse(key, out var person) ? person : null;
}

/// <summary>One recipient of a sending.</summary>
/// <param name="Target">Who it is; once something was sent, also where it stands.</param>
/// <param name="Kept">Where the message stands.</param>
public sealed record RecipientRow(SendingTarget Target, Recipient Kept)
{
    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }
}
