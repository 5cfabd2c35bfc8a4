using System.Globalization;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions;

/// <summary>
/// How decisions lie in the store. One decision is one partition of the table <c>Decisions</c>: its head rows (the decision,
/// what is being written, linked results, the count by server, its outbox), which every turn reads at once, a row for each
/// reaction, and what it said before it was corrected.
/// </summary>
internal static class DecisionRows
{
    public const string Table = "Decisions";

    /// <summary>The newest decisions of an organisation: partition = organisation, row = newest first.</summary>
    public const string IndexTable = "DecisionIndex";

    /// <summary>How many servers may count reactions side by side before they begin to share a shard.</summary>
    public const int Shards = 16;

    public const string Head = "head.";
    public const string Reaction = "reaction.";

    /// <summary>What each locality said, once it takes no reactions any more.</summary>
    public const string Result = "result.";

    /// <summary>What it said before it was corrected.</summary>
    public const string Before = "before.";

    public const string DecisionRow = "head.decision";
    public const string WritingRow = "head.writing";
    private const string PlaceRow = "head.place";

    /// <summary>Another channel into which it goes.</summary>
    public const string ChannelRow = "head.channel";

    private const string Linked = "head.linked.";
    private const string Tally = "head.tally.";
    private const string Everybody = "everybody";

    /// <summary>The key by which cards name a decision.</summary>
    public static string PartitionOf(Decision decision) => $"{decision.Organisation.Id}.{decision.Id}";

    public static Record OfDecision(Decision decision, string? etag = null)
    {
        var row = new Record(PartitionOf(decision), DecisionRow)
        {
            ETag = etag,
            ["Organisation"] = decision.Organisation.Id,
            ["OrganisationName"] = decision.Organisation.Name,
            ["Tenant"] = decision.TenantId,
            ["Decision"] = decision.Id,
            ["MadeBy"] = decision.MadeBy,
            ["MadeByName"] = decision.MadeByName,
            ["MadeAt"] = decision.MadeAt,
            ["IsPostedHere"] = decision.IsPostedHere,
            ["Recipients"] = decision.Recipients,
            ["Revision"] = decision.Revision,
        };
        ContentColumns.Write(row, decision.Content);
        if (decision.Audience is { } audience)
            row["Audience"] = audience.IsChosen ? audience.ToText() : Everybody;
        if (decision.Audience is { TeamNames: { Length: > 0 } teams })
            row["TeamNames"] = teams;
        if (decision.Extension is not DecisionExtension.NotMade)
            row["Extension"] = decision.Extension.ToString();
        if (decision.ReleasedAt is { } released)
            row["ReleasedAt"] = released;
        if (decision.StartsAt is { } starts)
            row["StartsAt"] = starts;
        if (decision.BegunAt is { } begun)
            row["BegunAt"] = begun;
        if (decision.CorrectedAt is { } corrected)
            row["CorrectedAt"] = corrected;
        if (decision.Withdrawal is { } withdrawal)
            (row["WithdrawnAt"], row["WithdrawnWhy"]) = (withdrawal.At, withdrawal.Why);
        return row;
    }

    /// <summary>What is being written and nobody has seen.</summary>
    public static Record OfWriting(string partitionKey, DecisionContent content, string? etag)
    {
        var row = new Record(partitionKey, WritingRow) { ETag = etag };
        ContentColumns.Write(row, content);
        return row;
    }

    /// <summary>What it said before it was corrected.</summary>
    public static Record OfBefore(Decision decision)
    {
        var row = new Record(PartitionOf(decision), Before + Two(decision.Revision));
        ContentColumns.Write(row, decision.Content);
        return row;
    }

    public static Record OfPlace(string partitionKey, Place place)
    {
        var row = new Record(partitionKey, PlaceRow);
        PlaceColumns.Write(row, place);
        return row;
    }

