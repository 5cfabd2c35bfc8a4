using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships;

/// <summary>Finds fellowships, and changes them: load, decide, one commit with everything that follows from it.</summary>
internal sealed class FellowshipShelf(IRecordStore store, Outbox outbox, Contention contention, TimeProvider time)
{
    private const int ReadAtOnce = 8;

    private static readonly RowRange HeadRows = RowRange.Prefix(FellowshipRows.Head);

    /// <summary>One read; null if there is none. The key may have come from outside.</summary>
    public async Task<FellowshipHead?> FindAsync(string key, CancellationToken cancellationToken)
        => FellowshipRows.IsKey(key) ? FellowshipRows.ToHead(await ListAsync(key, HeadRows, cancellationToken)) : null;

    /// <summary>The place that the key of an ask names, behind that of its fellowship, with the fellowship; null if there is none.</summary>
    public async Task<(FellowshipHead Head, FellowPlace Place)?> FindPlaceAsync(string key, CancellationToken cancellationToken)
        => key.Split('.') is [var organisation, var id, var named]
            && await FindAsync(FellowshipRows.KeyOf(organisation, id), cancellationToken) is { } head
            && head.Fellowship.Places.FirstOrDefault(one => one.Id == NoteOrders.PlaceIn(named)) is { } place
                ? (head, place)
                : null;

