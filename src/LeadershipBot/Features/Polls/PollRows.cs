using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
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

    /// <summary>What somebody has filled in of a survey and not sent yet.</summary>
    public const string Draft = "draft.";

    /// <summary>What each group answered, once the poll has ended.</summary>
    public const string Result = "result.";

    public const string PollRow = "head.poll";
    private const string CommentsRow = "head.comments";
    private const string Question = "head.question.";
    private const string Tally = "head.tally.";
    private const string Card = "head.card.";
    private const string Shown = "head.shown";
    private const string Erased = "erased.";

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
            ["Question"] = poll.Title,
            ["AskedBy"] = poll.AskedBy,
            ["AskedByName"] = poll.AskedByName,
            ["AskedAt"] = poll.AskedAt,
        };
        if (askedIn is not null)
            row["AskedIn"] = askedIn;
        if (poll.IsForEverybody)
            row["IsForEverybody"] = true;
        if (poll.Audience.IsChosen)
            row["Audience"] = poll.Audience.ToText();
        if (poll.Audience.TeamNames.Length > 0)
            row["TeamNames"] = poll.Audience.TeamNames;
        if (poll.About is { } about)
            (row["About"], row["AboutTitle"]) = (about.Key, about.Title);
        if (!poll.SendsReminders)
            row["RemindersOff"] = true;
        if (poll.TakesSuggestions)
            row["TakesSuggestions"] = true;
        if (poll.Extension is not ExtensionChoice.NotMade)
            row["Extension"] = poll.Extension.ToString();
        if (poll.Reason is not ReasonMode.Off)
            row["Reason"] = poll.Reason.ToString();
        if (poll.OnRoll is { } onRoll)
            row["OnRoll"] = onRoll;
        PrivacyColumns.Write(row, poll.Privacy);
        RuleColumns.Write(row, poll.Rules);
        if (poll.IsSurvey)
            row["Questions"] = poll.Questions.Count;
        else
            QuestionColumns.Write(row, poll.Questions[0]);
        if (poll.ClosesAt is { } closes)
            row["ClosesAt"] = closes;
        if (poll.ClosedAt is { } closed)
            row["ClosedAt"] = closed;
        if (poll.Revision > 0)
            row["Revision"] = poll.Revision;
        ScheduleColumns.Write(row, poll);
        if (poll.Set is { } set)
            (row["SetId"], row["SetVersion"]) = (set.Id, set.Version);
        if (poll.Withdrawal is { } withdrawal)
            (row["WithdrawnAt"], row["WithdrawnWhy"]) = (withdrawal.At, withdrawal.Why);
        return row;
    }

    /// <summary>The questions of a survey, each a row; none of any other poll.</summary>
    public static IEnumerable<Record> OfQuestions(Poll poll)
    {
        for (var i = 0; poll.IsSurvey && i < poll.Questions.Count; i++)
        {
            var row = new Record(PartitionOf(poll), Question + ShardKey(i + 1)) { ["Question"] = poll.Questions[i].Words };
            QuestionColumns.Write(row, poll.Questions[i]);
            yield return row;
        }
    }

    public static Record OfTally(string partitionKey, int shard, PollTally tally, bool isFinal, string? etag)
    {
        var row = new Record(partitionKey, Tally + ShardKey(shard))
        {
            ETag = etag,
            ["IsFinal"] = isFinal,
        };
        QuestionColumns.Write(row, tally);
        return row;
    }

    public static Record OfAnswer(string partitionKey, PollAnswer answer, string? etag)
    {
        var row = new Record(partitionKey, Answer + answer.MemberId)
        {
            ETag = etag,
            ["Name"] = answer.Name,
            ["AnsweredAt"] = answer.AnsweredAt,
            ["SentAt"] = answer.SentAt,
        };
        if (answer.Practice is { } practice)
        {
            row["Practice"] = practice.Code;
            row["PracticeName"] = practice.Name;
        }

        if (answer.Group.Length > 0)
            row["Group"] = answer.Group;
        WriteCounting(row, answer);
        QuestionColumns.Write(row, answer.Sheet);
        return row;
    }

    /// <summary>What one group of the breakdown answered, once the poll has ended.</summary>
    public static Record OfResult(string partitionKey, string group, PollTally tally, int comments)
    {
        var row = new Record(partitionKey, Result + Keys.Hash(group)) { ["Group"] = group, ["Comments"] = comments };
        QuestionColumns.Write(row, tally);
        return row;
    }

    /// <summary>That so many wrote something that it is read.</summary>
    public static Record OfReadComments(string partitionKey) => new(partitionKey, CommentsRow) { ["AreRead"] = true };

    /// <summary>A survey that a person has begun to fill in.</summary>
    public static Record OfDraft(Poll poll, string memberId, AnswerSheet sheet, DateTimeOffset now)
    {
        var row = new Record(PartitionOf(poll), Draft + memberId) { ["BegunAt"] = now };
        if (poll.Edition > 0)
            row["Edition"] = poll.Edition;
        QuestionColumns.Write(row, sheet);
        return row;
    }

    /// <summary>Whether the answer's person is forgotten, so that nothing is known any more of who gave it.</summary>
    public static bool IsErased(PollAnswer answer) => answer.MemberId.StartsWith(Erased, StringComparison.Ordinal);

    /// <summary>An answer whose person is forgotten: the choices alone, under a random name, so that the counts hold. Their words go.</summary>
    public static Record OfErasedAnswer(string partitionKey, string random, PollAnswer answer)
    {
        var row = new Record(partitionKey, $"{Answer}{Erased}{random}");
        WriteCounting(row, answer);
        QuestionColumns.Write(row, answer.Sheet?.WithoutWords());
        return row;
    }

    private static void WriteCounting(Record row, PollAnswer answer)
    {
        if (answer.CountsFor.All.Count > 0)
            row["CountsFor"] = answer.CountsFor.ToString();
        if (answer.IsApart)
            row["IsApart"] = true;
    }

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

    /// <summary>When the cards were last brought up to date after votes.</summary>
    public static Record OfShown(string partitionKey, DateTimeOffset at) => new(partitionKey, Shown) { ["ShownAt"] = at };

    public static string ShardKey(int shard) => shard.ToString("D2", CultureInfo.InvariantCulture);

    public static Record OfIndex(Poll poll)
    {
        var row = new Record(poll.Organisation.Id, NewestFirst(poll))
        {
            ["Poll"] = PartitionOf(poll),
            ["Question"] = poll.Title,
            ["AskedBy"] = poll.AskedBy,
            ["AskedAt"] = poll.AskedAt,
        };
        if (poll.IsAnonymous)
            row["IsAnonymous"] = true;
        if (poll is { HidesWho: true, Rules.HasMatter: true })
            row["LeavesOff"] = true;
        return row;
    }

    /// <summary>Reads the head rows of one partition; null if there is no such poll.</summary>
    public static PollHead? ToHead(IEnumerable<Record> rows)
    {
        Record? pollRow = null;
        Record? box = null;
        DateTimeOffset? shownAt = null;
        Record? ownersCard = null;
        Record? outcome = null;
        var hasReadComments = false;
        var questions = new List<Question>();
        var tallies = new List<Record>();
        var cards = new List<PollCard>();
        var outbox = new Dictionary<string, Record>();
        foreach (var row in rows)
        {
            if (row.RowKey == PollRow)
                pollRow = row;
            else if (row.RowKey == ShowScheduled.CardRow)
                ownersCard = row;
            else if (BoxHead.IsHead(row))
                box = row;
            else if (row.RowKey == Shown)
                shownAt = row.GetDateTimeOffset("ShownAt");
            else if (row.RowKey == OutcomeRows.Outcome)
                outcome = row;
            else if (row.RowKey == CommentsRow)
                hasReadComments = true;
            else if (row.RowKey.StartsWith(Question, StringComparison.Ordinal))
                questions.Add(QuestionColumns.Read(row));
            else if (row.RowKey.StartsWith(Tally, StringComparison.Ordinal))
                tallies.Add(row);
            else if (row.RowKey.StartsWith(Card, StringComparison.Ordinal))
                cards.Add(ToCard(row));
            else if (row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal))
                outbox[row.RowKey] = row;
        }

        if (pollRow is null)
            return null;
        var poll = ToPoll(pollRow, questions);
        var shards = tallies.ToDictionary(row => int.Parse(row.RowKey.AsSpan(Tally.Length), CultureInfo.InvariantCulture), row => ToShard(row, poll));
        return new PollHead(poll, pollRow.GetString("AskedIn"), pollRow.ETag!, shards, cards, outbox)
        {
            Box = box is null ? null : BoxHead.Among(Table, [box]),
            ShownAt = shownAt,
            OwnersCard = ownersCard,
            Outcome = outcome is null ? null : OutcomeRows.ToOutcome(outcome),
            HasReadComments = hasReadComments,
        };
    }

    public static PollAnswer ToAnswer(Record row) => new(
        row.RowKey[Answer.Length..],
        row.GetString("Name") ?? "",
        row.GetString("Practice") is { } practice ? new PracticeName(practice, row.GetString("PracticeName") ?? "") : null,
        QuestionColumns.ReadSheet(row),
        row.GetDateTimeOffset("AnsweredAt") ?? default,
        row.GetDateTimeOffset("SentAt") ?? default)
    {
        Group = row.GetString("Group") ?? "",
        CountsFor = PracticeCodes.Parse(row.GetString("CountsFor")),
        IsApart = row.GetBoolean("IsApart") is true,
    };

    private static Poll ToPoll(Record row, List<Question> questions) => ScheduleColumns.Read(row, new Poll(
        row.GetString("Poll") ?? "",
        new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""),
        row.GetString("Tenant") ?? "",
        row.GetString("Question") ?? "",
        questions.Count > 0 ? questions : [QuestionColumns.Read(row)],
        row.GetString("AskedBy") ?? "",
        row.GetString("AskedByName") ?? "",
        row.GetDateTimeOffset("AskedAt") ?? default,
        row.GetDateTimeOffset("ClosesAt"),
        row.GetDateTimeOffset("ClosedAt"))
    {
        Audience = row.GetBoolean("IsForEverybody") is true ? PollAudience.Everybody.Choosing(row.GetString("Audience")) with { TeamNames = row.GetString("TeamNames") ?? "" } : PollAudience.Here,
        Revision = row.GetInt32("Revision") ?? 0,
        Withdrawal = row.GetDateTimeOffset("WithdrawnAt") is { } withdrawnAt ? new Withdrawal(withdrawnAt, row.GetString("WithdrawnWhy") ?? "") : null,
        Set = row.GetString("SetId") is { Length: > 0 } set ? new PollSet(set, row.GetInt32("SetVersion") ?? 1) : null,
        About = row.GetString("About") is { Length: > 0 } reference ? new PollReference(reference, row.GetString("AboutTitle") ?? "") : null,
        SendsReminders = row.GetBoolean("RemindersOff") is not true,
        TakesSuggestions = row.GetBoolean("TakesSuggestions") is true,
        Extension = Enum.TryParse<ExtensionChoice>(row.GetString("Extension"), out var extension) ? extension : ExtensionChoice.NotMade,
        Reason = Enum.TryParse<ReasonMode>(row.GetString("Reason"), out var reason) ? reason : ReasonMode.Off,
        OnRoll = row.GetInt32("OnRoll"),
        Privacy = PrivacyColumns.Read(row),
        Rules = RuleColumns.Read(row),
    });

    private static PollShard ToShard(Record row, Poll poll) => new(QuestionColumns.ReadTally(row, poll.Questions), row.GetBoolean("IsFinal") ?? false, row.ETag!);

    private static PollCard ToCard(Record row)
        => new(PlaceColumns.Read(row), row.GetString("Activity") ?? "", row.GetInt32("MembersAtLeast") ?? 0);

    public static string NewestFirst(Poll poll)
        => $"{(DateTimeOffset.MaxValue.Ticks - poll.AskedAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)}.{poll.Id}";
}