    /// <summary>The channel into which it goes, where that isn't the conversation in which it was written.</summary>
    public static Record OfChannel(string partitionKey, Place place)
    {
        var row = new Record(partitionKey, ChannelRow);
        PlaceColumns.Write(row, place);
        return row;
    }

    /// <summary>The rows of linked results; those of an earlier version go.</summary>
    /// <param name="head">The decision as it was read.</param>
    /// <param name="linked">What it refers to now.</param>
    public static IEnumerable<Change> OfLinked(DecisionHead head, IReadOnlyList<LinkedSummary> linked)
    {
        var partitionKey = head.PartitionKey;
        for (var i = 0; i < Math.Max(linked.Count, head.Linked.Count); i++)
        {
            if (i >= linked.Count)
            {
                yield return new Change.Delete(Linked + Two(i), null);
                continue;
            }

            var row = new Record(partitionKey, Linked + Two(i)) { ["Key"] = linked[i].Key, ["Title"] = linked[i].Title };
            for (var line = 0; line < linked[i].Lines.Count; line++)
                row["Line" + (line + 1).ToString(CultureInfo.InvariantCulture)] = linked[i].Lines[line];
            yield return new Change.Upsert(row);
        }
    }

    public static Record OfTally(string partitionKey, int shard, ReactionTally tally, bool isFinal, string? etag)
    {
        var row = new Record(partitionKey, Tally + Two(shard)) { ETag = etag, ["IsFinal"] = isFinal };
        Write(row, tally);
        return row;
    }

    public static Record OfReaction(string partitionKey, ReactionRow reaction)
    {
        var row = new Record(partitionKey, Reaction + reaction.MemberId) { ETag = reaction.ETag };
        if (reaction.At != default) // of somebody who is forgotten nobody knows when
            (row["At"], row["SentAt"]) = (reaction.At, reaction.SentAt);
        if (reaction.Said.Kind is { } kind)
            row["Said"] = kind.ToString();
        if (reaction.Said.Comment.Length > 0)
            row["Comment"] = reaction.Said.Comment;
        if (reaction.Said.WasCommentDeleted)
            row["IsCommentDeleted"] = true;
        if (reaction.Group.Length > 0)
            row["Group"] = reaction.Group;
        return row;
    }

    /// <summary>
    /// A reaction whose person is forgotten: what they said without who they are and when it was, under a random name. Their
    /// comment stays with the others: which one went would show which was theirs.
    /// </summary>
    public static Record OfErased(string partitionKey, string random, ReactionRow reaction)
    {
        var row = new Record(partitionKey, $"{Reaction}erased.{random}");
        if (reaction.Said.Kind is { } kind)
            row["Said"] = kind.ToString();
        if (reaction.Said.Comment.Length > 0)
            row["Comment"] = reaction.Said.Comment;
        return row;
    }

    /// <summary>What one locality said.</summary>
    public static Record OfResult(string partitionKey, string group, ReactionTally tally)
    {
        var row = new Record(partitionKey, Result + Keys.Hash(group)) { ["Group"] = group };
        Write(row, tally);
        return row;
    }

    public static Record OfIndex(Decision decision) => new(decision.Organisation.Id, NewestFirst(decision))
    {
        ["Decision"] = PartitionOf(decision),
        ["MadeBy"] = decision.MadeBy,
        ["MadeAt"] = decision.MadeAt,
    };