    /// <summary>The one that a turn names by its <c>fellowship</c>, for somebody of the organisation; or why not. Drafts are for those who write them.</summary>
    public async Task<Ruling<FellowshipHead>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (FellowshipGate.Check(turn) is { } refusal)
            return refusal;
        var head = await FindAsync(turn.Data.Text("fellowship"), cancellationToken);
        return head is not null && head.Fellowship.Organisation.Id == turn.Actor.Organisation.Id && (head.Fellowship.IsApproved || head.Fellowship.MayBeManagedBy(turn.Actor)) ? head : new Refusal(FellowshipRefusals.Unknown);
    }

    /// <summary>The same, for somebody who manages it, in their own chat.</summary>
    public async Task<Ruling<FellowshipHead>> FindManagedAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (FellowshipGate.CheckMaking(turn) is { } refusal)
            return refusal;
        return await FindAsync(turn, cancellationToken);
    }

    /// <summary>The keys of the approved fellowships on whose panel somebody sits: a list of the notes under them, and a read for each fellowship in which they stand.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="person">Who.</param>
    /// <param name="among">Of these alone, and only these are read; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> ListOnPanelAsync(string organisationId, MemberId person, IReadOnlySet<string>? among, CancellationToken cancellationToken)
        => [.. (await ReadAsync((await ListKeysOfAsync(organisationId, person, cancellationToken)).Where(key => among?.Contains(key) is not false), cancellationToken)).Where(head => head.Fellowship.IsApproved && head.Fellowship.Content.Panel.Any(one => one.Id == person)).Select(head => head.Key)];

    /// <summary>The fellowships in which somebody stands, as fellow or otherwise, of those in which anybody's place has ended: a list of the notes under them, and a read for each, several at a time; where they are many, these are told by the organisation's lines.</summary>
    public Task<IReadOnlyList<FellowshipHead>> ListEndedOfAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => ListOfAsync(organisationId, person, stones => stones.Ended > 0, () => ListAsync(organisationId, cancellationToken), cancellationToken);

    /// <summary>The same of those in which anybody has a place, or had one until a day.</summary>
    public Task<IReadOnlyList<FellowshipHead>> ListRunningOfAsync(string organisationId, MemberId person, DateOnly until, Func<Task<List<FellowshipLine>>> lines, CancellationToken cancellationToken)
        => ListOfAsync(organisationId, person, stones => stones.Live > 0 || (stones.Ended > 0 && stones.Ends >= until), lines, cancellationToken);

    private async Task<IReadOnlyList<FellowshipHead>> ListOfAsync(string organisationId, MemberId person, Func<FellowshipMilestones, bool> which, Func<Task<List<FellowshipLine>>> lines, CancellationToken cancellationToken)
    {
        var keys = await ListKeysOfAsync(organisationId, person, cancellationToken);
        if (keys.Count > ReadAtOnce)
        {
            var such = (await lines()).Where(line => which(line.Milestones)).Select(line => line.Key).ToHashSet(StringComparer.Ordinal);
            keys = keys.FindAll(such.Contains);
        }

        return await ReadAsync(keys, cancellationToken);
    }

    private async Task<List<string>> ListKeysOfAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var note in store.ListAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(organisationId, person), RowRange.Prefix(FellowshipIndexRows.Stands), cancellationToken))
            keys.Add(note.GetString("Key") ?? "");
        return keys;
    }

    private async Task<List<FellowshipHead>> ReadAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var heads = new List<FellowshipHead>();
        foreach (var some in keys.Chunk(ReadAtOnce))
            heads.AddRange((await Task.WhenAll(some.Select(key => FindAsync(key, cancellationToken)))).OfType<FellowshipHead>());
        return heads;
    }

    /// <summary>The lines of all fellowships of an organisation: one partition.</summary>
    public async Task<List<FellowshipLine>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var lines = new List<FellowshipLine>();
        await foreach (var row in store.ListAsync(FellowshipIndexRows.Table, organisationId, RowRange.Prefix(FellowshipIndexRows.Line), cancellationToken))
            lines.Add(FellowshipIndexRows.ToLine(row));
        return lines;
    }

    /// <summary>Rows of one fellowship.</summary>
    public async Task<List<Record>> ListAsync(string key, RowRange range, CancellationToken cancellationToken)
    {
        var rows = new List<Record>(8);
        await foreach (var row in store.ListAsync(FellowshipRows.Table, key, range, cancellationToken))
            rows.Add(row);
        return rows;
    }

    /// <summary>Somebody changes a fellowship in a turn, which is audited.</summary>
    public Task<Ruling<Fellowship>> ChangeAsync(Turn turn, string key, Func<Fellowship, Ruling<Fellowship>> decide, Change entry, CancellationToken cancellationToken)
        => ChangeAsync(key, head => decide(head.Fellowship), entry, turn.Actor.MemberId, cancellationToken);

    /// <summary>The same, where the audit says what changed from what to what.</summary>
    public Task<Ruling<Fellowship>> ChangeAsync(Turn turn, string key, Func<Fellowship, Ruling<Fellowship>> decide, Func<Fellowship, Fellowship, IEnumerable<Change>> entries, CancellationToken cancellationToken)
        => ChangeAsync(key, head => decide(head.Fellowship), entries, turn.Actor.MemberId, cancellationToken);

    /// <summary>Changes a fellowship: decided again, where another was faster; where nothing changes, nothing is written.</summary>
    /// <param name="key">Which.</param>
    /// <param name="decide">The fellowship after it, or why not.</param>
    /// <param name="entry">The entry of the audit; null for none.</param>
    /// <param name="by">Who does it; null where the program does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Ruling<Fellowship>> ChangeAsync(string key, Func<FellowshipHead, Ruling<Fellowship>> decide, Change? entry, MemberId? by, CancellationToken cancellationToken)
        => ChangeAsync(key, decide, (_, _) => entry is null ? [] : [entry], by, cancellationToken);

    private Task<Ruling<Fellowship>> ChangeAsync(string key, Func<FellowshipHead, Ruling<Fellowship>> decide, Func<Fellowship, Fellowship, IEnumerable<Change>> entries, MemberId? by, CancellationToken cancellationToken)
        => contention.ChangeAsync(stop => FindAsync(key, stop), new Refusal(FellowshipRefusals.Unknown), decide, (head, after, stop) => CommitAsync(head, after, entries, by, stop), cancellationToken);

    private async Task<bool> CommitAsync(FellowshipHead head, Fellowship after, Func<Fellowship, Fellowship, IEnumerable<Change>> entries, MemberId? by, CancellationToken cancellationToken)
    {
        if (after == head.Fellowship)
            return true;
        await NoteAsync(after, by, noted: head.Fellowship, cancellationToken); // first: a note of nothing is harmless
        List<Change> changes = [.. ChangesOf(head, after), .. entries(head.Fellowship, after)];
        return await outbox.CommitAsync(FellowshipRows.Table, head.Key, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>Keeps a new one; one with the same id that is there already stays as it is.</summary>
    public async Task<FellowshipHead> AddAsync(Fellowship fellowship, Change entry, MemberId by, CancellationToken cancellationToken)
    {
        var key = FellowshipRows.KeyOf(fellowship);
        await NoteAsync(fellowship, by, noted: null, cancellationToken);
        await outbox.CommitAsync(FellowshipRows.Table, key, [new Change.Insert(FellowshipRows.Of(fellowship)), .. Orders(key, fellowship), entry], cancellationToken); // a conflict: it is there
        return await FindAsync(key, cancellationToken) ?? throw new StoreUnavailableException("What was just kept can't be found.");
    }

    /// <summary>Brings its line up to date, and says anew to those who count how many places there are.</summary>
    public Task ListAgainAsync(string key, CancellationToken cancellationToken)
        => outbox.CommitAsync(FellowshipRows.Table, key, [new Change.Upsert(OutboxRow.New(key, ListFellowship.Kind, "", time.GetUtcNow()))], cancellationToken);

    /// <summary>The same some minutes later, once a number of places that was agreed is set, or was given up.</summary>
    /// <param name="key">Which.</param>
    /// <param name="agreedAt">As of when it is agreed, however long the store takes: counted from then, it is given up by that look.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ListLaterAsync(string key, DateTimeOffset agreedAt, CancellationToken cancellationToken)
        => outbox.CommitAsync(FellowshipRows.Table, key, [new Change.Upsert(OutboxRow.New(key, ListFellowship.Kind, "later", agreedAt + OfferRules.AgreedFor))], cancellationToken);

    /// <summary>Notes in which fellowships somebody stands, by which these are found from the person.</summary>
    /// <param name="fellowship">The fellowship.</param>
    /// <param name="by">Who does something to it; null where the program does.</param>
    /// <param name="noted">The fellowship as it is kept: who stands in it there is noted already; null where it isn't kept yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task NoteAsync(Fellowship fellowship, MemberId? by, Fellowship? noted, CancellationToken cancellationToken)
    {
        var before = noted is null ? [] : PeopleIn(noted).OfType<MemberId>().ToHashSet();
        foreach (var person in PeopleIn(fellowship).Append(by).OfType<MemberId>().Distinct().Where(one => !before.Contains(one)))
        {
            var row = FellowshipIndexRows.OfNote(fellowship.Organisation.Id, FellowshipIndexRows.Stands, FellowshipRows.KeyOf(fellowship), person);
            if (await store.FindAsync(FellowshipIndexRows.Table, row.PartitionKey, row.RowKey, cancellationToken) is null)
                await store.CommitAsync(FellowshipIndexRows.Table, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
        }
    }

    /// <summary>Everybody whom a fellowship names.</summary>
    public static IEnumerable<MemberId?> PeopleIn(Fellowship fellowship)
        => fellowship.Places.Select(place => place.Fellow?.Id)
            .Concat(fellowship.Content.Panel.Select(one => (MemberId?)one.Id))
            .Concat(fellowship.Places.SelectMany(place => place.ByPractice.Select(said => said.By).Append(place.ConfirmedBy?.Id)))
            .Concat([fellowship.Content.RunBy?.Id, fellowship.AskedBy?.Id, fellowship.WrittenBy?.Id, fellowship.ApprovedBy?.Id]);

    /// <summary>The fellowship after a change, with what follows from it.</summary>
    public IEnumerable<Change> ChangesOf(FellowshipHead head, Fellowship after)
    {
        yield return new Change.Replace(FellowshipRows.Of(after, head.ETag));
        foreach (var place in after.Places.Where(place => !head.Fellowship.Places.Contains(place)))
            yield return new Change.Upsert(FellowshipRows.OfPlace(head.Key, place));
        foreach (var order in NoteOrders.Of(head.Key, head.Fellowship, after, time.GetUtcNow()))
            yield return order;
        foreach (var order in Orders(head.Key, after))
            yield return order;
    }

    /// <summary>Its line is brought up to date, and it is looked at when something is due.</summary>
    public IEnumerable<Change> Orders(string key, Fellowship fellowship)
    {
        var now = time.GetUtcNow();
        yield return new Change.Upsert(OutboxRow.New(key, ListFellowship.Kind, "", now));
        if (WatchFellowship.NextDue(fellowship, now) is { } due)
            yield return new Change.Upsert(OutboxRow.New(key, WatchFellowship.Kind, "", due > now ? due : now));
    }
}
