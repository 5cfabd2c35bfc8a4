using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>A list that somebody brought for an organisation.</summary>
/// <param name="Id">Names it; the same for every delivery of the same press or message.</param>
/// <param name="OrganisationId">For whom.</param>
/// <param name="Person">Who brought it.</param>
/// <param name="Chat">Their own chat, where its report goes.</param>
/// <param name="At">When.</param>
/// <param name="Encoding">As <see cref="ImportText.Encoding"/>.</param>
internal sealed record KeptList(string Id, string OrganisationId, MemberId Person, PersonalChat Chat, DateTimeOffset At, string Encoding)
{
    /// <summary>What names the import that was staged of it; empty where none was yet.</summary>
    public string Token { get; init; } = "";

    public string? ETag { get; init; }
}

/// <summary>
/// Keeps lists until they are read and imported, at most an hour, and the lines of them that could not be used for a day,
/// so that they can be looked at after the import, too. They lie in the organisation's partition, packed, in parts that fit
/// a column of the store.
/// </summary>
internal sealed class KeptLists(IRecordStore store, Outbox outbox, TimeProvider time)
{
    /// <summary>Where the lists' own words lie: what somebody's erasure takes away.</summary>
    public const string Words = "list.words.";

    private const string Heads = "list.head.";
    private const string PartBytes = "Packed";
    private const string Parts = "Parts";
    private const int PartBytesMax = 60 * 1024;
    private const int PartsAtOnce = 16; // a commit's bytes are limited, and these are near the limit of one column each

    /// <summary>For how long the rejected lines can be looked at.</summary>
    public static readonly TimeSpan RejectedFor = TimeSpan.FromDays(1);

    /// <summary>Keeps a list and, where it shall be read later, orders that.</summary>
    /// <returns>False where it was kept before: what was ordered then holds.</returns>
    public async Task<bool> KeepAsync(KeptList list, string text, bool readLater, CancellationToken cancellationToken)
    {
        // First, so that whatever breaks off after it is swept.
        await outbox.CommitAsync(OrganisationRows.Table, list.OrganisationId, [SweepList.OfText(list, time.GetUtcNow()), SweepList.OfAll(list, time.GetUtcNow())], cancellationToken);
        await WriteAsync(list.OrganisationId, TextOf(list.Id), Encoding.UTF8.GetBytes(text), cancellationToken);
        List<Change> changes = [new Change.Insert(OfHead(list))];
        if (readLater)
            changes.Add(ReadList.Of(list, time.GetUtcNow()));
        return await outbox.CommitAsync(OrganisationRows.Table, list.OrganisationId, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>Orders that a list that is kept be read once more; ordered already, it stays so.</summary>
    public async Task OrderAsync(KeptList list, CancellationToken cancellationToken)
        => await outbox.CommitAsync(OrganisationRows.Table, list.OrganisationId, [new Change.Upsert(OfHead(list with { Token = "" })), ReadList.Of(list, time.GetUtcNow())], cancellationToken);

    /// <summary>Notes what was staged of a list, so that a second try shows that and stages nothing more.</summary>
    public Task NoteAsync(KeptList list, string token, CancellationToken cancellationToken)
        => store.CommitAsync(OrganisationRows.Table, list.OrganisationId, [new Change.Upsert(OfHead(list with { Token = token }))], cancellationToken);

    /// <summary>A list by its id, which comes from outside; null if it isn't kept, or no more.</summary>
    public async Task<KeptList?> FindAsync(string organisationId, string id, CancellationToken cancellationToken)
        => StagedRow.IsToken(id) && await store.FindAsync(OrganisationRows.Table, organisationId, Heads + id, cancellationToken) is { } row ? ToList(row) : null;

    /// <summary>The list's text; null where it is no longer kept.</summary>
    public async Task<ImportText?> TextAsync(KeptList list, CancellationToken cancellationToken)
        => await ReadAsync(list.OrganisationId, TextOf(list.Id), cancellationToken) is { } bytes ? new ImportText(Encoding.UTF8.GetString(bytes), list.Encoding) : null;

    /// <summary>Keeps the lines that could not be used.</summary>
    public Task KeepRejectedAsync(KeptList list, IReadOnlyList<RejectedLine> lines, CancellationToken cancellationToken)
        => WriteAsync(list.OrganisationId, RejectedOf(list.Id), JsonSerializer.SerializeToUtf8Bytes(lines.Select(StoredLine.Of)), cancellationToken);

    /// <summary>The lines that could not be used, at most <see cref="Rejections.KeptMax"/>; empty where none are kept.</summary>
    public async Task<IReadOnlyList<RejectedLine>> RejectedAsync(string organisationId, string listId, CancellationToken cancellationToken)
        => StagedRow.IsToken(listId) && await ReadAsync(organisationId, RejectedOf(listId), cancellationToken) is { } bytes
            ? [.. JsonSerializer.Deserialize<List<StoredLine>>(bytes)!.Select(line => line.ToLine())]
            : [];

    /// <summary>Removes the words of all lists of an organisation, and the notes of this person's: they are to be forgotten.</summary>
    public static async Task ForgetAsync(IRecordStore store, Staging staging, string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        await staging.SweepAsync(OrganisationRows.Table, organisationId, Words, cancellationToken);
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(Heads), cancellationToken))
        {
            if (row.GetString("Person") == person.ToString())
                await store.CommitAsync(OrganisationRows.Table, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken);
        }
    }

