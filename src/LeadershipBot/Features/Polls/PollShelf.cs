using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>Reads polls from the store.</summary>
internal sealed class PollShelf(IRecordStore store, AnonymousBoxes boxes, VoteLedger ledger)
{
    private const int KeyCharactersMax = 200;

    private static readonly RowRange HeadRows = RowRange.Prefix(PollRows.Head);
    private static readonly RowRange AnswerRows = RowRange.Prefix(PollRows.Answer);

    /// <summary>
    /// One read: the poll with its tally, cards and outbox; null if there is none under this key. One that is counted from its
    /// answers comes with them (<see cref="VoteLedger"/>); of a run whose result is published, two more for the run before.
    /// </summary>
    public async Task<PollHead?> FindAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var head = await FindAloneAsync(partitionKey, cancellationToken);
        if (head is not { IsPublished: true })
            return head;
        foreach (var key in await PollRuns.ListBeforeAsync(store, head.Poll, cancellationToken))
        {
            if (await FindAloneAsync(key, cancellationToken) is { } before && PollRuns.AreComparable(head, before))
                return head with { Before = before };
        }

        return head;
    }

    private async Task<PollHead?> FindAloneAsync(string partitionKey, CancellationToken cancellationToken)
    {
        if (!IsKey(partitionKey))
            return null;
        var rows = new List<Record>(8);
        await foreach (var row in store.ListAsync(PollRows.Table, partitionKey, HeadRows, cancellationToken))
            rows.Add(row);
        var head = PollRows.ToHead(rows);
        return head is { Poll.IsCountedFromAnswers: true } ? head with { Votes = await ledger.FindAsync(head, cancellationToken) } : head;
    }

    /// <summary>The key came with a button's data, from outside: it may be anything.</summary>
    private static bool IsKey(string key)
        => key.Length is > 0 and <= KeyCharactersMax && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    /// <summary>One read: a person's answer with its version; null if they have not answered.</summary>
    public async Task<(PollAnswer Answer, string ETag)?> FindAnswerAsync(string partitionKey, string memberId, CancellationToken cancellationToken)
        => await store.FindAsync(PollRows.Table, partitionKey, PollRows.Answer + memberId, cancellationToken) is { } row
            ? (PollRows.ToAnswer(row), row.ETag!)
            : null;

    /// <summary>One read: how a person stands to a poll; of an anonymous one only whether they have answered.</summary>
    public async Task<PollStanding> FindStandingAsync(PollHead head, string memberId, CancellationToken cancellationToken)
    {
        if (head.Box is { } box)
            return new PollStanding(await boxes.Roll.HasAnsweredAsync(box.At, memberId, cancellationToken) is true, null) { Person = memberId, IsOffRoll = await IsOffRollAsync(head, memberId, cancellationToken) };
        return PollStanding.Of((await FindAnswerAsync(head.PartitionKey, memberId, cancellationToken))?.Answer, memberId) with { IsOffRoll = await IsOffRollAsync(head, memberId, cancellationToken) };
    }

    /// <summary>Whether the person isn't asked, since they have an interest in its matter: a read where that can be, else none.</summary>
    public async Task<bool> IsOffRollAsync(PollHead head, string memberId, CancellationToken cancellationToken)
        => head.Poll is { HidesWho: true, Rules.HasMatter: true } && await store.FindAsync(PollRows.Table, head.PartitionKey, InterestRows.KeyOf(memberId), cancellationToken) is not null;

    /// <summary>One read: what a person has filled in of a survey and not sent yet; null if nothing.</summary>
    public async Task<(AnswerSheet? Sheet, string ETag)?> FindDraftAsync(string partitionKey, string memberId, CancellationToken cancellationToken)
        => await store.FindAsync(PollRows.Table, partitionKey, PollRows.Draft + memberId, cancellationToken) is { } row
            ? (QuestionColumns.ReadSheet(row), row.ETag!)
            : null;

    /// <summary>The same, if it was filled in since the poll was changed last.</summary>
    public async Task<AnswerSheet?> FindBegunAsync(Poll poll, string memberId, CancellationToken cancellationToken)
        => await store.FindAsync(PollRows.Table, PollRows.PartitionOf(poll), PollRows.Draft + memberId, cancellationToken) is { } row && (row.GetInt32("Edition") ?? 0) == poll.Edition
            ? QuestionColumns.ReadSheet(row)
            : null;

    /// <summary>Whether somebody has answered a poll that isn't anonymous, even if they took it back. One read.</summary>
    public async Task<bool> HasAnswersAsync(string partitionKey, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListAsync(PollRows.Table, partitionKey, AnswerRows, cancellationToken))
            return true;
        return false;
    }

    /// <summary>All answers that weren't taken back, by member id.</summary>
    public async Task<List<PollAnswer>> ListAnswersAsync(string partitionKey, CancellationToken cancellationToken)
        => [.. (await ListAnswerRowsAsync(partitionKey, cancellationToken)).Select(one => one.Answer)];

    /// <summary>The same with their versions, for whoever writes them: somebody may be forgotten meanwhile.</summary>
    public async Task<List<(PollAnswer Answer, string ETag)>> ListAnswerRowsAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var answers = new List<(PollAnswer, string)>();
        await foreach (var row in store.ListAsync(PollRows.Table, partitionKey, AnswerRows, cancellationToken))
        {
            if (PollRows.ToAnswer(row) is { Sheet: not null } answer)
                answers.Add((answer, row.ETag!));
        }

        return answers;
    }

    /// <summary>What each group of the breakdown answered, and how many people wrote something; null until it is counted. One read.</summary>
    public async Task<PollGroupResults?> FindResultsAsync(PollHead head, CancellationToken cancellationToken)
    {
        var (groups, comments) = (new Dictionary<string, PollTally>(StringComparer.Ordinal), 0);
        await foreach (var row in store.ListAsync(PollRows.Table, head.PartitionKey, RowRange.Prefix(PollRows.Result), cancellationToken))
        {
            if (KeptResult.Is(row))
                return KeptResult.Read(row, head.Poll);
            groups[row.GetString("Group") ?? ""] = QuestionColumns.ReadTally(row, head.Poll.Questions);
            comments += row.GetInt32("Comments") ?? 0;
        }

        return groups.Count == 0 ? null : new PollGroupResults(groups, comments);
    }

    /// <summary>The keys of the person's newest polls whose question contains the words (all if empty), newest first.</summary>
    public async Task<List<string>> FindNewestAsync(Actor asker, string words, int max, CancellationToken cancellationToken)
    {
        var keys = new List<string>(max);
        await foreach (var row in store.ListAsync(PollRows.IndexTable, asker.Organisation.Id, RowRange.All, cancellationToken))
        {
            var fits = row.GetString("AskedBy") == asker.Id && row.GetString("Question")?.Contains(words, StringComparison.OrdinalIgnoreCase) is true;
            if (fits && row.GetString("Poll") is { } key && !keys.Contains(key)) // a making that broke off may have left a second row
                keys.Add(key);
            if (keys.Count == max)
                break;
        }

        return keys;
    }
}
