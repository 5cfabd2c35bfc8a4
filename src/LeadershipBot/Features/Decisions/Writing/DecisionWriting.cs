using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Writing;

/// <summary>Keeps what is being written, page by page: a new decision, or a correction of one that was sent. Every chair and organiser may go on with it; members see nothing of it before it is sent.</summary>
internal sealed class DecisionWriting(DecisionShelf shelf, IRecordStore store, Contention contention)
{
    /// <summary>Puts what was filled in over what is there, and keeps it.</summary>
    /// <param name="turn">Who writes.</param>
    /// <param name="change">What the page makes of what is there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The decision as it is kept; refused where it can't be written any more, or holds what may not be kept.</returns>
    public Task<Kept> KeepAsync(Turn turn, Func<DecisionContent, DecisionContent> change, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, change, stop), cancellationToken);

    /// <summary>Why a decision can't be written any more; null if it can.</summary>
    public static Refusal? WhyNot(Turn turn, Decision decision)
    {
        if (!decision.MayBeMadeBy(turn.Actor))
            return new Refusal(DecisionRefusals.Role);
        return decision.State switch
        {
            DecisionState.Scheduled => new Refusal("decisions.refused.scheduled"),
            DecisionState.Withdrawn => new Refusal(DecisionRefusals.Withdrawn),
            _ => null,
        };
    }

    private async Task<Kept?> OnceAsync(Turn turn, Func<DecisionContent, DecisionContent> change, CancellationToken cancellationToken)
    {
        var isNew = !turn.Data.TryText("decision", out var key);
        var made = new Decision(Keys.Hash("decision", turn.DialogNonce, turn.Actor.Id), turn.Actor.Organisation, turn.Actor.TenantId, turn.Actor.Id, turn.Actor.Name, turn.At);
        var head = await shelf.FindAsync(isNew ? DecisionRows.PartitionOf(made) : key!, cancellationToken);
        if (head?.Decision.Organisation.Id != turn.Actor.Organisation.Id && !(isNew && head is null))
            return new Kept(null, DecisionContent.Empty, new Refusal("decisions.refused.unknown"));
        var decision = head?.Decision ?? made;
        var content = change(head?.Writing ?? decision.Content);
        if ((WhyNot(turn, decision) ?? DecisionDraft.WhyNotKept(content, turn.Today)) is { } refusal)
            return new Kept(head, content, refusal);
        if (head is null)
            return await MakeAsync(turn, decision, content, cancellationToken);
        var row = DecisionRows.OfWriting(head.PartitionKey, content, head.WritingETag);
        Change written = head.WritingETag is null ? new Change.Insert(row) : new Change.Replace(row);
        // The decision's own row, too: so that what is being sent at this moment isn't left with a page that nobody looks at.
        var result = await store.CommitAsync(DecisionRows.Table, head.PartitionKey, [new Change.Replace(DecisionRows.OfDecision(decision, head.ETag)), written], cancellationToken);
        return result is CommitResult.Committed { ETags: [{ } etag, var writing] } ? new Kept(new DecisionHead(decision, etag) { Writing = content, WritingETag = writing, WrittenIn = head.WrittenIn, Channel = head.Channel, Linked = head.Linked, Shards = head.Shards }, content, null) : null;
    }

    private async Task<Kept?> MakeAsync(Turn turn, Decision decision, DecisionContent content, CancellationToken cancellationToken)
    {
        var key = DecisionRows.PartitionOf(decision);
        // The index row comes first: one that leads nowhere is skipped, a decision without one could not be found.
        await store.CommitAsync(DecisionRows.IndexTable, decision.Organisation.Id, [new Change.Upsert(DecisionRows.OfIndex(decision))], cancellationToken);
        List<Change> changes = [new Change.Insert(DecisionRows.OfDecision(decision)), new Change.Insert(DecisionRows.OfWriting(key, content, null))];
        if (turn.Place.Scope is not Scope.Personal)
            changes.Add(new Change.Insert(DecisionRows.OfPlace(key, turn.Place)));
        return await store.CommitAsync(DecisionRows.Table, key, changes, cancellationToken) is CommitResult.Committed && await shelf.FindAsync(key, cancellationToken) is { } head ? new Kept(head, content, null) : null;
    }
}

/// <summary>What became of a page.</summary>
/// <param name="Head">The decision as it is kept; null where there is none.</param>
/// <param name="Content">What was filled in, kept or not.</param>
/// <param name="Refused">Why it isn't kept; null if it is.</param>
internal sealed record Kept(DecisionHead? Head, DecisionContent Content, Refusal? Refused);
