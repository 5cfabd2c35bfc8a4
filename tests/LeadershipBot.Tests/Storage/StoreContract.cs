using LeadershipBot.Storage;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Storage;

/// <summary>What every engine keeps. Each has a class of its own that says how to make one.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private const string Pk = "poll-1";

    protected string Table { get; } = "T" + Guid.NewGuid().ToString("N");

    protected IRecordStore Store { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>How often each of forty writers counts; fewer where the other side is a slow emulator.</summary>
    protected virtual int CountsOfEachWriter => 5;

    protected abstract Task<IRecordStore> MakeAsync();

    public async ValueTask InitializeAsync() => Store = await MakeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string, object> Values => new()
    {
        { "a plain text", "Should we extend hours?" },
        { "an empty text", "" },
        { "a text with quotes, backslash and line breaks", "\"a\" \\ 'b' \r\n\t</script> & %2F + ${x}" },
        { "a text in other scripts", "Ysbyty Gwynedd – ärztlich 日本 العربية 🩺" },
        { "a text with control characters", "\u0001\u001f\u007f" },
        { "a text that looks like a date", "2026-01-02T03:04:05Z" },
        { "a text that looks like a number", "42" },
        { "true", true },
        { "false", false },
        { "an int", 42 },
        { "the least int", int.MinValue },
        { "a long", 1L },
        { "the greatest long", long.MaxValue },
        { "the least long", long.MinValue },
        { "a whole double", 1.0 },
        { "zero as a double", 0.0 },
        { "a double", 0.1 + 0.2 },
        { "a huge double", double.MaxValue },
        { "a whole huge double", 1e300 },
        { "a tiny double", double.Epsilon },
        { "not a number", double.NaN },
        { "infinity", double.PositiveInfinity },
        { "minus infinity", double.NegativeInfinity },
        { "a moment with ticks", new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(1)).AddTicks(1234567) },
        { "the earliest moment", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        { "the latest moment", DateTimeOffset.MaxValue },
        { "a guid", new Guid("0f8fad5b-d9cb-469f-a165-70867728950e") },
        { "the empty guid", Guid.Empty },
        { "bytes", new byte[] { 0, 1, 2, 253, 254, 255 } },
        { "no bytes", Array.Empty<byte>() },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_with_its_type(string what, object value)
    {
        var record = new Record(Pk, "r") { ["Value"] = value, ["After"] = "x" };
        await CommittedAsync(new Change.Insert(record));

        var found = await FoundAsync("r");
        var expected = value is DateTimeOffset at ? at.ToUniversalTime() : value;
        Assert.True(Equal(expected, found["Value"]), $"{what}: {found["Value"]?.GetType().Name} {found["Value"]}");
        Assert.Equal("x", found.GetString("After"));
        Assert.Equal(2, found.Columns.Count);
    }

    [Fact]
    public async Task A_record_without_columns_comes_back()
    {
        await CommittedAsync(new Change.Insert(new Record(Pk, "r")));
        Assert.Empty((await FoundAsync("r")).Columns);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("O'Neill (Dr); a=b, c & d")]
    [InlineData("it''s 'quoted'")]
    [InlineData("50% + x%2Fy")]
    [InlineData("Ärzte 日本 🩺")]
    [InlineData("a:b|c~d@e$f!g*h^i`j{k}l[m]n<o>p\"q.r_s-t")]
    [InlineData(" ")]
    public async Task A_key_with_signs_is_found_and_listed(string key)
    {
        var committed = await Store.CommitAsync(Table, key, [new Change.Insert(new Record(key, key) { ["A"] = 1 }), new Change.Insert(new Record(key, "other"))], Cancel);
        Assert.IsType<CommitResult.Committed>(committed);
        Assert.Equal(1, (await Store.FindAsync(Table, key, key, Cancel))?.GetInt32("A"));
        var listed = await Store.ListAsync(Table, key, RowRange.Prefix(key), Cancel).ToListAsync(Cancel);
        Assert.Equal((key, key), (Assert.Single(listed).PartitionKey, listed[0].RowKey));
    }

    [Fact]
    public async Task An_empty_row_key_is_a_key_like_others()
    {
        await CommittedAsync(new Change.Insert(new Record(Pk, "") { ["A"] = 1 }));
        var head = await FoundAsync("");
        await CommittedAsync(new Change.Replace(new Record(Pk, "") { ETag = head.ETag, ["A"] = 2 }), new Change.Insert(new Record(Pk, "x")));
        Assert.Equal(["", "x"], await KeysAsync(RowRange.All));
    }

    [Fact]
    public async Task What_was_never_written_is_not_found()
    {
        Assert.Null(await Store.FindAsync(Table, Pk, "r", Cancel));
        Assert.Empty(await ListAsync(RowRange.All));
        await CommittedAsync(new Change.Insert(new Record(Pk, "r")));
        Assert.Null(await Store.FindAsync(Table, Pk, "R", Cancel));
        Assert.Null(await Store.FindAsync(Table, "poll-2", "r", Cancel));
        Assert.Empty(await Store.ListAsync(Table, "poll-2", RowRange.All, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_insert_of_a_row_that_is_there_is_a_conflict()
    {
        await CommittedAsync(new Change.Insert(new Record(Pk, "r") { ["A"] = 1 }));
        Assert.Equal("r", await ConflictAsync(new Change.Insert(new Record(Pk, "r") { ["A"] = 2 })));
        Assert.Equal(1, (await FoundAsync("r")).GetInt32("A"));
    }

    [Fact]
    public async Task A_replacement_of_what_was_read_is_committed_and_drops_old_columns()
    {
        await CommittedAsync(new Change.Insert(new Record(Pk, "r") { ["A"] = 1, ["B"] = 1 }));
        var read = await FoundAsync("r");
        var etag = Assert.Single(await CommittedAsync(new Change.Replace(new Record(Pk, "r") { ETag = read.ETag, ["A"] = 2 })));

        var found = await FoundAsync("r");
        Assert.Equal(etag, found.ETag);
        Assert.NotEqual(read.ETag, found.ETag);
        Assert.Equal([new("A", 2)], found.Columns);
    }

    [Fact]
    public async Task The_version_a_commit_tells_is_good_for_the_next_one()
    {
        var etag = Assert.Single(await CommittedAsync(new Change.Insert(new Record(Pk, "r"))));
        etag = Assert.Single(await CommittedAsync(new Change.Replace(new Record(Pk, "r") { ETag = etag })));
        etag = Assert.Single(await CommittedAsync(new Change.Upsert(new Record(Pk, "r"))));
        Assert.Null(Assert.Single(await CommittedAsync(new Change.Delete("r", etag))));
    }

    [Fact]
    public async Task A_replacement_of_an_older_version_is_a_conflict()
    {
        await CommittedAsync(new Change.Insert(new Record(Pk, "r") { ["A"] = 1 }));
        var old = (await FoundAsync("r")).ETag;
        await CommittedAsync(new Change.Upsert(new Record(Pk, "r") { ["A"] = 2 }));
        Assert.Equal("r", await ConflictAsync(new Change.Replace(new Record(Pk, "r") { ETag = old, ["A"] = 3 })));
        Assert.Equal("r", await ConflictAsync(new Change.Delete("r", old)));
        Assert.Equal(2, (await FoundAsync("r")).GetInt32("A"));
    }

    [Fact]
    public async Task A_version_never_comes_back_after_a_deletion()
    {
        var first = Assert.Single(await CommittedAsync(new Change.Insert(new Record(Pk, "r"))));
        await CommittedAsync(new Change.Delete("r", null));
        Assert.Null(await Store.FindAsync(Table, Pk, "r", Cancel));
        await CommittedAsync(new Change.Insert(new Record(Pk, "r")));
        Assert.Equal("r", await ConflictAsync(new Change.Replace(new Record(Pk, "r") { ETag = first })));
    }

    [Fact]
    public async Task A_row_that_is_gone_can_be_neither_replaced_nor_deleted()
    {
        var etag = Assert.Single(await CommittedAsync(new Change.Insert(new Record(Pk, "r"))));
        await CommittedAsync(new Change.Delete("r", etag));
        Assert.Equal("r", await ConflictAsync(new Change.Replace(new Record(Pk, "r") { ETag = etag })));
        Assert.Equal("r", await ConflictAsync(new Change.Delete("r", etag)));
        Assert.Equal("r", await ConflictAsync(new Change.Delete("r", null)));
    }

    [Fact]
    public async Task A_batch_is_committed_whole_with_its_versions_in_order()
    {
        var before = await CommittedAsync(new Change.Insert(new Record(Pk, "b")), new Change.Insert(new Record(Pk, "c")));
        var etags = await CommittedAsync(
            new Change.Insert(new Record(Pk, "a") { ["A"] = 1 }),
            new Change.Replace(new Record(Pk, "b") { ETag = before[0], ["A"] = 2 }),
            new Change.Delete("c", before[1]),
            new Change.Upsert(new Record(Pk, "d") { ["A"] = 4 }));

        Assert.Equal(4, etags.Count);
        Assert.Null(etags[2]);
        var rows = await ListAsync(RowRange.All);
        Assert.Equal(["a", "b", "d"], rows.Select(r => r.RowKey));
        Assert.Equal([etags[0], etags[1], etags[3]], rows.Select(r => r.ETag));
        Assert.Equal([1, 2, 4], rows.Select(r => r.GetInt32("A") ?? 0));
    }

    [Fact]
    public async Task A_batch_with_one_conflict_writes_nothing()
    {
        await CommittedAsync(new Change.Insert(new Record(Pk, "there") { ["A"] = 1 }));
        var moved = await ConflictAsync(
            new Change.Insert(new Record(Pk, "new")),
            new Change.Upsert(new Record(Pk, "other")),
            new Change.Insert(new Record(Pk, "there") { ["A"] = 2 }),
            new Change.Insert(new Record(Pk, "last")));
        Assert.Equal("there", moved);
        Assert.Equal(1, Assert.Single(await ListAsync(RowRange.All)).GetInt32("A"));
    }

    [Fact]
    public async Task A_batch_on_a_table_that_is_not_there_yet_makes_it_or_conflicts()
    {
        await ConflictAsync(new Change.Delete("r", null), new Change.Insert(new Record(Pk, "s")));
        Assert.Empty(await ListAsync(RowRange.All));
        Assert.Equal(2, (await CommittedAsync(new Change.Insert(new Record(Pk, "r")), new Change.Insert(new Record(Pk, "s")))).Count);
    }

    [Fact]
    public async Task An_empty_commit_is_committed() => Assert.Empty(await CommittedAsync());

    [Fact]
    public async Task A_hundred_changes_are_one_commit()
    {
        var etags = await CommittedAsync([.. Enumerable.Range(0, 100).Select(i => new Change.Insert(new Record(Pk, $"r{i:000}") { ["Text"] = new string('é', 500) }))]);
        Assert.Equal(100, etags.Count);
        Assert.All(etags, etag => Assert.NotNull(etag));
        Assert.Equal(100, (await ListAsync(RowRange.All)).Count);
    }

    [Fact]
    public async Task A_range_holds_its_first_row_and_not_its_end_in_ordinal_order()
    {
        string[] keys = ["b", "a", "B", "aa", "b.", "ab", "c", "é", "1", "10", "2", "_"];
        await CommittedAsync([.. keys.Select(k => new Change.Insert(new Record(Pk, k)))]);

        Assert.Equal(keys.Order(StringComparer.Ordinal), await KeysAsync(RowRange.All));
        Assert.Equal(["a", "aa", "ab"], await KeysAsync(RowRange.Prefix("a")));
        Assert.Equal(["b", "b."], await KeysAsync(new RowRange("b", "c")));
        Assert.Equal(["1", "10", "2", "B"], await KeysAsync(RowRange.Before("_")));
        Assert.Equal(["c", "é"], await KeysAsync(new RowRange("c", null)));
        Assert.Empty(await KeysAsync(new RowRange("x", "b")));
    }

    [Fact]
    public async Task A_list_of_more_than_a_page_is_whole_and_in_order()
    {
        const int rows = 1100; // Azure's page is 1,000
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(100))
            await CommittedAsync([.. chunk.Select(i => new Change.Insert(new Record(Pk, $"r{i:0000}") { ["N"] = i }))]);
        var listed = await ListAsync(RowRange.Prefix("r"));
        Assert.Equal(Enumerable.Range(0, rows), listed.Select(r => r.GetInt32("N") ?? -1));
    }

    [Fact]
    public async Task What_a_caller_changes_later_is_not_in_the_store()
    {
        var bytes = new byte[] { 1, 2 };
        var record = new Record(Pk, "r") { ["A"] = 1, ["Bytes"] = bytes };
        await CommittedAsync(new Change.Insert(record));
        record["A"] = 2;
        bytes[0] = 9;
        var found = await FoundAsync("r");
        found["A"] = 3;
        Assert.Equal(1, (await FoundAsync("r")).GetInt32("A"));
        Assert.Equal([1, 2], (await FoundAsync("r")).GetBinary("Bytes"));
    }

    [Fact]
    public async Task Forty_writers_on_one_row_lose_no_count()
    {
        const int writers = 40;
        var each = CountsOfEachWriter;
        await CommittedAsync(new Change.Insert(new Record(Pk, "tally") { ["Count"] = 0 }));
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < each;)
            {
                var tally = await FoundAsync("tally");
                tally["Count"] = tally.GetInt32("Count")!.Value + 1;
                var result = await Store.CommitAsync(Table, Pk, [new Change.Replace(tally), new Change.Insert(new Record(Pk, $"vote-{writer}-{i}"))], Cancel);
                if (result is CommitResult.Committed)
                    i++;
            }
        }, Cancel)));
        Assert.Equal(writers * each, (await FoundAsync("tally")).GetInt32("Count"));
        Assert.Equal(writers * each, (await ListAsync(RowRange.Prefix("vote-"))).Count);
    }

    [Fact]
    public async Task One_of_forty_inserts_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => Store.CommitAsync(Table, Pk, [new Change.Insert(new Record(Pk, "nonce") { ["By"] = i })], Cancel), Cancel)));
        var winner = Array.FindIndex(results, r => r is CommitResult.Committed);
        Assert.Single(results.OfType<CommitResult.Committed>());
        Assert.Equal(winner, (await FoundAsync("nonce")).GetInt32("By"));
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindAsync(Table, Pk, "r", source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CommitAsync(Table, Pk, [new Change.Insert(new Record(Pk, "r"))], source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ListAsync(Table, Pk, RowRange.All, source.Token).ToListAsync(Cancel));
        Assert.Null(await Store.FindAsync(Table, Pk, "r", Cancel));
    }

    [Fact]
    public async Task What_breaks_a_limit_is_refused_before_anything_is_written()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync("no-table", Pk, [], Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FindAsync(Table, "a/b", "r", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FindAsync(Table, Pk, "r?", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.ListAsync(Table, "a#", RowRange.All, Cancel).ToListAsync(Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(Table, Pk,
            [new Change.Insert(new Record(Pk, "fine")), new Change.Insert(new Record(Pk, "r") { ["Text"] = new string('x', 32_769) })], Cancel));
        Assert.Empty(await ListAsync(RowRange.All));
    }

    [Fact]
    public async Task The_largest_values_that_are_allowed_come_back()
    {
        var large = new Record(Pk, new string('k', 512)) { ["Text"] = new string('x', 32_768), ["Bytes"] = new byte[65_536] };
        var wide = new Record(Pk, "wide");
        for (var i = 0; i < 252; i++)
            wide[$"C{i}"] = i;
        await CommittedAsync(new Change.Insert(large));
        await CommittedAsync(new Change.Insert(wide));
        var found = await FoundAsync(large.RowKey);
        Assert.Equal(large.GetString("Text"), found.GetString("Text"));
        Assert.Equal(65_536, found.GetBinary("Bytes")?.Length);
        Assert.Equal(252, (await FoundAsync("wide")).Columns.Count);
    }

    [Fact]
    public Task A_working_store_passes_its_check() => Store.CheckAsync(Cancel);

    protected async Task<IReadOnlyList<string?>> CommittedAsync(params Change[] changes)
        => Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(Table, Pk, changes, Cancel)).ETags;

    private async Task<string?> ConflictAsync(params Change[] changes)
        => Assert.IsType<CommitResult.Conflict>(await Store.CommitAsync(Table, Pk, changes, Cancel)).RowKey;

    private async Task<Record> FoundAsync(string rowKey)
        => await Store.FindAsync(Table, Pk, rowKey, Cancel) ?? throw new InvalidOperationException($"No row {rowKey}.");

    private async Task<List<Record>> ListAsync(RowRange range) => await Store.ListAsync(Table, Pk, range, Cancel).ToListAsync(Cancel);

    private async Task<IEnumerable<string>> KeysAsync(RowRange range) => (await ListAsync(range)).Select(r => r.RowKey);

    private static bool Equal(object expected, object? found)
        => expected is byte[] bytes ? found is byte[] other && bytes.AsSpan().SequenceEqual(other) : expected.Equals(found);
}
