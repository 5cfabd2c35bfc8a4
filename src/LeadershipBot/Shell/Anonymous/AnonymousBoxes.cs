using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// Anonymous boxes: made with an ask, opened for each answer, emptied into the clear when the ask has closed. What each
/// does is handed back as changes for the asker's own commit in the same partition, so that all happens or nothing.
/// </summary>
/// <remarks>
/// What is refused for want of the key has changed nothing. What a store that can't be asked throws is thrown on.
/// </remarks>
internal sealed partial class AnonymousBoxes(IRecordStore store, AskKeys keys, Chance chance, ILogger<AnonymousBoxes> log)
{
    /// <summary>Whether anything can be asked anonymously here: <c>Anonymous:Key</c> is set.</summary>
    public bool IsSetUp => keys.IsSetUp;

    /// <summary>
    /// A new box: its head and its empty rows, for the commit that makes the ask (at most <see cref="BoxPlan.ChangesMax"/>
    /// changes). Refused where it would be too large, or the key can't be used.
    /// </summary>
    public async Task<Ruling<NewBox>> MakeAsync(BoxAt at, BoxOrder order, CancellationToken cancellationToken)
    {
        if (!IsSetUp)
            return new Refusal("anonymous.refused.notSetUp");
        if (BoxPlan.For(order).IsRefused(out var tooLarge, out var plan))
            return tooLarge;
        try
        {
            var (key, wrapped) = await keys.MakeAsync(at, cancellationToken);
            List<Change> changes = [new Change.Insert(BoxRows.OfHead(at, plan, wrapped))];
            changes.AddRange(RowKeys(BoxRows.Drawer, plan.Drawers).Select(row => new Change.Insert(Locked(at, key, row, Drawer.Empty.Encode(plan), null))));
            changes.AddRange(RowKeys(BoxRows.Sheet, plan.Sheets).Select(row => new Change.Insert(Locked(at, key, row, Sheet.Empty.Encode(plan), null))));
            return new NewBox(plan, changes);
        }
        catch (KeyAwayException cause)
        {
            Log.KeyAway(log, cause.Message);
            return new Refusal("anonymous.refused.notMade");
        }
    }

    /// <summary>
    /// A new box in the place of one into which nobody has put anything, for the same commit: each row that goes, or is written
    /// over, with the version that is there now, so that an answer which comes meanwhile is not lost. The asker looks after
    /// this whether somebody has answered.
    /// </summary>
    /// <param name="old">The box that is there.</param>
    /// <param name="made">The changes of <see cref="MakeAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Change>> InPlaceOfAsync(BoxHead old, IReadOnlyList<Change> made, CancellationToken cancellationToken)
    {
        var rows = (await ListAsync(old.At, BoxRows.Drawer, cancellationToken)).Concat(await ListAsync(old.At, BoxRows.Sheet, cancellationToken)).Append(old.Row).ToDictionary(row => row.RowKey);
        var changes = new List<Change>();
        foreach (var record in made.OfType<Change.Insert>().Select(insert => insert.Record))
        {
            if (rows.Remove(record.RowKey, out var before))
            {
                changes.Add(new Change.Replace(Over(record, before)));
            }
            else
            {
                changes.Add(new Change.Insert(record));
            }
        }

        keys.Forget(old.At);
        return [.. changes, .. rows.Values.Select(row => new Change.Delete(row.RowKey, row.ETag))];
    }

    /// <summary>
    /// Rows for people on the roll of a <see cref="BoxRoll.Listed"/> box, each with its change; as many as there are. To be
    /// committed, 100 at once, before anybody can answer. Again the same is harmless until somebody has answered.
    /// </summary>
    public static IEnumerable<Change> Listing(BoxAt at, IEnumerable<string> personIds)
        => personIds.Select(person => new Change.Upsert(BoxRows.OfRoll(at.PartitionKey, person, hasAnswered: false, null)));

