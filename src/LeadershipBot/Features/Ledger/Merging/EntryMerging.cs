using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Merging;

/// <summary>
/// Joins an entry with another, which lies in another partition. First the one that will speak for both takes it in, with an
/// order to finish; that one then holds another, so that nothing can make it be held itself. Then the other is marked as
/// joined, if it still may be, or else the first step is taken back. Both steps name the version of the joined entry, which
/// only grows: whatever was given up or undone can't come true by a server that comes late.
/// </summary>
internal sealed class EntryMerging(LedgerShelf shelf, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>The turn itself finishes at once; the order does where its server died.</summary>
    private static readonly TimeSpan FinishedWithin = TimeSpan.FromSeconds(10);

    /// <summary>Joins an entry with another; the joined entry, or why not. The same again changes nothing.</summary>
    public async Task<Ruling<LedgerEntry>> JoinAsync(Turn turn, string key, string intoKey, CancellationToken cancellationToken)
    {
        await shelf.NoteAsync(intoKey, turn.Actor.MemberId, cancellationToken);
        var begun = await contention.RunAsync(stop => BeginAsync(turn, key, intoKey, stop), cancellationToken);
        return begun.Ruling.IsRefused(out var refusal, out var one) ? refusal : await FinishAsync(intoKey, one.Id, cancellationToken);
    }

    /// <summary>Takes the second step, or takes the first one back.</summary>
    public async Task<Ruling<LedgerEntry>> FinishAsync(string intoKey, string id, CancellationToken cancellationToken)
        => (await contention.RunAsync(stop => FinishOnceAsync(intoKey, id, stop), cancellationToken)).Ruling;

    /// <summary>Undoes it: the entry stands by itself again.</summary>
    public async Task<Ruling<LedgerEntry>> SeparateAsync(Turn turn, string key, CancellationToken cancellationToken)
    {
        await shelf.NoteAsync(key, turn.Actor.MemberId, cancellationToken);
        return (await contention.RunAsync(stop => SeparateOnceAsync(turn, key, stop), cancellationToken)).Ruling;
    }

    /// <summary>What the author of a joined entry says of the fate of both: it counts beside the verdict of the other's author.</summary>
    public async Task<Ruling<LedgerEntry>> JudgeAsync(string key, Verdict verdict, LedgerStep step, CancellationToken cancellationToken)
        => (await contention.RunAsync(stop => JudgeOnceAsync(key, verdict, step, stop), cancellationToken)).Ruling;

    /// <summary>The one that spoke for both lets go of what was joined to it in this version; nothing, if that was done, or another joining stands there.</summary>
    public Task ReleaseAsync(string intoKey, string id, int atVersion, CancellationToken cancellationToken)
        => contention.RunAsync(async stop => await shelf.FindJoinedAsync(intoKey, id, stop) is { } joined && joined.Entry.AtVersion == atVersion ? await LetGoAsync(intoKey, joined, stop) : "done", cancellationToken);

    private async Task<Done?> BeginAsync(Turn turn, string key, string intoKey, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { Entry: var one } || await shelf.FindAsync(intoKey, cancellationToken) is not { Entry: var into } head)
            return new Done(new Refusal("ledger.refused.unknown"));
        if (one.MergedInto == into.Id)
            return new Done(one);
        if (into.Joining(one, turn.Actor).IsRefused(out var refusal, out var after))
            return new Done(refusal);
        var step = new LedgerStep(StepKind.Joined, turn.At, one.Reference.ToString()) { By = turn.Actor.MemberId, ByName = turn.Actor.Name };
        var audit = Audit.Entry(intoKey, turn, "ledger.merged", new Changed(key, "", ""));
        var order = OutboxRow.New(intoKey, FinishMerging.Kind, one.Id, time.GetUtcNow() + FinishedWithin);
        if (await shelf.FindJoinedAsync(intoKey, one.Id, cancellationToken) is { } there) // one that is being let go, or was begun and not finished: it counts already
        {
            var row = LedgerRows.OfJoined(intoKey, there.Entry with { AtVersion = one.Version }, there.ETag);
            List<Change> again = [new Change.Replace(row), new Change.Upsert(order)];
            if (there.Entry.AtVersion != one.Version) // it is being let go, and is joined anew
                again.AddRange([.. shelf.ChangesOf(head, into with { Version = into.Version + 1 }, step), audit]);
            return await outbox.CommitAsync(LedgerRows.Table, intoKey, again, cancellationToken) is CommitResult.Committed ? new Done(one) : null;
        }

        List<Change> changes = [.. shelf.ChangesOf(head, after, step), new Change.Insert(LedgerRows.OfJoined(intoKey, new JoinedEntry(one.Id, one.Version))), new Change.Upsert(order), audit];
        return await outbox.CommitAsync(LedgerRows.Table, intoKey, changes, cancellationToken) is CommitResult.Committed ? new Done(one) : null;
    }

    private async Task<Done?> FinishOnceAsync(string intoKey, string id, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(intoKey, cancellationToken) is not { Entry: var into } || await shelf.FindJoinedAsync(intoKey, id, cancellationToken) is not { } joined)
            return new Done(new Refusal("ledger.refused.notJoined"));
        var key = LedgerRows.PartitionOf(into.Organisation.Id, id);
        if (await shelf.FindAsync(key, cancellationToken) is not { Entry: var one } head)
            return await LetGoAsync(intoKey, joined, cancellationToken) is null ? null : new Done(new Refusal("ledger.refused.unknown"));
        if (one.MergedInto == into.Id)
            return new Done(one);
        if (one.Version != joined.Entry.AtVersion && await WasFinishedAsync(key, joined.Entry, cancellationToken))
            return await LetGoAsync(intoKey, joined, cancellationToken) is null ? null : new Done(new Refusal("ledger.refused.notJoined"));
        if (one.JoinedTo(into.Id).IsRefused(out var refusal, out var after))
            return await LetGoAsync(intoKey, joined, cancellationToken) is null ? null : new Done(refusal);
        if (one.Version != joined.Entry.AtVersion) // it was changed meanwhile, and may still be joined
        {
            var newer = LedgerRows.OfJoined(intoKey, joined.Entry with { AtVersion = one.Version }, joined.ETag);
            if (await outbox.CommitAsync(LedgerRows.Table, intoKey, [new Change.Replace(newer)], cancellationToken) is not CommitResult.Committed)
                return null;
        }

        var step = new LedgerStep(StepKind.Merged, time.GetUtcNow(), into.Reference.ToString());
        return await outbox.CommitAsync(LedgerRows.Table, key, shelf.ChangesOf(head, after, step), cancellationToken) is CommitResult.Committed ? new Done(after) : null;
    }

    /// <summary>Whether this joining was finished once: where the entry stands by itself all the same, somebody has undone it since.</summary>
    private async Task<bool> WasFinishedAsync(string key, JoinedEntry joined, CancellationToken cancellationToken)
        => (await shelf.ListStepsAsync(key, cancellationToken)).Exists(step => step.What is StepKind.Merged && step.Version > joined.AtVersion);

    private async Task<Done?> SeparateOnceAsync(Turn turn, string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { Entry: var one } head)
            return new Done(new Refusal("ledger.refused.unknown"));
        if (one.Separated(turn.Actor).IsRefused(out var refusal, out var after))
            return new Done(refusal);
        if (after == one)
            return new Done(one);
        var intoKey = LedgerRows.PartitionOf(one.Organisation.Id, one.MergedInto!);
        var step = new LedgerStep(StepKind.Separated, turn.At, "") { By = turn.Actor.MemberId, ByName = turn.Actor.Name };
        List<Change> changes = [.. shelf.ChangesOf(head, after, step), Audit.Entry(key, turn, "ledger.separated")];
        if (await shelf.FindJoinedAsync(intoKey, one.Id, cancellationToken) is { } joined)
            changes.Add(new Change.Upsert(ReleaseMerged.Order(key, one.MergedInto!, joined.Entry.AtVersion, time.GetUtcNow())));
        return await outbox.CommitAsync(LedgerRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Done(after) : null;
    }

    private async Task<Done?> JudgeOnceAsync(string key, Verdict verdict, LedgerStep step, CancellationToken cancellationToken)
    {
        if (await shelf.FollowAsync(key, cancellationToken) is not { Other: { } other, Joined: { } joined })
            return new Done(new Refusal("ledger.refused.notDecided")); // it stands by itself again just now
        if (other.Entry.JudgedBy(joined.Entry, verdict).IsRefused(out var refusal, out var after))
            return new Done(refusal);
        if (after == other.Entry)
            return new Done(after);
        var row = LedgerRows.OfJoined(other.Key, joined.Entry with { Verdict = verdict, JudgedAt = time.GetUtcNow() }, joined.ETag);
        return await outbox.CommitAsync(LedgerRows.Table, other.Key, [.. shelf.ChangesOf(other, after, step with { What = StepKind.JoinedVerdict }), new Change.Replace(row)], cancellationToken) is CommitResult.Committed ? new Done(after) : null;
    }

    private async Task<string?> LetGoAsync(string intoKey, JoinedRow joined, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(intoKey, cancellationToken) is not { } head)
            return "done"; // removed, and all that it held with it
        var one = await shelf.FindAsync(LedgerRows.PartitionOf(head.Entry.Organisation.Id, joined.Entry.Id), cancellationToken);
        var step = new LedgerStep(StepKind.Separated, time.GetUtcNow(), one?.Entry.Reference.ToString() ?? joined.Entry.Id);
        List<Change> changes = [.. shelf.ChangesOf(head, head.Entry.Releasing(joined.Entry), step), new Change.Delete(LedgerRows.JoinedRow(joined.Entry.Id), joined.ETag)];
        return await outbox.CommitAsync(LedgerRows.Table, intoKey, changes, cancellationToken) is CommitResult.Committed ? "done" : null;
    }

    private sealed record Done(Ruling<LedgerEntry> Ruling);
}
