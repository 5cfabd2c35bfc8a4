using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// Where all answers to polls are taken, however they were given. The same answer again counts once: its row is keyed by
/// poll and person.
/// </summary>
/// <remarks>
/// Costs one read for all answers of a batch, one for each voter, and one commit for the batch: answers, this server's
/// tally, and the wish that the shared cards be refreshed. Where a team is asked, one read more for each voter, remembered
/// for half a minute.
/// </remarks>
internal sealed class VoteBox
{
    // The tally, the outbox row and cards that we had not heard of need room in the commit, too.
    private const int BatchMax = StoreLimits.ChangesMax - 2 - PollRows.CardsMax;

    private readonly PollShelf _shelf;
    private readonly PollGroups _groups;
    private readonly PollInterests _interests;
    private readonly Outbox _outbox;
    private readonly Contention _contention;
    private readonly IDirectory _directory;
    private readonly Lane<Vote, Voted> _lane;
    private readonly int _shard;

    public VoteBox(PollShelf shelf, PollGroups groups, PollInterests interests, Outbox outbox, Contention contention, IDirectory directory, ServerName server)
    {
        (_shelf, _groups, _interests, _outbox, _contention, _directory) = (shelf, groups, interests, outbox, contention, directory);
        _shard = server.ShardOf(PollRows.Shards);
        _lane = new Lane<Vote, Voted>(BatchMax, RunBatchAsync);
    }

    /// <summary>Takes one answer.</summary>
    /// <param name="key">The poll's key, as it came from outside.</param>
    /// <param name="vote">Whose it is, and how it is read.</param>
    /// <param name="cancellationToken">Whoever waits for it; the answer may count all the same.</param>
    public Task<Voted> TakeAsync(string key, Vote vote, CancellationToken cancellationToken) => _lane.RunAsync(key, vote, cancellationToken);

    private async Task<IReadOnlyList<Voted>> RunBatchAsync(string key, IReadOnlyList<Vote> votes)
    {
        using var limit = new CancellationTokenSource(Contention.TryFor);
        return await _contention.RunAsync(stop => DecideAndCommitAsync(key, votes, stop), limit.Token);
    }

    private async Task<IReadOnlyList<Voted>?> DecideAndCommitAsync(string key, IReadOnlyList<Vote> votes, CancellationToken cancellationToken)
    {
        if (await _shelf.FindAsync(key, cancellationToken) is not { } head)
            return [.. votes.Select(_ => Voted.Unknown)];
        if (head.Poll.IsAnonymous) // it may have become so since a card was sent
            return [.. votes.Select(vote => vote.Edition is { } edition && edition != head.Poll.Edition ? new Voted(new Refusal(PollRefusals.Edited), head, head.Tally, PollStanding.Of(null)) : Voted.Unknown)];

        if (head.Poll is { HidesWho: true, Rules.HasMatter: true } && votes.Count > BatchMax / 2) // each may write two rows: their answer, and that they are off the roll
        {
            var half = votes.Count / 2;
            return await DecideAndCommitAsync(key, [.. votes.Take(half)], cancellationToken) is { } first && await DecideAndCommitAsync(key, [.. votes.Skip(half)], cancellationToken) is { } second
                ? [.. first, .. second]
                : null;
        }

        var ballot = new Ballot(head, head.Poll.CountsStrictly ? 0 : _shard, _shard, await FindAnswersAsync(key, votes, cancellationToken));
        var voters = await Task.WhenAll(votes.Select(async vote => new KnownVoter(
            await _groups.OfAsync(head.Poll, vote.Turn, cancellationToken),
            await _interests.OfAsync(head, vote.Turn, cancellationToken),
            await _groups.TeamsOfAsync(head.Poll, vote.Turn, cancellationToken))));
        var rulings = votes.Zip(voters, ballot.Take).ToList();
        await NoteGuestsAsync(head, [.. votes.Zip(rulings).Where(one => one.Second is null).Select(one => one.First.Turn)], cancellationToken);
        if (ballot.Changes() is { Count: > 0 } changes
            && await _outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict)
        {
            return null;
        }

        var (tally, after) = (ballot.Tally, head with { Votes = head.Votes?.With(ballot.Given) });
        return [.. votes.Zip(rulings, (vote, ruling) => new Voted(ruling, after, tally, ballot.StandingOf(vote.Turn.Actor.Id)))];
    }

    /// <summary>
    /// Whose turn isn't about the poll's organisation, and who isn't listed there, answers a card that was posted where they
    /// are, in a chat that was the organisation's once. What they answer is found by this.
    /// </summary>
    private async Task NoteGuestsAsync(PollHead head, IReadOnlyList<Turn> turns, CancellationToken cancellationToken)
    {
        var organisation = head.Poll.Organisation;
        foreach (var turn in turns)
        {
            if (turn.Actor.Organisation.Id != organisation.Id && !turn.Actor.Hats.Any(hat => hat.Organisation.Id == organisation.Id))
                await _directory.NoteAsync(turn.Actor.MemberId, organisation.Id, cancellationToken);
        }
    }

    private async Task<Dictionary<string, (PollAnswer Answer, string ETag)>> FindAnswersAsync(string key, IReadOnlyList<Vote> votes, CancellationToken cancellationToken)
    {
        var voters = votes.Select(v => v.Turn.Actor.Id).Distinct().ToList();
        var found = await Task.WhenAll(voters.Select(v => _shelf.FindAnswerAsync(key, v, cancellationToken)));
        return voters.Zip(found).Where(p => p.Second is not null).ToDictionary(p => p.First, p => p.Second!.Value);
    }
}

/// <summary>One answer on its way into the box.</summary>
/// <param name="Turn">Who gives it, when and where.</param>
/// <param name="Read">What the turn means, given the poll and the person's answer so far; null takes the answer back.</param>
internal sealed record Vote(Turn Turn, Func<Poll, AnswerSheet?, Ruling<ReadSheet>> Read)
{
    /// <summary>Of which edition of the poll it is an answer; null where that doesn't matter.</summary>
    public int? Edition { get; init; }

    /// <summary>Whether the person says that they have an interest in the poll's matter; null if they say nothing of it.</summary>
    public bool? HasInterest { get; init; } = PollInterests.Said(Turn.Data);
}

/// <summary>What a turn means: an answer, or that the person takes theirs back.</summary>
internal sealed record ReadSheet(AnswerSheet? Sheet);

/// <summary>What became of an answer.</summary>
/// <param name="Refused">Why it doesn't count; null if it does.</param>
/// <param name="Head">The poll as it was read; null if there is none under the key.</param>
/// <param name="Tally">The count after it.</param>
/// <param name="Standing">How the person stands after it.</param>
internal sealed record Voted(Refusal? Refused, PollHead? Head, PollTally? Tally, PollStanding Standing)
{
    /// <summary>The person's answer after it; null if they have none.</summary>
    public AnswerSheet? Sheet => Standing.Sheet;

    public static Voted Unknown { get; } = new(new Refusal("polls.refused.unknown"), null, null, PollStanding.Of(null));
}