    /// <summary>The head of a box, where the asker has not read it with its own rows; null if the thing has none. One read.</summary>
    public async Task<BoxHead?> FindAsync(BoxAt at, CancellationToken cancellationToken)
        => await store.FindAsync(at.Table, at.PartitionKey, BoxRows.Head, cancellationToken) is { } row ? BoxRows.ToHead(at.Table, row) : null;

    /// <summary>
    /// Opens a box for one commit, in which these people answer (at most <see cref="OpenBox.PeopleMax"/>). For each of them
    /// a drawer and a sheet are drawn by lot now, before anything is known of what they answer. Three reads for one person,
    /// in two rounds. Refused where it is closed already, or the key can't be used.
    /// </summary>
    public async Task<Ruling<OpenBox>> OpenAsync(BoxHead head, IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        if (personIds.Count > OpenBox.PeopleMax)
            throw new ArgumentException($"A box is opened for {OpenBox.PeopleMax} people at once at the most.", nameof(personIds));
        if (head.Key is null)
            return new Refusal("anonymous.refused.closed");
        if (await KeyOfAsync(head, cancellationToken) is not { } key)
            return new Refusal("anonymous.refused.notTaken");
        var people = await Task.WhenAll(personIds.Distinct().Select(person => LookAsync(head, key, person, cancellationToken)));
        var rows = new BoxReading(store, head, key, chance);
        foreach (var person in people.Where(person => person.Refused is null))
            await rows.DrawAsync(person, cancellationToken);
        return new OpenBox(head, key, chance, people);
    }

    /// <summary>
    /// Empties a box whose ask has closed: what is kept in the clear and in random order, instead of the locked rows, and the
    /// key gone, as changes for one commit. Nothing to do where that was done already. The asker sees to it that the ask has
    /// closed. A commit that meets a conflict, because an answer was faster, is decided anew.
    /// </summary>
    /// <param name="head">The box.</param>
    /// <param name="readsComments">Whether there are enough for comments to be read; those that aren't read are deleted.</param>
    /// <param name="keeps">What of the contents is kept in the clear: all that is, whoever holds the storage learns.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<Ruling<ClosingBox>> CloseAsync(BoxHead head, Func<BoxContents, bool> readsComments, Func<BoxContents, BoxContents> keeps, CancellationToken cancellationToken)
    {
        if (head.IsClosed)
            return new ClosingBox(await ReadAsync(head, cancellationToken), []);
        if (await KeyOfAsync(head, cancellationToken) is not { } key)
            return new Refusal("anonymous.refused.notClosed");
        var (drawers, sheets, locked) = await UnlockAllAsync(head, key, cancellationToken);
        var contents = BoxContents.Of(drawers, sheets, chance.Below);
        var reads = contents.Comments.Count > 0 && readsComments(contents);
        List<Change> changes = [new Change.Replace(BoxRows.OfClosedHead(head, contents, reads))];
        changes.AddRange(locked.Select(row => new Change.Delete(row.RowKey, row.ETag)));
        changes.AddRange(BoxRows.OfContents(head, keeps(contents), reads).Select(row => new Change.Insert(row)));
        keys.Forget(head.At); // on other servers it is forgotten after AskKeys.Remembered
        return new ClosingBox(reads ? contents : contents with { Comments = [] }, changes);
    }

    /// <summary>What a closed box held: two or three short lists.</summary>
    /// <exception cref="InvalidOperationException">It isn't closed.</exception>
    public async Task<BoxContents> ReadAsync(BoxHead head, CancellationToken cancellationToken)
    {
        if (!head.IsClosed)
            throw new InvalidOperationException("A box is read once it is closed.");
        var counts = await ListAsync(head.At, BoxRows.Result, cancellationToken);
        var comments = head.HasComments ? await ListAsync(head.At, BoxRows.Comments, cancellationToken) : [];
        var receipts = await ListAsync(head.At, BoxRows.Receipts, cancellationToken);
        return new BoxContents([.. counts.SelectMany(BoxRows.CountsIn)], [.. comments.SelectMany(BoxRows.CommentsIn)], [.. receipts.SelectMany(BoxRows.ReceiptsIn)]);
    }

