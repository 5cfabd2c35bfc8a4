using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>
/// Where all reactions are taken, however they were given. The same one again counts once: its row is keyed by decision and
/// person.
/// </summary>
/// <remarks>
/// Costs one read for all reactions of a batch, one for each person, and one commit for the batch, with this server's count.
/// Where it went to a team, one read more for each person, remembered for half a minute.
/// </remarks>
internal sealed class ReactionBox
{
    private const int BatchMax = StoreLimits.ChangesMax - 1; // the count needs room in the commit, too

    private readonly DecisionShelf _shelf;
    private readonly ITeams _teams;
    private readonly IRecordStore _store;
    private readonly Contention _contention;
    private readonly Lane<Reacting, Reacted> _lane;
    private readonly int _shard;

    public ReactionBox(DecisionShelf shelf, ITeams teams, IRecordStore store, Contention contention, ServerName server)
    {
        (_shelf, _teams, _store, _contention) = (shelf, teams, store, contention);
        _shard = server.ShardOf(DecisionRows.Shards);
        _lane = new Lane<Reacting, Reacted>(BatchMax, RunBatchAsync);
    }

    /// <summary>Takes one reaction.</summary>
    /// <param name="key">The decision's key, as it came from outside.</param>
    /// <param name="reacting">Whose it is, and what it makes of what they said before.</param>
    /// <param name="cancellationToken">Whoever waits for it; it may count all the same.</param>
    public Task<Reacted> TakeAsync(string key, Reacting reacting, CancellationToken cancellationToken) => _lane.RunAsync(key, reacting, cancellationToken);

    private async Task<IReadOnlyList<Reacted>> RunBatchAsync(string key, IReadOnlyList<Reacting> batch)
    {
        using var limit = new CancellationTokenSource(Contention.TryFor);
        return await _contention.RunAsync(stop => OnceAsync(key, batch, stop), limit.Token);
    }

    private async Task<IReadOnlyList<Reacted>?> OnceAsync(string key, IReadOnlyList<Reacting> batch, CancellationToken cancellationToken)
    {
        var people = batch.Select(one => one.Turn.Actor.Id).Distinct().ToList();
        if (await _shelf.FindAsync(key, cancellationToken) is not { } head)
            return [.. batch.Select(_ => new Reacted(new Refusal("decisions.refused.unknown"), null, Reaction.None))];
        var found = await Task.WhenAll(people.Select(person => _shelf.FindReactionAsync(key, person, cancellationToken)));
        var before = people.Zip(found).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => pair.Second!);
        var teams = await Task.WhenAll(batch.Select(async one => await _teams.AmongAsync(head, one.Turn, cancellationToken)));
        var mine = head.Shards.GetValueOrDefault(_shard);
        var (tally, now, results) = (mine?.Tally ?? ReactionTally.Empty, new Dictionary<string, ReactionRow>(), new List<Reacted>(batch.Count));
        foreach (var (one, inTeams) in batch.Zip(teams))
        {
            var turn = one.Turn;
            var known = now.GetValueOrDefault(turn.Actor.Id) ?? before.GetValueOrDefault(turn.Actor.Id);
            var said = known?.Said ?? Reaction.None;
            if (turn.Actor.Organisation.Id != head.Decision.Organisation.Id)
                results.Add(new Reacted(new Refusal("decisions.refused.unknown"), null, Reaction.None)); // a button of ours names it
            else if (head.Shards.Values.Any(shard => shard.IsFinal) && head.Decision.Withdrawal is null)
                results.Add(new Reacted(new Refusal(DecisionRefusals.Closed), head, said));
            else if (head.Decision.React(turn.Actor, head.WasPostedIn(turn.Place), inTeams, one.Read(said), turn.At, turn.Today).IsRefused(out var refusal, out var after))
                results.Add(new Reacted(refusal, head, said));
            else if (after == said || known?.SentAt > turn.SentAt) // the same again, or an older press that comes late: the newer one stands
                results.Add(new Reacted(null, head, said));
            else
            {
                tally = tally.With(said, after);
                var group = known?.Group ?? (turn.Actor.In(head.Decision.Organisation).Hat.Localities is [var first, ..] ? first : ""); // as it was when they first said something
                now[turn.Actor.Id] = new ReactionRow(turn.Actor.Id, after, group, turn.At, turn.SentAt) { ETag = before.GetValueOrDefault(turn.Actor.Id)?.ETag };
                results.Add(new Reacted(null, head, after));
            }
        }

        if (now.Count > 0)
        {
            var row = DecisionRows.OfTally(key, _shard, tally, isFinal: false, mine?.ETag);
            List<Change> changes = [.. now.Values.Select(one => Write(key, one)), mine is null ? new Change.Insert(row) : new Change.Replace(row)];
            if (await _store.CommitAsync(DecisionRows.Table, key, changes, cancellationToken) is CommitResult.Conflict)
                return null;
            head = head with { Shards = new Dictionary<int, ReactionShard>(head.Shards) { [_shard] = new(tally, IsFinal: false, "") } };
        }

        return [.. results.Select(one => one.Head is null ? one : one with { Head = head })];
    }

    private static Change Write(string key, ReactionRow row)
        => row.ETag is null ? new Change.Insert(DecisionRows.OfReaction(key, row)) : new Change.Replace(DecisionRows.OfReaction(key, row));
}

/// <summary>One reaction on its way into the box.</summary>
/// <param name="Turn">Who gives it, when and where.</param>
/// <param name="Read">What it makes of what they said before.</param>
internal sealed record Reacting(Turn Turn, Func<Reaction, Reaction> Read);

/// <summary>What became of a reaction.</summary>
/// <param name="Refused">Why it doesn't count; null if it does.</param>
/// <param name="Head">The decision, with the count after it; null if there is none under the key.</param>
/// <param name="Mine">What the person says after it.</param>
internal sealed record Reacted(Refusal? Refused, DecisionHead? Head, Reaction Mine);
