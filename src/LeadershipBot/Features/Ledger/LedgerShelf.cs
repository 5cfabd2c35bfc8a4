using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Fates;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Features.Ledger.News;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger;

/// <summary>Finds entries of the ledger, and changes them: load, decide, one commit with everything that follows from it.</summary>
internal sealed class LedgerShelf(IRecordStore store, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>So many joined entries are looked at, of one that speaks for others.</summary>
    public const int JoinedMax = 500;

    private const int KeyCharactersMax = 120;

    /// <summary>An entry by the key that a card carries; null if there is none.</summary>
    public async Task<LedgerHead?> FindAsync(string key, CancellationToken cancellationToken)
        => IsKey(key) && await store.FindAsync(LedgerRows.Table, key, LedgerRows.Entry, cancellationToken) is { } row ? new LedgerHead(LedgerRows.ToEntry(row), row.ETag!) : null;

    /// <summary>The entry that a turn names by its <c>key</c>, for somebody who manages it; or why they don't get it.</summary>
    public async Task<Ruling<LedgerHead>> FindManagedAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await FindAsync(turn.Data.Text("key"), cancellationToken) is not { } head)
            return LedgerGate.CheckOwnChat(turn) ?? new Refusal("ledger.refused.unknown");
        return LedgerGate.CheckManaging(turn, head.Entry) is { } refusal ? refusal : head;
    }

    /// <summary>Who raised it; null where they are forgotten, or it was anonymous.</summary>
    public async Task<LedgerAuthor?> FindAuthorAsync(string key, CancellationToken cancellationToken)
        => await store.FindAsync(LedgerRows.Table, key, LedgerRows.Author, cancellationToken) is { } row ? LedgerRows.ToAuthor(row) : null;

    /// <summary>An entry with the one that speaks for it, where it was joined with another; null if there is none.</summary>
    public async Task<FollowedEntry?> FollowAsync(string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { Entry: var entry } own)
            return null;
        if (entry.MergedInto is not { } id || LedgerRows.PartitionOf(entry.Organisation.Id, id) is var into && await FindAsync(into, cancellationToken) is not { } other)
            return new FollowedEntry(own, entry, null, null);
        var joined = await FindJoinedAsync(into, entry.Id, cancellationToken);
        return new FollowedEntry(own, entry.Following(other.Entry, joined?.Entry), other, joined);
    }

    /// <summary>That an entry is joined to another; null if it isn't.</summary>
    public async Task<JoinedRow?> FindJoinedAsync(string key, string id, CancellationToken cancellationToken)
        => await store.FindAsync(LedgerRows.Table, key, LedgerRows.JoinedRow(id), cancellationToken) is { } row ? LedgerRows.ToJoined(row) : null;

    /// <summary>What is joined to an entry.</summary>
    public async Task<List<JoinedRow>> ListJoinedAsync(string key, int max, CancellationToken cancellationToken)
    {
        var joined = new List<JoinedRow>();
        await foreach (var row in store.ListAsync(LedgerRows.Table, key, RowRange.Prefix(LedgerRows.Joined), cancellationToken))
        {
            joined.Add(LedgerRows.ToJoined(row));
            if (joined.Count == max)
                break;
        }

        return joined;
    }

    /// <summary>All steps of an entry, oldest first.</summary>
    public async Task<List<LedgerStep>> ListStepsAsync(string key, CancellationToken cancellationToken)
    {
        var steps = new List<LedgerStep>();
        await foreach (var row in store.ListAsync(LedgerRows.Table, key, RowRange.Prefix(LedgerRows.Step), cancellationToken))
            steps.Add(LedgerRows.ToStep(row));
        return steps;
    }

    /// <summary>Changes an entry, and keeps the step that did it. A step that changes nothing writes nothing, nor does one by a press that was taken before.</summary>
    /// <param name="turn">Who, and when.</param>
    /// <param name="key">The entry.</param>
    /// <param name="decide">The entry after it, or why not.</param>
    /// <param name="step">What is kept of it.</param>
    /// <param name="audit">The entry of the audit; null where the step is its own record.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Ruling<LedgerEntry>> ChangeAsync(Turn turn, string key, Func<LedgerEntry, Ruling<LedgerEntry>> decide, LedgerStep step, Change? audit, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync(stop => TryAsync(turn, key, decide, step, audit, stop), cancellationToken);
        return done.Ruling;
    }

    /// <summary>Notes that somebody did something on the ledger, by which it is found when they ask what is held about them.</summary>
    public Task NoteAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        var row = LedgerIndexRows.OfDoer(key, person);
        return store.CommitAsync(LedgerIndexRows.Table, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
    }

    /// <summary>An id that came from outside may be anything.</summary>
    internal static bool IsKey(string key) => key.Length is > 0 and <= KeyCharactersMax && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    private async Task<Done?> TryAsync(Turn turn, string key, Func<LedgerEntry, Ruling<LedgerEntry>> decide, LedgerStep step, Change? audit, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { } head || head.Entry.Organisation.Id != turn.Actor.Organisation.Id)
            return new Done(new Refusal("ledger.refused.unknown"));
        if (step.Press.Length > 0 && (await ListStepsAsync(key, cancellationToken)).Exists(one => one.Press == step.Press))
            return new Done(head.Entry);
        var ruling = decide(head.Entry);
        if (ruling.IsRefused(out _, out var after) || after == head.Entry)
            return new Done(ruling);
        if (step.By is { } by)
            await NoteAsync(key, by, cancellationToken); // first: a note of nothing is harmless
        return await CommitAsync(head, after, step, audit, cancellationToken) ? new Done(after) : null;
    }

    /// <summary>
    /// Changes an entry by a slip that was passed on, and keeps the step under the slip's name: once, however often it is
    /// passed on. An entry that is gone, or a slip that changes nothing, writes nothing.
    /// </summary>
    /// <param name="key">The entry.</param>
    /// <param name="slip">The slip's name, which says nothing of who wrote it.</param>
    /// <param name="follow">The entry after it and what is kept of it; null where it changes nothing any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TakeSlipAsync(string key, string slip, Func<LedgerEntry, (LedgerEntry After, LedgerStep Step)?> follow, CancellationToken cancellationToken)
        => await contention.RunAsync(async stop =>
        {
            if (await FindAsync(key, stop) is not { } head || (await ListStepsAsync(key, stop)).Exists(step => step.Slip == slip) || follow(head.Entry) is not var (after, taken))
                return "nothing";
            return await CommitAsync(head, after, taken with { Slip = slip }, audit: null, stop) ? "done" : null;
        }, cancellationToken);

    private async Task<bool> CommitAsync(LedgerHead head, LedgerEntry after, LedgerStep step, Change? audit, CancellationToken cancellationToken)
    {
        List<Change> changes = audit is null ? ChangesOf(head, after, step) : [.. ChangesOf(head, after, step), audit];
        return await outbox.CommitAsync(LedgerRows.Table, head.Key, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>The entry after a step, the step itself, and all that follows from it.</summary>
    public List<Change> ChangesOf(LedgerHead head, LedgerEntry after, LedgerStep step)
    {
        var (key, now) = (head.Key, time.GetUtcNow());
        List<Change> changes =
        [
            new Change.Replace(LedgerRows.OfEntry(after, head.ETag)),
            new Change.Insert(LedgerRows.OfStep(key, after.Version, step)),
            new Change.Upsert(OutboxRow.New(key, ListEntry.Kind, "", now)),
        ];
        if (step.TellsAuthor)
            changes.Add(new Change.Upsert(OutboxRow.New(key, TellAuthor.Kind, "", now)));
        if (step.What is StepKind.Reported)
            changes.Add(TellReport.Order(key, now));
        if (step is { What: StepKind.Owner, Of: { } owner } && owner != step.By)
            changes.Add(TellOwner.Order(key, now));
        if (NoteSaid.Concerns(step))
            changes.Add(NoteSaid.Order(key, after.Version, now));
        if (step.What is StepKind.Fate && after.Support > 1)
            changes.Add(TellJoined.Order(key, now));
        if (after.IsOpen && LedgerClock.NextDue(after) is var due)
            changes.Add(new Change.Upsert(OutboxRow.New(key, WatchEntry.Kind, "", due > now ? due : now)));
        return changes;
    }

    private sealed record Done(Ruling<LedgerEntry> Ruling);
}

/// <summary>An entry in the version that was read.</summary>
internal sealed record LedgerHead(LedgerEntry Entry, string ETag)
{
    public string Key => LedgerRows.PartitionOf(Entry);
}