    /// <summary>
    /// Whether the answer with this receipt is among those that count, before closing and after. Says nothing of the answer,
    /// and nothing is kept or logged of who asked. Refused where it isn't, or is no receipt.
    /// </summary>
    public async Task<Ruling<Receipt>> LookUpAsync(BoxHead head, string typed, CancellationToken cancellationToken)
    {
        if (!Receipt.TryRead(typed, out var receipt))
            return new Refusal("anonymous.refused.noReceipt");
        return await CountsAsync(head, receipt, cancellationToken) switch
        {
            true => receipt,
            false => new Refusal("anonymous.refused.receiptUnknown"),
            null => new Refusal("anonymous.refused.notLookedUp"),
        };
    }

    /// <summary>
    /// Whether the answer with this receipt counts; null where the key can't be used. Also for a slice whose commit may or may
    /// not have come through (<see cref="CommitUnconfirmedException"/>): if it did, the receipt that it was about to give is
    /// the person's.
    /// </summary>
    public async Task<bool?> CountsAsync(BoxHead head, Receipt receipt, CancellationToken cancellationToken)
    {
        if (head.IsClosed)
            return (await ListAsync(head.At, BoxRows.Receipts, cancellationToken)).SelectMany(BoxRows.ReceiptsIn).Contains(receipt);
        if (await KeyOfAsync(head, cancellationToken) is not { } key)
            return null;
        return (await UnlockAllAsync(head, key, cancellationToken)).Drawers.Exists(drawer => drawer.Receipts.Contains(receipt));
    }

    /// <summary>Whether somebody is on the roll, and has answered; null if nothing of them is kept here. One read.</summary>
    public async Task<bool?> HasAnsweredAsync(BoxAt at, string personId, CancellationToken cancellationToken)
        => await store.FindAsync(at.Table, at.PartitionKey, BoxRows.RollKeyOf(personId), cancellationToken) is { } row ? BoxRows.HasAnsweredIn(row) : null;

    /// <summary>Whether somebody has answered, also where the roll names them by a mark: then the roll is read, and the key is used only where anybody has.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<bool> HasAnsweredAsync(BoxHead head, string personId, CancellationToken cancellationToken)
    {
        if (head.Plan.Order.Roll is not BoxRoll.Marked)
            return await HasAnsweredAsync(head.At, personId, cancellationToken) is true;
        if (head.IsClosed || await ListRollAsync(head.At, cancellationToken) is not { Count: > 0 } roll)
            return false;
        return roll.GetValueOrDefault((await KeyForMarksAsync(head, cancellationToken)).MarkOf(personId));
    }

