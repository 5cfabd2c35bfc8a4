using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>An organiser or a chair takes the whole ledger as a file, which is audited: a table, or JSON where they ask for it.</summary>
internal sealed class TakeLedger(FileDesk desk, IEnumerable<LedgerFile> files, LedgerShelf shelf, IRecordStore store) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var isJson = turn.Verb.EndsWith("json", StringComparison.Ordinal);
        var organisation = turn.Actor.Organisation.Id;
        await shelf.NoteAsync(organisation, turn.Actor.MemberId, cancellationToken);
        await store.CommitAsync(LedgerRows.Table, organisation, [Audit.Entry(organisation, turn, "ledger.exported")], cancellationToken);
        return await desk.OfferAsync(turn, files.Single(file => file.IsJson == isJson).Offer(turn.Actor), cancellationToken);
    }
}

/// <summary>Makes the ledger as a file: every entry, each followed by what was joined with it, with a name only where it was raised by name.</summary>
internal abstract class LedgerFile(LedgerLists lists, LedgerShelf shelf, CardLibrary library) : IFileSource
{
    private const int AtOnce = 32;

    public abstract string Kind { get; }

    public abstract bool IsJson { get; }

    public FileOffer Offer(Actor actor) => new(Kind, IsJson ? "the-ledger.json" : "the-ledger.csv", library.Text.Plain("ledger.export.about", ("organisation", library.Text.NameOf(actor.Organisation))));

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(ShowLedger.Readers))
            return new Refusal("ledger.refused.role");
        var entries = new List<FiledEntry>();
        foreach (var some in (await lists.ListKeysAsync(wish.Actor.Organisation.Id, cancellationToken)).Chunk(AtOnce))
            entries.AddRange((await Task.WhenAll(some.Select(key => FindAsync(key, cancellationToken)))).SelectMany(found => found));
        return Write(entries, wish.Zone);
    }

    protected abstract FileContent Write(IReadOnlyList<FiledEntry> entries, TimeZoneInfo zone);

    private async Task<IReadOnlyList<FiledEntry>> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { Entry: var entry })
            return [];
        var filed = new List<FiledEntry> { new(entry, "") };
        foreach (var joined in entry.Support > 1 ? await shelf.ListJoinedAsync(key, int.MaxValue, cancellationToken) : [])
        {
            if (await shelf.FindAsync(LedgerRows.PartitionOf(entry.Organisation.Id, joined.Entry.Id), cancellationToken) is { Entry: var one } && one.MergedInto == entry.Id)
                filed.Add(new FiledEntry(one, entry.Reference.ToString()));
        }

        return filed;
    }
}

/// <summary>An entry as a file has it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="JoinedWith">The reference of what speaks for it; empty where it stands by itself.</param>
internal sealed record FiledEntry(LedgerEntry Entry, string JoinedWith);

/// <summary>The ledger as a table for spreadsheets.</summary>
internal sealed class LedgerTable(LedgerLists lists, LedgerShelf shelf, CardLibrary library) : LedgerFile(lists, shelf, library)
{
    private const string TableKind = "ledger.table";

    private static readonly string[] Header =
        ["Reference", "Raised on", "Voice", "Raised by", "Words", "Hidden because", "Fate", "Passed to", "Answer", "Owner", "First reply on", "Decided on", "Changed a decision", "Author's verdict", "Raised by how many", "Joined with"];

    public override string Kind => TableKind;

    public override bool IsJson => false;

    protected override FileContent Write(IReadOnlyList<FiledEntry> entries, TimeZoneInfo zone)
    {
        var file = new CsvFile(Header);
        foreach (var (entry, joinedWith) in entries)
        {
            file.Add([
                entry.Reference.ToString(), Day(entry.RaisedAt, entry.Voice is Voice.Anonymous ? TimeZoneInfo.Utc : zone), entry.Voice.ToString(), entry.RaisedByName, entry.Words, entry.HiddenBecause, entry.Fate.ToString(), entry.PassedTo, entry.Answer, entry.Owner?.Name,
                Day(entry.RepliedAt, zone), Day(entry.DecidedAt, zone), entry.ChangedDecision ? "yes" : null, entry.Verdict is Verdict.None ? null : entry.Verdict.ToString(), entry.Support.ToString(CultureInfo.InvariantCulture), joinedWith,
            ]);
        }

        return new FileContent("text/csv; charset=utf-8", file.Bytes);
    }

    private static string? Day(DateTimeOffset? at, TimeZoneInfo zone) => at is { } moment ? TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}

/// <summary>The ledger for programs.</summary>
internal sealed class LedgerData(LedgerLists lists, LedgerShelf shelf, CardLibrary library) : LedgerFile(lists, shelf, library)
{
    private const string DataKind = "ledger.data";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public override string Kind => DataKind;

    public override bool IsJson => true;

    protected override FileContent Write(IReadOnlyList<FiledEntry> entries, TimeZoneInfo zone)
        => new("application/json", JsonSerializer.SerializeToUtf8Bytes(new JsonArray([.. entries.Select(Json)]), Readable));

    private static JsonObject Json(FiledEntry filed) => Json(filed.Entry, filed.JoinedWith);

    private static JsonObject Json(LedgerEntry entry, string joinedWith) => new()
    {
        ["reference"] = entry.Reference.ToString(),
        ["raisedAt"] = entry.RaisedAt,
        ["voice"] = entry.Voice.ToString(),
        ["raisedBy"] = entry.RaisedByName.Length > 0 ? entry.RaisedByName : null,
        ["words"] = entry.Words,
        ["hiddenBecause"] = entry.HiddenBecause,
        ["fate"] = entry.Fate.ToString(),
        ["passedTo"] = entry.PassedTo.Length > 0 ? entry.PassedTo : null,
        ["answer"] = entry.Answer,
        ["owner"] = entry.Owner?.Name,
        ["repliedAt"] = entry.RepliedAt,
        ["decidedAt"] = entry.DecidedAt,
        ["changedDecision"] = entry.ChangedDecision,
        ["verdict"] = entry.Verdict is Verdict.None ? null : entry.Verdict.ToString(),
        ["support"] = entry.Support,
        ["joinedWith"] = joinedWith.Length > 0 ? joinedWith : null,
    };
}
