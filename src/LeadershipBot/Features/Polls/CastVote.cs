using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A member answers a poll, or changes the answer while it is open. Pressing again counts once: the answer's row is
/// keyed by poll and person.
/// </summary>
/// <remarks>
/// Costs one read for all votes of a batch, one for each voter, and one commit for the batch: answers, this server's
/// tally, and the wish that the shared cards be refreshed.
/// </remarks>
internal sealed class CastVote : ISlice
{
    // The tally, the outbox row and cards that we had not heard of need room in the commit, too.
    private const int BatchMax = StoreLimits.ChangesMax - 2 - PollRows.CardsMax;

    private readonly PollShelf _shelf;
    private readonly PollCards _cards;
    private readonly Outbox _outbox;
    private readonly Contention _contention;
    private readonly IDirectory _directory;
    private readonly Lane<Turn, Answer> _lane;
    private readonly int _shard;

    public CastVote(PollShelf shelf, PollCards cards, Outbox outbox, Contention contention, IDirectory directory, ServerName server)
    {
        (_shelf, _cards, _outbox, _contention, _directory) = (shelf, cards, outbox, contention, directory);
        _shard = server.ShardOf(PollRows.Shards);
        _lane = new Lane<Turn, Answer>(BatchMax, RunBatchAsync);
    }

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => turn.Data.TryText("poll", out var key) && turn.Data.TryNumber("choice", out _)
            ? _lane.RunAsync(key, turn, cancellationToken)
            : Task.FromResult<Answer>(new Answer.Unusable(new Refusal("polls.refused.choice")));

    private async Task<IReadOnlyList<Answer>> RunBatchAsync(string key, IReadOnlyList<Turn> turns)
    {
        using var limit = new CancellationTokenSource(Contention.TryFor);
        return await _contention.RunAsync(stop => DecideAndCommitAsync(key, turns, stop), limit.Token);
    }

    private async Task<IReadOnlyList<Answer>?> DecideAndCommitAsync(string key, IReadOnlyList<Turn> turns, CancellationToken cancellationToken)
    {
        if (await _shelf.FindAsync(key, cancellationToken) is not { } head)
            return [.. turns.Select(_ => new Answer.Unusable(new Refusal("polls.refused.unknown")))];

        var ballot = new Ballot(head, _shard, await FindAnswersAsync(key, turns, cancellationToken));
        var rulings = turns.Select(ballot.Take).ToList();
        await NoteGuestsAsync(head, [.. turns.Zip(rulings).Where(one => one.Second is null).Select(one => one.First)], cancellationToken);
        if (ballot.Changes() is { Count: > 0 } changes
            && await _outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict)
        {
            return null;
        }

        var tally = ballot.Tally;
        return [.. turns.Zip(rulings, (turn, ruling) => AnswerTo(turn, ruling, head, tally, ballot.ChoiceOf(turn.Actor.Id)))];
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

    private Answer AnswerTo(Turn turn, Refusal? refused, PollHead head, Tally tally, int? choice)
        => refused is not null && refused.TextKey != PollRefusals.Closed
            ? new Answer.Refused(refused)
            : new Answer.Card(_cards.For(turn, head, tally, choice, wasTooLate: refused is not null));

    private async Task<Dictionary<string, (PollAnswer Answer, string ETag)>> FindAnswersAsync(string key, IReadOnlyList<Turn> turns, CancellationToken cancellationToken)
    {
        var voters = turns.Select(t => t.Actor.Id).Distinct().ToList();
        var found = await Task.WhenAll(voters.Select(v => _shelf.FindAnswerAsync(key, v, cancellationToken)));
        return voters.Zip(found).Where(p => p.Second is not null).ToDictionary(p => p.First, p => p.Second!.Value);
    }
}
