using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// Where anonymous answers are taken, for good: that somebody answered stands on the roll, what they answered only in the
/// locked box; the tally knows how many, and no more. All in one commit.
/// </summary>
/// <remarks>Costs one read for all answers of a batch, three for each voter, and one commit.</remarks>
internal sealed class SealedVoteBox
{
    private readonly PollShelf _shelf;
    private readonly AnonymousBoxes _boxes;
    private readonly PollGroups _groups;
    private readonly Outbox _outbox;
    private readonly Contention _contention;
    private readonly Lane<SealedVote, Ruling<Receipt>> _lane;
    private readonly int _shard;

    public SealedVoteBox(PollShelf shelf, AnonymousBoxes boxes, PollGroups groups, Outbox outbox, Contention contention, ServerName server)
    {
        (_shelf, _boxes, _groups, _outbox, _contention) = (shelf, boxes, groups, outbox, contention);
        _shard = server.ShardOf(PollRows.Shards);
        _lane = new Lane<SealedVote, Ruling<Receipt>>(OpenBox.PeopleMax, RunBatchAsync);
    }

    /// <summary>Takes one answer; the receipt is for the reply to this press alone.</summary>
    public Task<Ruling<Receipt>> TakeAsync(string key, SealedVote vote, CancellationToken cancellationToken) => _lane.RunAsync(key, vote, cancellationToken);

    private async Task<IReadOnlyList<Ruling<Receipt>>> RunBatchAsync(string key, IReadOnlyList<SealedVote> votes)
    {
        using var limit = new CancellationTokenSource(Contention.TryFor);
        var tried = new Tried();
        return await _contention.RunAsync(stop => DecideAndCommitAsync(key, votes, tried, stop), limit.Token);
    }

    /// <param name="key">The poll.</param>
    /// <param name="votes">What came together.</param>
    /// <param name="tried">What the try before came to, whose commit may have come through: its answers are found again by a receipt.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<IReadOnlyList<Ruling<Receipt>>?> DecideAndCommitAsync(string key, IReadOnlyList<SealedVote> votes, Tried tried, CancellationToken cancellationToken)
    {
        if (await _shelf.FindAsync(key, cancellationToken) is not { } head)
            return All(votes, new Refusal("polls.refused.unknown"));
        if (head.Box is not { } boxHead)
            return All(votes, head.Poll.WhyNotYet(votes[0].Turn.At, votes[0].Turn.TimeZone) ?? new Refusal("polls.refused.unknown"));
        if (tried.Receipt is { } one && await _boxes.Receipts.CountsAsync(boxHead, one, cancellationToken) is true)
            return tried.Rulings;
        if ((await _boxes.OpenAsync(boxHead, [.. votes.Select(vote => vote.Turn.Actor.Id).Distinct()], cancellationToken)).IsRefused(out var shut, out var box))
            return All(votes, shut);

        var groups = await Task.WhenAll(votes.Select(vote => _groups.OfAsync(head.Poll, vote.Turn, cancellationToken)));
        var teams = await Task.WhenAll(votes.Select(async vote => await _groups.TeamsOfAsync(head.Poll, vote.Turn, cancellationToken)));
        var mine = head.Shards.GetValueOrDefault(_shard);
        var counted = mine?.Tally ?? PollTally.Empty(head.Poll.Questions);
        var latest = default(DateTimeOffset);
        var rulings = new Ruling<Receipt>[votes.Count];
        for (var i = 0; i < votes.Count; i++)
        {
            rulings[i] = Take(head, box, votes[i], groups[i], teams[i]);
            if (rulings[i].IsRefused(out _, out var receipt))
                continue;
            (tried.Rulings, tried.Receipt) = (rulings, receipt);
            counted = counted with { Answered = counted.Answered + 1 };
            latest = votes[i].Turn.At > latest ? votes[i].Turn.At : latest;
        }

        if (latest == default)
            return rulings;
        var row = PollRows.OfTally(key, _shard, counted, isFinal: false, mine?.ETag);
        Change[] changes = [.. box.Changes(), mine is null ? new Change.Insert(row) : new Change.Replace(row), RefreshPoll.Wanted(head, _shard, latest)];
        return await _outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict ? null : rulings;
    }

    private static Ruling<Receipt> Take(PollHead head, OpenBox box, SealedVote vote, string group, IReadOnlyList<string> teams)
    {
        var turn = vote.Turn;
        if (head.Poll.WhyNotAnsweredBy(turn.Actor, head.WasPostedIn(turn.Place), teams) is { } outside)
            return outside;
        if (vote.Edition != head.Poll.Edition)
            return new Refusal(PollRefusals.Edited);
        if (head.Shards.Values.Any(shard => shard.IsFinal))
            return new Refusal(PollRefusals.Closed);
        if (head.Poll.Vote(null, vote.Sheet, head.Tally, turn.At, turn.Today).IsRefused(out var refusal, out _))
            return refusal;
        return box.Take(turn.Actor.Id, PollPattern.Of(head.Poll, vote.Sheet, group), PollPattern.CommentOf(vote.Sheet));
    }

    private static Ruling<Receipt>[] All(IReadOnlyList<SealedVote> votes, Refusal why) => [.. votes.Select(_ => (Ruling<Receipt>)why)];
}

/// <summary>One try of a batch.</summary>
internal sealed class Tried
{
    public IReadOnlyList<Ruling<Receipt>> Rulings { get; set; } = [];

    /// <summary>One of its receipts; null if nothing was to be committed.</summary>
    public Receipt? Receipt { get; set; }
}

/// <summary>An anonymous answer on its way into the box.</summary>
/// <param name="Turn">Who gives it.</param>
/// <param name="Sheet">What they answer.</param>
/// <param name="Edition">To which edition of the poll.</param>
internal sealed record SealedVote(Turn Turn, AnswerSheet Sheet, int Edition);
