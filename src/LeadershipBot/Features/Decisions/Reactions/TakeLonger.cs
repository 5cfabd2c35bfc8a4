using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Decisions.Managing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>A chair or an organiser has a decision take reactions a week longer, once, so that more may comment; or lets it close as planned. Every card then says so.</summary>
internal sealed class TakeLonger(DecisionShelf shelf, LongerAsk asks, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    /// <summary>What the button holds that lets it close as planned.</summary>
    public const string Decline = "decline";

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        var ruling = turn.Data.Text("go") == Decline ? DecisionExtending.Decline(head.Decision, turn.Actor, turn.At) : DecisionExtending.Extend(head.Decision, turn.Actor, turn.At);
        if (ruling.IsRefused(out var refusal, out var changed))
            return new Answer.Refused(refusal);
        if (head.Shards.Values.Any(shard => shard.IsFinal))
            return new Answer.Refused(new Refusal("decisions.extend.refused.closed"));
        if (changed != head.Decision && await outbox.CommitAsync(DecisionRows.Table, head.PartitionKey, Changes(turn, head, changed), cancellationToken) is CommitResult.Conflict)
            return null;
        var said = changed is { Extension: DecisionExtension.Extended, ReactionsCloseAt: { } closes }
            ? library.Text.Format("decisions.extend.extended", ("when", TimeWords.Moment(closes, turn.TimeZone)))
            : library.Text.Format("decisions.extend.declined");
        return new Answer.Card(asks.Card(head with { Decision = changed }, turn.TimeZone, said));
    }

    private static List<Change> Changes(Turn turn, DecisionHead head, Decision changed)
    {
        var key = head.PartitionKey;
        Change row = new Change.Replace(DecisionRows.OfDecision(changed, head.ETag));
        if (changed.Extension is DecisionExtension.Declined)
            return [row, Audit.Entry(key, turn, "decisions.extensionDeclined")];

        // Closing makes every count final: one of them in this commit, so that both can't succeed.
        var first = head.Shards.GetValueOrDefault(0);
        var tally = DecisionRows.OfTally(key, 0, first?.Tally ?? ReactionTally.Empty, isFinal: false, first?.ETag);
        return
        [
            row,
            first is null ? new Change.Insert(tally) : new Change.Replace(tally),
            CloseReactions.At(key, changed.ReactionsCloseAt ?? turn.At),
            ShowDecisionChange.At(key, turn.At),
            Audit.Entry(key, turn, "decisions.extended"),
        ];
    }
}
