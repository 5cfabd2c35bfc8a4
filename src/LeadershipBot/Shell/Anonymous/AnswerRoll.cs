using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>Who is on a box's roll, who has answered, and how somebody is taken off it: never what they answered.</summary>
internal sealed class AnswerRoll(IRecordStore store, BoxStore rows, Chance chance)
{
    /// <summary>Whether somebody is on the roll, and has answered; null if nothing of them is kept here. One read.</summary>
    public async Task<bool?> HasAnsweredAsync(BoxAt at, string personId, CancellationToken cancellationToken)
        => await store.FindAsync(at.Table, at.PartitionKey, BoxRows.RollKeyOf(personId), cancellationToken) is { } row ? BoxRows.HasAnsweredIn(row) : null;

    /// <summary>Whether somebody has answered, also where the roll names them by a mark: then the roll is read, and the key is used only where anybody has.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<bool> HasAnsweredAsync(BoxHead head, string personId, CancellationToken cancellationToken)
    {
        if (head.Plan.Order.Roll is not BoxRoll.Marked)
            return await HasAnsweredAsync(head.At, personId, cancellationToken) is true;
        if (head.IsClosed || await ListAsync(head.At, cancellationToken) is not { Count: > 0 } roll)
            return false;
        return roll.GetValueOrDefault((await rows.KeyAsync(head, cancellationToken)).MarkOf(personId));
    }

    /// <summary>Which of these answered into a box that is open, and how many others did.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<(IReadOnlyList<string> Known, int Others)> WhoAnsweredAsync(BoxHead head, IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        if (head.IsClosed)
            return ([], head.Answered ?? 0);
        var key = await rows.KeyAsync(head, cancellationToken);
        var answered = (await ListAsync(head.At, cancellationToken)).Where(one => one.Value).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var known = personIds.Distinct(StringComparer.Ordinal).Where(person => answered.Contains(NameOn(head, key, person))).ToList();
        return (known, answered.Count - known.Count + (await rows.ListAsync(head.At, BoxRows.Gone, cancellationToken)).Count);
    }

    /// <summary>Who is on the roll and has answered or not: for reminders, worked out at the moment of sending. A list of all.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> ListAsync(BoxAt at, CancellationToken cancellationToken)
    {
        var listed = await rows.ListAsync(at, BoxRows.Roll, cancellationToken);
        return listed.ToDictionary(row => row.RowKey[BoxRows.Roll.Length..], BoxRows.HasAnsweredIn, StringComparer.Ordinal);
    }

    /// <summary>
    /// Takes a person off the roll, as changes for one commit; none where nothing of them is kept. What they answered stays
    /// and counts: it can't be found. While the box is open a mark that only its key can make keeps them from answering
    /// twice; it goes with the key. Refused where the key can't be used: try again later.
    /// </summary>
    public async Task<Ruling<Forgetting>> ForgetAsync(BoxHead head, string personId, CancellationToken cancellationToken)
    {
        if (head.Plan.Order.Roll is BoxRoll.Marked || await store.FindAsync(head.At.Table, head.At.PartitionKey, BoxRows.RollKeyOf(personId), cancellationToken) is not { } row)
            return new Forgetting([]); // a mark leads to nobody once the key is gone, and keeps them from answering twice until then
        List<Change> changes = [new Change.Delete(row.RowKey, row.ETag)];
        if (!BoxRows.HasAnsweredIn(row))
            return new Forgetting(changes);
        var mark = chance.NewId();
        if (head is { IsClosed: false, Plan.Order.Roll: BoxRoll.Open })
        {
            if (await rows.TryKeyAsync(head, cancellationToken) is not { } key)
                return new Refusal("anonymous.refused.notForgotten");
            mark = key.MarkOf(personId);
            if (!head.HasGone)
                changes.Add(new Change.Replace(BoxRows.OfHeadWithGone(head)));
        }

        changes.Add(new Change.Upsert(BoxRows.OfGone(head.At.PartitionKey, mark)));
        return new Forgetting(changes);
    }

    /// <summary>How the roll of a box names somebody: by their id, or by a mark that only its key can make.</summary>
    public static string NameOn(BoxHead head, AskKey key, string personId) => head.Plan.Order.Roll is BoxRoll.Marked ? key.MarkOf(personId) : personId;
}

/// <summary>A person is taken off a roll by these changes.</summary>
/// <param name="Changes">For the commit; empty where nothing of them is kept.</param>
internal sealed record Forgetting(IReadOnlyList<Change> Changes);