    /// <summary>Reads the head rows of one partition; null if there is no such decision.</summary>
    public static DecisionHead? ToHead(IEnumerable<Record> rows)
    {
        Record? decision = null;
        Record? writing = null;
        Place? place = null;
        Place? channel = null;
        var linked = new List<LinkedSummary>();
        var shards = new Dictionary<int, ReactionShard>();
        foreach (var row in rows)
        {
            if (row.RowKey == DecisionRow)
                decision = row;
            else if (row.RowKey == WritingRow)
                writing = row;
            else if (row.RowKey == PlaceRow)
                place = PlaceColumns.Read(row);
            else if (row.RowKey == ChannelRow)
                channel = PlaceColumns.Read(row);
            else if (row.RowKey.StartsWith(Linked, StringComparison.Ordinal))
                linked.Add(ToLinked(row));
            else if (row.RowKey.StartsWith(Tally, StringComparison.Ordinal))
                shards[int.Parse(row.RowKey.AsSpan(Tally.Length), CultureInfo.InvariantCulture)] = new ReactionShard(ToTally(row), row.GetBoolean("IsFinal") ?? false, row.ETag!);
        }

        return decision is null ? null : new DecisionHead(ToDecision(decision), decision.ETag!)
        {
            Writing = writing is null ? null : ContentColumns.Read(writing),
            WritingETag = writing?.ETag,
            WrittenIn = place,
            Channel = channel,
            Linked = linked,
            Shards = shards,
        };
    }

    public static ReactionRow ToReaction(Record row) => new(
        row.RowKey[Reaction.Length..],
        new Reaction(Enum.TryParse<ReactionKind>(row.GetString("Said"), out var kind) ? kind : null, row.GetString("Comment") ?? "") { WasCommentDeleted = row.GetBoolean("IsCommentDeleted") is true },
        row.GetString("Group") ?? "",
        row.GetDateTimeOffset("At") ?? default,
        row.GetDateTimeOffset("SentAt") ?? default)
    { ETag = row.ETag };

    public static (string Group, ReactionTally Tally) ToResult(Record row) => (row.GetString("Group") ?? "", ToTally(row));

    private static Decision ToDecision(Record row) => new(
        row.GetString("Decision") ?? "",
        new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""),
        row.GetString("Tenant") ?? "",
        row.GetString("MadeBy") ?? "",
        row.GetString("MadeByName") ?? "",
        row.GetDateTimeOffset("MadeAt") ?? default)
    {
        Content = ContentColumns.Read(row),
        Audience = row.GetString("Audience") is { } audience ? Audience.Read(audience) with { TeamNames = row.GetString("TeamNames") ?? "" } : null,
        Extension = Enum.TryParse<DecisionExtension>(row.GetString("Extension"), out var extension) ? extension : DecisionExtension.NotMade,
        IsPostedHere = row.GetBoolean("IsPostedHere") ?? false,
        Recipients = row.GetInt32("Recipients") ?? 0,
        Revision = row.GetInt32("Revision") ?? 0,
        ReleasedAt = row.GetDateTimeOffset("ReleasedAt"),
        StartsAt = row.GetDateTimeOffset("StartsAt"),
        BegunAt = row.GetDateTimeOffset("BegunAt"),
        CorrectedAt = row.GetDateTimeOffset("CorrectedAt"),
        Withdrawal = row.GetDateTimeOffset("WithdrawnAt") is { } at ? new DecisionWithdrawal(at, row.GetString("WithdrawnWhy") ?? "") : null,
    };

    private static LinkedSummary ToLinked(Record row)
    {
        var lines = new List<string>();
        while (row.GetString("Line" + (lines.Count + 1).ToString(CultureInfo.InvariantCulture)) is { } line)
            lines.Add(line);
        return new LinkedSummary(row.GetString("Key") ?? "", row.GetString("Title") ?? "", lines);
    }

    private static void Write(Record row, ReactionTally tally)
        => (row["People"], row["Noted"], row["Disagreed"], row["Comments"]) = (tally.People, tally.Noted, tally.Disagreed, tally.Comments);

    private static ReactionTally ToTally(Record row)
        => new(row.GetInt32("People") ?? 0, row.GetInt32("Noted") ?? 0, row.GetInt32("Disagreed") ?? 0, row.GetInt32("Comments") ?? 0);

    private static string Two(int number) => number.ToString("D2", CultureInfo.InvariantCulture);

    private static string NewestFirst(Decision decision)
        => $"{(DateTimeOffset.MaxValue.Ticks - decision.MadeAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)}.{decision.Id}";
}