    /// <summary>Which of these answered into a box that is open, and how many others did.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<(IReadOnlyList<string> Known, int Others)> WhoAnsweredAsync(BoxHead head, IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        if (head.IsClosed)
            return ([], head.Answered ?? 0);
        var key = await KeyForMarksAsync(head, cancellationToken);
        var answered = (await ListRollAsync(head.At, cancellationToken)).Where(one => one.Value).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var known = personIds.Distinct(StringComparer.Ordinal).Where(person => answered.Contains(NameOnRoll(head, key, person))).ToList();
        return (known, answered.Count - known.Count + (await ListAsync(head.At, BoxRows.Gone, cancellationToken)).Count);
    }

    /// <summary>Who is on the roll and has answered or not: for reminders, worked out at the moment of sending. A list of all.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> ListRollAsync(BoxAt at, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(at, BoxRows.Roll, cancellationToken);
        return rows.ToDictionary(row => row.RowKey[BoxRows.Roll.Length..], BoxRows.HasAnsweredIn, StringComparer.Ordinal);
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
            if (await KeyOfAsync(head, cancellationToken) is not { } key)
                return new Refusal("anonymous.refused.notForgotten");
            mark = key.MarkOf(personId);
            if (!head.HasGone)
                changes.Add(new Change.Replace(BoxRows.OfHeadWithGone(head)));
        }

        changes.Add(new Change.Upsert(BoxRows.OfGone(head.At.PartitionKey, mark)));
        return new Forgetting(changes);
    }

    private static string NameOnRoll(BoxHead head, AskKey key, string personId) => head.Plan.Order.Roll is BoxRoll.Marked ? key.MarkOf(personId) : personId;

    private async Task<AskKey> KeyForMarksAsync(BoxHead head, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.OpenAsync(head.At, head.Key!, cancellationToken);
        }
        catch (KeyAwayException cause)
        {
            Log.KeyAway(log, cause.Message);
            throw new StoreUnavailableException("The key for anonymous answers can't be used now.", cause); // tried again
        }
    }

    private static Record Over(Record record, Record before)
    {
        var over = new Record(record.PartitionKey, record.RowKey) { ETag = before.ETag };
        foreach (var (name, value) in record.Columns)
            over[name] = value;
        return over;
    }

    private async Task<PersonAtBox> LookAsync(BoxHead head, AskKey key, string personId, CancellationToken cancellationToken)
    {
        var (table, partition) = (head.At.Table, head.At.PartitionKey);
        var name = NameOnRoll(head, key, personId);
        var row = await store.FindAsync(table, partition, BoxRows.RollKeyOf(name), cancellationToken);
        var isGone = head.HasGone && row is null && await store.FindAsync(table, partition, BoxRows.Gone + key.MarkOf(personId), cancellationToken) is not null;
        var refused = isGone || (row is not null && BoxRows.HasAnsweredIn(row)) ? "anonymous.refused.answered"
            : row is null && head.Plan.Order.Roll is BoxRoll.Listed ? "anonymous.refused.notOnRoll"
            : null;
        return new PersonAtBox(personId, name, row) { Refused = refused is null ? null : new Refusal(refused) };
    }

    private async Task<(List<Drawer> Drawers, List<Sheet> Sheets, List<Record> Locked)> UnlockAllAsync(BoxHead head, AskKey key, CancellationToken cancellationToken)
    {
        var drawers = await ListAsync(head.At, BoxRows.Drawer, cancellationToken);
        var sheets = await ListAsync(head.At, BoxRows.Sheet, cancellationToken);
        return (
            [.. drawers.Select(row => Drawer.Decode(key.Unlock(row.RowKey, BoxRows.SealedIn(row)), head.Plan))],
            [.. sheets.Select(row => Sheet.Decode(key.Unlock(row.RowKey, BoxRows.SealedIn(row)), head.Plan))],
            [.. drawers, .. sheets]);
    }

    private async Task<AskKey?> KeyOfAsync(BoxHead head, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.OpenAsync(head.At, head.Key!, cancellationToken);
        }
        catch (KeyAwayException cause)
        {
            Log.KeyAway(log, cause.Message);
            return null;
        }
    }

    private Record Locked(BoxAt at, AskKey key, string rowKey, byte[] bytes, string? etag) => BoxRows.OfSealed(at, rowKey, key.Lock(rowKey, bytes, chance), etag);

    private static IEnumerable<string> RowKeys(string prefix, int count) => Enumerable.Range(0, count).Select(number => BoxRows.KeyOf(prefix, number));

    private async Task<List<Record>> ListAsync(BoxAt at, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(at.Table, at.PartitionKey, RowRange.Prefix(prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The key for anonymous answers can't be used now: {Reason}")]
        public static partial void KeyAway(ILogger log, string reason);
    }
}

/// <summary>A box that is to be made.</summary>
/// <param name="Plan">How it is parted.</param>
/// <param name="Changes">For the commit that makes the ask.</param>
internal sealed record NewBox(BoxPlan Plan, IReadOnlyList<Change> Changes);

/// <summary>A box that is closed, or is by these changes.</summary>
/// <param name="Contents">What it held, or where it was closed already what was kept of that; without comments where they aren't to be read.</param>
/// <param name="Changes">For the commit; empty where it was closed already.</param>
internal sealed record ClosingBox(BoxContents Contents, IReadOnlyList<Change> Changes);

/// <summary>A person is taken off a roll by these changes.</summary>
/// <param name="Changes">For the commit; empty where nothing of them is kept.</param>
internal sealed record Forgetting(IReadOnlyList<Change> Changes);
