using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// What is counted once, when a poll has ended: an anonymous box is emptied, answers are counted by group, and words that
/// too few wrote are deleted. Each step is safe to repeat, and to take up where it broke off.
/// </summary>
internal sealed class PollCount(PollShelf shelf, AnonymousBoxes boxes, FixedPractices practices, IRecordStore store, Contention contention)
{
    private const int RowsAtOnce = 50;

    /// <summary>Counts; null where it is done, else why it must be tried again.</summary>
    /// <param name="head">The poll, of which every tally is final.</param>
    /// <param name="cancellationToken">The worker's.</param>
    public async Task<Delivered.Later?> RunAsync(PollHead head, CancellationToken cancellationToken)
    {
        if (head.Box is null)
        {
            await CountAnswersAsync(head, cancellationToken);
            return null;
        }

        if (await contention.RunAsync(stop => EmptyAsync(head.PartitionKey, stop), cancellationToken) is { Refused: not null })
            return new Delivered.Later("the key for anonymous answers can't be used now");
        return null;
    }

    /// <summary>
    /// In the clear only what may be shown of the result, in one commit; answers as they were given go with the key. Of a poll
    /// that was withdrawn nothing is.
    /// </summary>
    private async Task<Emptied?> EmptyAsync(string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { Box: { IsClosed: false } box } head)
            return new Emptied(null);
        var isWithdrawn = head.Poll.Withdrawal is not null;
        if ((await boxes.CloseAsync(box, contents => !isWithdrawn && contents.Comments.Count >= DisclosureLimits.CommentsFrom, contents => new BoxContents([], contents.Comments, isWithdrawn ? [] : contents.Receipts), cancellationToken)).IsRefused(out var refused, out var closing))
            return new Emptied(refused);
        List<Change> changes = [.. closing.Changes];
        var groups = PollPattern.Count(head.Poll, closing.Contents);
        if (!isWithdrawn && groups.Count > 0)
        {
            var (kept, first) = (PollDisclosure.Keep(head.Poll, groups, closing.Contents.Comments.Count), head.Shards[0]);
            var tally = new PollTally(first.Tally.Answered, [.. kept.Select(question => question.Groups.Aggregate(new Tally(new int[question.Groups[0].Counts.Count], 0), (sum, part) => sum.Plus(new Tally(part.Counts, part.Answered))))]);
            changes.Add(new Change.Replace(PollRows.OfTally(key, 0, tally, isFinal: true, first.ETag)));
            changes.Add(new Change.Insert(KeptResult.Of(key, kept)));
        }

        return await store.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Emptied(null) : null;
    }

    private async Task CountAnswersAsync(PollHead head, CancellationToken cancellationToken)
    {
        var poll = head.Poll;
        if (poll.IsByPractice)
            await practices.RunAsync(head, cancellationToken);
        if (poll.Privacy.Breakdown is Breakdown.None or Breakdown.Conflicted && !poll.HidesWho)
            return;
        var answers = await shelf.ListAnswersAsync(head.PartitionKey, cancellationToken);
        var groups = answers.GroupBy(answer => answer.Group).ToDictionary(
            group => group.Key,
            group => group.Aggregate(PollTally.Empty(poll.Questions), (sum, answer) => sum.With(poll.Questions, null, answer.Sheet)),
            StringComparer.Ordinal);
        var comments = answers.Count(answer => answer.Sheet!.Typed.Any());
        await KeepAsync(head, groups, comments, cancellationToken);
        if (poll.HidesWho && comments is > 0 and < DisclosureLimits.CommentsFrom)
            await contention.RunAsync(stop => DeleteWordsAsync(head.PartitionKey, stop), cancellationToken);
    }

    private async Task KeepAsync(PollHead head, Dictionary<string, PollTally> groups, int comments, CancellationToken cancellationToken)
    {
        if (await shelf.FindResultsAsync(head, cancellationToken) is not null)
            return; // published once
        // All in one commit, since part of the groups would be taken for the whole. More than it holds are shown as none.
        var kept = groups.Count <= StoreLimits.ChangesMax
            ? groups
            : new Dictionary<string, PollTally>(StringComparer.Ordinal) { [""] = groups.Values.Aggregate((sum, group) => sum.Plus(group)) };
        var rows = kept.Select((group, i) => PollRows.OfResult(head.PartitionKey, group.Key, group.Value, i == 0 ? comments : 0));
        if (comments >= DisclosureLimits.CommentsFrom && kept.Count < StoreLimits.ChangesMax)
            rows = rows.Append(PollRows.OfReadComments(head.PartitionKey));
        await store.CommitAsync(PollRows.Table, head.PartitionKey, [.. rows.Select(row => new Change.Upsert(row))], cancellationToken);
    }

    /// <summary>Each with the version that was read: whoever is forgotten meanwhile must not come back.</summary>
    private async Task<Done?> DeleteWordsAsync(string key, CancellationToken cancellationToken)
    {
        foreach (var some in (await shelf.ListAnswerRowsAsync(key, cancellationToken)).Where(one => one.Answer.Sheet!.Typed.Any()).Chunk(RowsAtOnce))
        {
            var rows = some.Select(one => PollRows.OfAnswer(key, one.Answer with { Sheet = one.Answer.Sheet!.WithoutWords() }, one.ETag));
            if (await store.CommitAsync(PollRows.Table, key, [.. rows.Select(row => new Change.Replace(row))], cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Done();
    }

    private sealed record Done;

    private sealed record Emptied(Refusal? Refused);
}