    internal static string TextOf(string id) => $"{Words}{id}.text.";

    internal static string RejectedOf(string id) => $"{Words}{id}.rejected.";

    internal static string HeadOf(string id) => Heads + id;

    private async Task WriteAsync(string organisationId, string prefix, byte[] bytes, CancellationToken cancellationToken)
    {
        var packed = Pack(bytes).Chunk(PartBytesMax).ToList();
        var parts = packed.Select((part, at) => (Change)new Change.Upsert(new Record(organisationId, $"{prefix}{at:000}") { [PartBytes] = part, [Parts] = packed.Count }));
        await Task.WhenAll(parts.Chunk(PartsAtOnce).Select(some => store.CommitAsync(OrganisationRows.Table, organisationId, some, cancellationToken)));
    }

    private async Task<byte[]?> ReadAsync(string organisationId, string prefix, CancellationToken cancellationToken)
    {
        var parts = 0;
        using var packed = new MemoryStream();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(prefix), cancellationToken))
        {
            packed.Write(row.GetBinary(PartBytes));
            if (++parts == row.GetInt32(Parts))
                break; // what follows is left from a longer one before
        }

        return packed.Length > 0 && Unpack(packed) is { Length: > 0 } bytes ? bytes : null;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpack(MemoryStream packed)
    {
        packed.Position = 0;
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Record OfHead(KeptList list)
    {
        var row = new Record(list.OrganisationId, Heads + list.Id)
        {
            ETag = list.ETag,
            ["Person"] = list.Person.ToString(),
            ["TeamsId"] = list.Chat.TeamsId,
            ["At"] = list.At,
        };
        row.SetText("Encoding", list.Encoding);
        row.SetText("Token", list.Token);
        PlaceColumns.Write(row, list.Chat.Place);
        return row;
    }

    private static KeptList ToList(Record row) => new(
        row.RowKey[Heads.Length..],
        row.PartitionKey,
        MemberId.TryParse(row.GetString("Person") ?? "", out var person) ? person : default,
        new PersonalChat(PlaceColumns.Read(row), row.GetString("TeamsId") ?? ""),
        row.GetDateTimeOffset("At") ?? DateTimeOffset.MinValue,
        row.GetString("Encoding") ?? "")
    {
        Token = row.GetString("Token") ?? "",
        ETag = row.ETag,
    };

    private sealed record StoredLine(int Line, string Column, string Key, Dictionary<string, string> Values)
    {
        public static StoredLine Of(RejectedLine line) => new(line.Line, line.Column, line.Reason.TextKey, line.Reason.Values.ToDictionary(value => value.Name, value => value.Value));

        public RejectedLine ToLine() => new(Line, Column, new Refusal(Key, [.. Values.Select(value => (value.Key, value.Value))]));
    }
}

/// <summary>Removes a list that was kept: its text within the hour, all that is left of it after a day.</summary>
internal sealed class SweepList(IRecordStore store, Staging staging) : IDelivery
{
    public const string Kind = "members.sweepList";

    public static Change OfText(KeptList list, DateTimeOffset now) => Of(list, "text", now + SweepRoll.After);

    public static Change OfAll(KeptList list, DateTimeOffset now) => Of(list, "all", now + KeptLists.RejectedFor);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (row.GetString("List") is not { Length: > 0 } id)
            return new Delivered.Done();
        await staging.SweepAsync(table, row.PartitionKey, KeptLists.TextOf(id), cancellationToken);
        if (row.GetString("What") != "all")
            return new Delivered.Done();
        await staging.SweepAsync(table, row.PartitionKey, KeptLists.RejectedOf(id), cancellationToken);
        return await store.FindAsync(table, row.PartitionKey, KeptLists.HeadOf(id), cancellationToken) is { } head
            ? new Delivered.Done(new Change.Delete(head.RowKey, null))
            : new Delivered.Done();
    }

    private static Change.Upsert Of(KeptList list, string what, DateTimeOffset due)
    {
        var row = OutboxRow.New(list.OrganisationId, Kind, $"{list.Id}.{what}", due);
        row["List"] = list.Id;
        row["What"] = what;
        return new Change.Upsert(row);
    }
}
