using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Decisions.Managing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Held;

/// <summary>
/// Forgets one person in one decision. What they said while it takes reactions is taken back, with the count in the same
/// commit; later what they said stays, under a name that leads to nobody. Their name goes from the decision.
/// </summary>
internal sealed class ForgetInDecision(DecisionShelf shelf, IRecordStore store, Outbox outbox, Contention contention, ServerName server, Chance chance, CardLibrary library, TimeProvider time)
{
    /// <summary>Safe to repeat.</summary>
    public async Task RunAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        await contention.RunAsync(stop => OnceAsync(key, person, stop), cancellationToken);
        var before = new List<Change>();
        await foreach (var row in store.ListAsync(DecisionRows.Table, key, RowRange.Prefix(DecisionRows.Before), cancellationToken))
        {
            if (!Owns(ContentColumns.Read(row), person))
                continue;
            (row["Owner"], row["OwnerName"]) = (null!, null!);
            before.Add(new Change.Replace(row));
        }

        if (before.Count > 0)
            await store.CommitAsync(DecisionRows.Table, key, before, cancellationToken);
    }

    /// <summary>Whether the person watches over the plan B.</summary>
    public static bool Owns(DecisionContent content, MemberId person) => content.PlanB.Owner?.ToString() == person.ToString();

    private async Task<Done?> OnceAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Done();
        var changes = new List<Change>();
        if (await shelf.FindReactionAsync(key, person.ObjectId, cancellationToken) is { } reaction)
            changes.AddRange(head.Shards.Values.Any(shard => shard.IsFinal) ? Unnamed(key, reaction) : TakenBack(head, reaction));
        var decision = WithoutPerson(head.Decision, person);
        if (decision != head.Decision)
            changes.AddRange([new Change.Replace(DecisionRows.OfDecision(decision, head.ETag)), ShowDecisionChange.At(key, time.GetUtcNow())]);
        if (head.Writing is { } writing && Owns(writing, person))
            changes.Add(new Change.Replace(DecisionRows.OfWriting(key, WithoutOwner(writing), head.WritingETag)));
        if (changes.Count == 0)
            return new Done();
        return await outbox.CommitAsync(DecisionRows.Table, key, changes, cancellationToken) is CommitResult.Conflict ? null : new Done();
    }

    private Decision WithoutPerson(Decision decision, MemberId person)
    {
        if (decision.MadeBy == person.ObjectId)
            decision = decision with { MadeBy = "", MadeByName = library.Text.Plain("decisions.formerMember").Words, Revision = decision.Revision + 1 };
        return Owns(decision.Content, person) ? decision with { Content = WithoutOwner(decision.Content), Revision = decision.Revision + 1 } : decision;
    }

    private DecisionContent WithoutOwner(DecisionContent content)
        => content with { PlanB = content.PlanB with { Owner = null, OwnerName = library.Text.Plain("decisions.formerMember").Words } };

    private Change[] Unnamed(string key, ReactionRow reaction) =>
    [
        new Change.Delete(DecisionRows.Reaction + reaction.MemberId, reaction.ETag),
        new Change.Insert(DecisionRows.OfErased(key, chance.NewId(), reaction)),
    ];

    /// <summary>Reactions of this server go through a lane of their own; both know by the count's version when the other was faster.</summary>
    private Change[] TakenBack(DecisionHead head, ReactionRow reaction)
    {
        var shard = server.ShardOf(DecisionRows.Shards);
        var mine = head.Shards.GetValueOrDefault(shard);
        var row = DecisionRows.OfTally(head.PartitionKey, shard, (mine?.Tally ?? ReactionTally.Empty).With(reaction.Said, Reaction.None), isFinal: false, mine?.ETag);
        return [new Change.Delete(DecisionRows.Reaction + reaction.MemberId, reaction.ETag), mine is null ? new Change.Insert(row) : new Change.Replace(row)];
    }

    private sealed record Done;
}
