using System.Text.Json;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.EndToEnd.Storage;

/// <summary>Microsoft's own JavaScript client as the judge of our table storage room, both on one Azurite.</summary>
public sealed class OfficialTableClientTests
{
    private const string Script = "storage.mjs";

    private readonly string _table = "T" + Guid.NewGuid().ToString("N");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_official_client_reads_what_we_wrote()
    {
        var azurite = await Azurite.StartAsync();
        var store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString, Azurite.Patient());
        var record = Everything("O'Neill ä 日本", "r & s");
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(
            _table, record.PartitionKey, [new Change.Insert(record), new Change.Upsert(Everything(record.PartitionKey, "second"))], Cancel));

        var printed = await NodeTools.RunAsync(Script, "", "read", azurite.ConnectionString, _table, record.PartitionKey, record.RowKey);

        using var read = JsonDocument.Parse(printed);
        foreach (var (name, value) in record.Columns)
            Assert.Equal($"{name} {ToldInJavaScript(value)}", $"{name} {read.RootElement.GetProperty(name).GetString()}");
        var etag = (await store.FindAsync(_table, record.PartitionKey, record.RowKey, Cancel))?.ETag;
        Assert.Equal(etag, read.RootElement.GetProperty("etag").GetString());
        Assert.Equal(record.Columns.Count + 1, read.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public async Task We_read_what_the_official_client_wrote()
    {
        var azurite = await Azurite.StartAsync();
        var expected = Everything("p'q", "r");
        await NodeTools.RunAsync(Script, "", "write", azurite.ConnectionString, _table, "p'q", "r");

        var store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString, Azurite.Patient());
        var found = await store.FindAsync(_table, "p'q", "r", Cancel);
        var listed = await store.ListAsync(_table, "p'q", RowRange.All, Cancel).ToListAsync(Cancel);

        Assert.Equal(Told(expected), Told(found!));
        Assert.Equal(Told(expected), Told(Assert.Single(listed)));
    }

    [Fact]
    public async Task Versions_of_one_client_hold_for_the_other()
    {
        var azurite = await Azurite.StartAsync();
        var store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString, Azurite.Patient());
        await NodeTools.RunAsync(Script, "", "write", azurite.ConnectionString, _table, "p", "r");
        var found = (await store.FindAsync(_table, "p", "r", Cancel))!;
        await NodeTools.RunAsync(Script, "", "write", azurite.ConnectionString, _table, "p", "r");
        Assert.IsType<CommitResult.Conflict>(await store.CommitAsync(_table, "p", [new Change.Replace(found)], Cancel));
    }

    [Fact]
    public async Task A_shared_access_signature_made_by_the_official_client_opens_the_store()
    {
        var azurite = await Azurite.StartAsync();
        var signature = (await NodeTools.RunAsync(Script, "", "sign", azurite.ConnectionString)).Trim();
        var stores = new[]
        {
            AzureTablesRecordStore.FromSharedAccessSignature(new Uri($"{azurite.Endpoint}?{signature}"), Azurite.Patient()),
            AzureTablesRecordStore.FromConnectionString($"TableEndpoint={azurite.Endpoint};SharedAccessSignature={signature}", Azurite.Patient()),
        };
        foreach (var store in stores)
        {
            await store.CheckAsync(Cancel);
            Assert.IsType<CommitResult.Committed>(await store.CommitAsync(_table, "p", [new Change.Upsert(new Record("p", "a")), new Change.Upsert(new Record("p", "b"))], Cancel));
            Assert.Equal(2, (await store.ListAsync(_table, "p", RowRange.All, Cancel).ToListAsync(Cancel)).Count);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_an_outage()
    {
        var azurite = await Azurite.StartAsync();
        var store = AzureTablesRecordStore.FromConnectionString($"AccountName=devstoreaccount1;AccountKey=d3Jvbmc=;TableEndpoint={azurite.Endpoint}", Azurite.Patient());
        var outage = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CheckAsync(Cancel));
        Assert.Contains("403", outage.Message, StringComparison.Ordinal);
    }

    private static Record Everything(string partitionKey, string rowKey) => new(partitionKey, rowKey)
    {
        ["Text"] = "Should we \"extend\" hours? \\ Ysbyty 日本 🩺\r\n",
        ["Empty"] = "",
        ["Yes"] = true,
        ["No"] = false,
        ["Int"] = -42,
        ["Long"] = 9007199254740993L,
        ["Double"] = 0.1,
        ["Whole"] = 3.0,
        ["NotANumber"] = double.NaN,
        ["Infinite"] = double.NegativeInfinity,
        ["At"] = new DateTimeOffset(2026, 3, 29, 1, 30, 15, 123, TimeSpan.Zero),
        ["Id"] = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        ["Bytes"] = new byte[] { 0, 1, 254, 255 },
    };

    private static IEnumerable<string> Told(Record record)
        => record.Columns.Select(c => $"{c.Key} {Told(c.Value)}").Order(StringComparer.Ordinal);

    // The script tells a value in the same way: its type, then itself.
    private static string Told(object value) => value switch
    {
        string text => "String " + text,
        bool truth => "Boolean " + (truth ? "true" : "false"),
        int number => $"Int32 {number}",
        long number => $"Int64 {number}",
        double number when double.IsNaN(number) => "Double NaN",
        double number when double.IsInfinity(number) => number > 0 ? "Double Infinity" : "Double -Infinity",
        double number => FormattableString.Invariant($"Double {number}"),
        DateTimeOffset at => "DateTime " + at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        Guid id => $"Guid {id}",
        byte[] bytes => "Binary " + Convert.ToBase64String(bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    // JavaScript has one kind of number: 3.0 on the wire is 3 once it is parsed.
    private static string ToldInJavaScript(object value)
        => value is double number && double.IsInteger(number) ? FormattableString.Invariant($"Int32 {number}") : Told(value);
}
