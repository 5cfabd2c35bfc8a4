using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Held;

/// <summary>
/// What a person raised, and what they did on the ledger: found from the person alone. Forgotten, what they raised stays
/// without them: nobody can be told of it any more.
/// </summary>
internal sealed class LedgerHeld(LedgerShelf shelf, IRecordStore store, Outbox outbox, Contention contention, CardLibrary library, TimeProvider time) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var line in await RaisedAsync(about, cancellationToken))
        {
            rows.Add(line);
            if (await shelf.FindAsync(KeyOf(line), cancellationToken) is not { Entry: var entry } head)
                continue;
            lines.Add(_text.Plain("ledger.held.raised", ("reference", entry.Reference.ToString()), ("when", TimeWords.Moment(entry.RaisedAt, about.Zone)), ("words", entry.Words)));
            rows.Add(LedgerRows.OfEntry(entry));
            if (await store.FindAsync(LedgerRows.Table, head.Key, LedgerRows.Author, cancellationToken) is { } author)
                rows.Add(author);
            if (entry.MergedInto is { } into && await store.FindAsync(LedgerRows.Table, LedgerRows.PartitionOf(entry.Organisation.Id, into), LedgerRows.JoinedRow(entry.Id), cancellationToken) is { } joined)
                rows.Add(joined);
            await foreach (var step in store.ListAsync(LedgerRows.Table, head.Key, RowRange.Prefix(LedgerRows.Step), cancellationToken))
            {
                if (LedgerRows.ToStep(step).What is StepKind.Added or StepKind.Answer or StepKind.Verdict)
                    rows.Add(step);
            }
        }

        var did = (await DidAsync(about, cancellationToken)).FindAll(one => one.IsNamed);
        if (did.Count > 0)
            lines.Add(_text.Plain("ledger.held.did", ("count", did.Count)));
        rows.AddRange(did.SelectMany(one => one.Steps.Concat(one.Audited)));
        return lines.Count == 0 ? [] : [new HeldSection("ledger", _text.Plain("ledger.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (raised, did) = (await RaisedAsync(about, cancellationToken), await DidAsync(about, cancellationToken));
        List<PlainText> erased = [];
        if (raised.Count > 0)
            erased.Add(_text.Plain("ledger.held.erase.raised", ("count", raised.Count)));
        if (did.Sum(one => one.Steps.Count) is > 0 and var steps)
            erased.Add(_text.Plain("ledger.held.erase.did", ("count", steps)));
        return new ErasurePlan(erased, did.Sum(one => one.Audited.Count) is > 0 and var audited ? [_text.Plain("ledger.held.keep.audit", ("count", audited))] : []);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var line in await RaisedAsync(about, cancellationToken))
        {
            await ChangeAsync(KeyOf(line), entry => entry.RaisedByName.Length > 0 ? entry.WithoutAuthor() : entry, cancellationToken);
            await store.CommitAsync(LedgerRows.Table, KeyOf(line), [new Change.Delete(LedgerRows.Author, null)], cancellationToken);
            await store.CommitAsync(LedgerIndexRows.Table, line.PartitionKey, [new Change.Delete(line.RowKey, null)], cancellationToken); // last: it is found by it
        }

        foreach (var one in await DidAsync(about, cancellationToken))
        {
            await ChangeAsync(one.Key, entry => entry.Owner?.Person == about.Person ? entry with { Owner = null, Version = entry.Version + 1 } : entry, cancellationToken);
            foreach (var step in one.Steps)
            {
                var named = LedgerRows.ToStep(step);
                await store.CommitAsync(LedgerRows.Table, one.Key, [new Change.Upsert(LedgerRows.OfStep(one.Key, named.Version, Without(about.Person, named)))], cancellationToken);
            }

            if (one.Audited.Count == 0) // otherwise it is found by the note if they ask again; retention removes both
                await store.CommitAsync(LedgerIndexRows.Table, one.Line.PartitionKey, [new Change.Delete(one.Line.RowKey, null)], cancellationToken);
        }
    }

    /// <summary>A step that doesn't name the person any more: neither as who took it, nor as to whom it was given.</summary>
    private static LedgerStep Without(MemberId person, LedgerStep step)
    {
        var left = step.By == person ? step with { By = null, ByName = "" } : step;
        return left.Of == person ? left with { Of = null, Words = "" } : left;
    }

    private static string KeyOf(Record line) => line.GetString("Key") ?? "";

    private async Task<List<Record>> RaisedAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var lines = new List<Record>();
        foreach (var organisation in about.Organisations)
        {
            await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.RaisedBy(organisation.Id, about.Person), RowRange.All, cancellationToken))
                lines.Add(row);
        }

        return lines;
    }

    /// <summary>Every note that the person acted on an entry, or that it was theirs, with what names them there.</summary>
    private async Task<List<Acted>> DidAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var lines = new List<Record>();
        foreach (var organisation in about.Organisations)
        {
            await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.DoneBy(organisation.Id, about.Person), RowRange.All, cancellationToken))
                lines.Add(row);
        }

        var acted = new List<Acted>();
        foreach (var line in lines)
        {
            var key = KeyOf(line);
            var owns = await shelf.FindAsync(key, cancellationToken) is { } head && head.Entry.Owner?.Person == about.Person;
            var steps = new List<Record>();
            await foreach (var step in store.ListAsync(LedgerRows.Table, key, RowRange.Prefix(LedgerRows.Step), cancellationToken))
            {
                if (step.GetString("By") == about.Person.ToString() || step.GetString("Of") == about.Person.ToString())
                    steps.Add(step);
            }

            var audited = await Audit.ListWithAsync(store, LedgerRows.Table, key, about.Person.ObjectId, cancellationToken);
            acted.Add(new Acted(line, key, steps, audited) { Owns = owns });
        }

        return acted;
    }

    private async Task ChangeAsync(string key, Func<LedgerEntry, LedgerEntry> change, CancellationToken cancellationToken)
        => await contention.RunAsync(async stop =>
        {
            if (await shelf.FindAsync(key, stop) is not { } head || change(head.Entry) is not { } after || after == head.Entry)
                return "nothing";
            Change[] changes = [new Change.Replace(LedgerRows.OfEntry(after, head.ETag)), new Change.Upsert(OutboxRow.New(key, ListEntry.Kind, "", time.GetUtcNow()))];
            return await outbox.CommitAsync(LedgerRows.Table, key, changes, stop) is CommitResult.Committed ? "done" : null;
        }, cancellationToken);

    private sealed record Acted(Record Line, string Key, IReadOnlyList<Record> Steps, IReadOnlyList<Record> Audited)
    {
        public bool Owns { get; init; }

        /// <summary>Whether they are named there; otherwise the line is a note of nothing: what was tried was refused, or the entry is gone.</summary>
        public bool IsNamed => Owns || Steps.Count > 0 || Audited.Count > 0;
    }
}
