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
internal sealed class AnonymousBoxes(IRecordStore store, AskKeys keys, Chance chance, ILogger<AnonymousBoxes> log)
{
    private readonly BoxStore _rows = new(store, keys, log);

    /// <summary>Who is on a box's roll, and who has answered.</summary>
    public AnswerRoll Roll => field ??= new AnswerRoll(store, _rows, chance);

    /// <summary>What receipts say.</summary>
    public AnswerReceipts Receipts => field ??= new AnswerReceipts(_rows);

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
            _rows.NoteAway(cause);
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
        var rows = (await _rows.ListAsync(old.At, BoxRows.Drawer, cancellationToken)).Concat(await _rows.ListAsync(old.At, BoxRows.Sheet, cancellationToken)).Append(old.Row).ToDictionary(row => row.RowKey);
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
        if (await _rows.TryKeyAsync(head, cancellationToken) is not { } key)
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
        if (await _rows.TryKeyAsync(head, cancellationToken) is not { } key)
            return new Refusal("anonymous.refused.notClosed");
        var (drawers, sheets, locked) = await _rows.UnlockAllAsync(head, key, cancellationToken);
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
        var counts = await _rows.ListAsync(head.At, BoxRows.Result, cancellationToken);
        var comments = head.HasComments ? await _rows.ListAsync(head.At, BoxRows.Comments, cancellationToken) : [];
        var receipts = await _rows.ListAsync(head.At, BoxRows.Receipts, cancellationToken);
        return new BoxContents([.. counts.SelectMany(BoxRows.CountsIn)], [.. comments.SelectMany(BoxRows.CommentsIn)], [.. receipts.SelectMany(BoxRows.ReceiptsIn)]);
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
        var name = AnswerRoll.NameOn(head, key, personId);
        var row = await store.FindAsync(table, partition, BoxRows.RollKeyOf(name), cancellationToken);
        var isGone = head.HasGone && row is null && await store.FindAsync(table, partition, BoxRows.Gone + key.MarkOf(personId), cancellationToken) is not null;
        var refused = isGone || (row is not null && BoxRows.HasAnsweredIn(row)) ? "anonymous.refused.answered"
            : row is null && head.Plan.Order.Roll is BoxRoll.Listed ? "anonymous.refused.notOnRoll"
            : null;
        return new PersonAtBox(personId, name, row) { Refused = refused is null ? null : new Refusal(refused) };
    }

    private Record Locked(BoxAt at, AskKey key, string rowKey, byte[] bytes, string? etag) => BoxRows.OfSealed(at, rowKey, key.Lock(rowKey, bytes, chance), etag);

    private static IEnumerable<string> RowKeys(string prefix, int count) => Enumerable.Range(0, count).Select(number => BoxRows.KeyOf(prefix, number));

}

/// <summary>A box that is to be made.</summary>
/// <param name="Plan">How it is parted.</param>
/// <param name="Changes">For the commit that makes the ask.</param>
internal sealed record NewBox(BoxPlan Plan, IReadOnlyList<Change> Changes);

/// <summary>A box that is closed, or is by these changes.</summary>
/// <param name="Contents">What it held, or where it was closed already what was kept of that; without comments where they aren't to be read.</param>
/// <param name="Changes">For the commit; empty where it was closed already.</param>
internal sealed record ClosingBox(BoxContents Contents, IReadOnlyList<Change> Changes);
