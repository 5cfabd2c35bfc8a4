using System.Diagnostics;
using LeadershipBot.Storage;
using Microsoft.Data.Sqlite;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Storage;

/// <summary>What a file on a disk can suffer.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => _folder.File("store.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_commit_acknowledged_before_a_kill_is_there_after_it()
    {
        var acknowledged = new List<string>();
        var writer = System.IO.Path.Combine(AppContext.BaseDirectory, "LeadershipBot.StoreWriter.dll");
        using (var child = Process.Start(new ProcessStartInfo("dotnet", [writer, Path]) { UseShellExecute = false, RedirectStandardOutput = true })!)
        {
            while (await child.StandardOutput.ReadLineAsync(Cancel) is { } vote)
            {
                acknowledged.Add(vote);
                if (acknowledged.Count == 500)
                    child.Kill();
            }

            await child.WaitForExitAsync(Cancel);
            Assert.NotEqual(0, child.ExitCode);
        }

        Assert.True(acknowledged.Count >= 500);
        await using var store = new SqliteRecordStore(Path);
        var rows = (await store.ListAsync("Votes", "p", RowRange.All, Cancel).ToListAsync(Cancel)).Select(r => r.RowKey).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(acknowledged.Except(rows));
        // Whole commits only: each vote came with its twin.
        Assert.All(rows.Where(r => !r.StartsWith("twin-", StringComparison.Ordinal)), r => Assert.Contains("twin-" + r, rows));
    }

    [Fact]
    public async Task Records_are_there_after_a_restart_and_versions_go_on()
    {
        string? first;
        await using (var store = new SqliteRecordStore(Path))
            first = ETag(await store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", "r") { ["A"] = 1 })], Cancel));
        Assert.Equal(["store.db"], Directory.GetFiles(_folder.Path).Select(System.IO.Path.GetFileName));

        await using (var store = new SqliteRecordStore(Path))
        {
            Assert.Equal(first, (await store.FindAsync("Polls", "p", "r", Cancel))?.ETag);
            Assert.NotEqual(first, ETag(await store.CommitAsync("Polls", "p", [new Change.Upsert(new Record("p", "r"))], Cancel)));
        }
    }

    [Fact]
    public async Task What_was_deleted_is_nowhere_in_the_file_once_that_was_written_anew_not_even_where_rows_were_moved()
    {
        var lot = new Random(20261127);
        for (var file = 0; file < 3; file++)
        {
            var path = _folder.File($"{file}.db");
            await using (var store = new SqliteRecordStore(path))
            {
                var named = new List<(string Partition, string Row)>();
                for (var group = 0; group < 30; group++)
                {
                    var (partition, changes) = ($"p{lot.Next(8)}", new Dictionary<string, Change>(StringComparer.Ordinal));
                    while (changes.Count < 100)
                    {
                        var (key, isNamed) = ($"r{lot.Next(1 << 24):x6}", lot.Next(7) == 0);
                        if (isNamed)
                            named.Add((partition, key));
                        changes[key] = new Change.Upsert(new Record(partition, key) { ["Name"] = isNamed ? "Dr Priya Raman" : "Dr Tomasz Zielinski", ["Words"] = new string('x', lot.Next(20, 600)) });
                    }

                    await store.CommitAsync("People", partition, [.. changes.Values], Cancel);
                }

                foreach (var some in named.Distinct().GroupBy(one => one.Partition).SelectMany(one => one.Chunk(StoreLimits.ChangesMax)))
                    await store.CommitAsync("People", some[0].Partition, [.. some.Select(one => new Change.Delete(one.Row, null))], Cancel);
                await Task.WhenAll(store.ScrubAsync(Cancel), store.ScrubAsync(Cancel), store.CommitAsync("People", "p0", [new Change.Upsert(new Record("p0", "after"))], Cancel)); // commits wait for it
                Assert.NotNull(await store.FindAsync("People", "p0", "after", Cancel));
            }

            var bytes = await File.ReadAllBytesAsync(path, Cancel);
            Assert.True(bytes.AsSpan().IndexOf("Dr Tomasz Zielinski"u8) >= 0, "The test would see a name.");
            Assert.Equal(-1, bytes.AsSpan().IndexOf("Dr Priya Raman"u8));
        }
    }

    [Fact]
    public async Task A_file_that_is_gone_or_that_another_holds_is_not_written_anew_and_it_says_so()
    {
        await using var store = new SqliteRecordStore(Path, lockSecondsMax: 1);
        await store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", "r"))], Cancel);
        await using (var other = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            await other.OpenAsync(Cancel);
            await using var holds = other.CreateCommand();
            holds.CommandText = "BEGIN IMMEDIATE";
            await holds.ExecuteNonQueryAsync(Cancel);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ScrubAsync(Cancel));
        }

        await store.ScrubAsync(Cancel); // it is let go
        Assert.NotNull(await store.FindAsync("Polls", "p", "r", Cancel));
        File.Delete(Path);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ScrubAsync(Cancel));
    }

    [Fact]
    public async Task Two_stores_on_one_file_lose_no_count()
    {
        const int writers = 20, each = 10;
        await using var one = new SqliteRecordStore(Path);
        await using var two = new SqliteRecordStore(Path);
        await one.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", "tally") { ["Count"] = 0 })], Cancel);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var store = writer % 2 == 0 ? one : two;
            for (var i = 0; i < each;)
            {
                var tally = (await store.FindAsync("Polls", "p", "tally", Cancel))!;
                tally["Count"] = tally.GetInt32("Count")!.Value + 1;
                if (await store.CommitAsync("Polls", "p", [new Change.Replace(tally)], Cancel) is CommitResult.Committed)
                    i++;
            }
        }, Cancel)));
        Assert.Equal(writers * each, (await two.FindAsync("Polls", "p", "tally", Cancel))?.GetInt32("Count"));
    }

    [Fact]
    public async Task Ten_stores_that_open_a_new_file_at_once_all_work()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            await using var store = new SqliteRecordStore(Path);
            Assert.IsType<CommitResult.Committed>(await store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", $"{i}"))], Cancel));
        }, Cancel)));
        await using var last = new SqliteRecordStore(Path);
        Assert.Equal(10, (await last.ListAsync("Polls", "p", RowRange.All, Cancel).ToListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task The_file_can_be_read_with_plain_SQL()
    {
        await using var store = new SqliteRecordStore(Path);
        await store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", "r") { ["Question"] = "Should we \"extend\"? 🩺", ["Count"] = 3 })], Cancel);
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (columns ->> 'Question') || ' ' || (columns ->> 'Count') || ' ' || typeof(columns) FROM records WHERE tbl = 'Polls' AND pk = 'p'";
        Assert.Equal("Should we \"extend\"? 🩺 3 text", command.ExecuteScalar());
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
    }

    [Fact]
    public async Task A_torn_end_of_the_log_costs_no_earlier_commit()
    {
        await using (var store = new SqliteRecordStore(Path))
        {
            for (var i = 0; i < 20; i++)
                await store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", $"{i:00}"))], Cancel);
            // As a crash leaves it: database and log, of which the last bytes never reached the disk.
            File.Copy(Path, _folder.File("torn.db"));
            var log = await File.ReadAllBytesAsync(Path + "-wal", Cancel);
            await File.WriteAllBytesAsync(_folder.File("torn.db-wal"), log[..^100], Cancel);
        }

        await using var torn = new SqliteRecordStore(_folder.File("torn.db"));
        var rows = await torn.ListAsync("Polls", "p", RowRange.All, Cancel).ToListAsync(Cancel);
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(i => $"{i:00}"), rows.Select(r => r.RowKey));
        Assert.InRange(rows.Count, 18, 20);
        await torn.CheckAsync(Cancel);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_an_outage()
    {
        await File.WriteAllTextAsync(Path, new string('x', 10_000), Cancel);
        await using var store = new SqliteRecordStore(Path);
        await UnavailableAsync(store);
    }

    [Fact]
    public async Task A_file_of_a_later_format_is_refused()
    {
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 2";
            command.ExecuteNonQuery();
        }

        await using var store = new SqliteRecordStore(Path);
        Assert.Contains("format 2", (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CheckAsync(Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_an_outage()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", Cancel);
        await using var store = new SqliteRecordStore(System.IO.Path.Combine(_folder.File("file"), "store.db"));
        await UnavailableAsync(store);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_an_outage()
    {
        Directory.CreateDirectory(Path);
        await using var store = new SqliteRecordStore(Path);
        await UnavailableAsync(store);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_made()
    {
        await using var store = new SqliteRecordStore(System.IO.Path.Combine(_folder.Path, "data", "deep", "store.db"));
        await store.CheckAsync(Cancel);
    }

    [Fact]
    public async Task A_file_that_disappears_is_an_outage_until_it_is_back()
    {
        await using var store = new SqliteRecordStore(Path);
        await store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", "r"))], Cancel);
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.Move(file, file + ".away");
        await UnavailableAsync(store);
        Assert.False(File.Exists(Path));
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.Move(file, file[..^".away".Length]);
        await store.CheckAsync(Cancel);
        Assert.NotNull(await store.FindAsync("Polls", "p", "r", Cancel));
    }

    [Fact]
    public async Task A_file_that_another_keeps_locked_is_an_outage_until_it_is_free()
    {
        await using var store = new SqliteRecordStore(Path, lockSecondsMax: 1);
        await store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", "r"))], Cancel);
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync("Polls", "p", [new Change.Upsert(new Record("p", "r"))], Cancel));
            Assert.NotNull(await store.FindAsync("Polls", "p", "r", Cancel)); // reading goes on
        }

        await store.CheckAsync(Cancel);
    }

    [Fact]
    public async Task What_waits_is_written_before_the_store_is_gone()
    {
        var commits = new List<Task<CommitResult>>();
        await using (var store = new SqliteRecordStore(Path))
            for (var i = 0; i < 1000; i++)
                commits.Add(store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", $"{i}"))], Cancel));
        Assert.All(await Task.WhenAll(commits), r => Assert.IsType<CommitResult.Committed>(r));
    }

    [Fact]
    public async Task A_store_that_was_disposed_says_so()
    {
        var store = new SqliteRecordStore(Path);
        await store.CheckAsync(Cancel);
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", "r"))], Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.FindAsync("Polls", "p", "r", Cancel));
    }

    [Fact]
    public async Task A_list_of_fifty_thousand_rows_is_whole_while_others_write()
    {
        await using var store = new SqliteRecordStore(Path);
        await Task.WhenAll(Enumerable.Range(0, 50_000).Chunk(100).Select(chunk =>
            store.CommitAsync("Polls", "p", [.. chunk.Select(i => new Change.Insert(new Record("p", $"r{i:00000}") { ["N"] = i }))], Cancel)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                await store.CommitAsync("Polls", "p", [new Change.Upsert(new Record("p", $"z{i}"))], Cancel);
        }, Cancel);
        var expected = 0;
        await foreach (var record in store.ListAsync("Polls", "p", RowRange.Prefix("r"), Cancel))
            Assert.Equal(expected++, record.GetInt32("N"));
        Assert.Equal(50_000, expected);
        await stop.CancelAsync();
        await writing;
    }

    private static string? ETag(CommitResult result) => Assert.IsType<CommitResult.Committed>(result).ETags[0];

    private static async Task UnavailableAsync(SqliteRecordStore store)
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync("Polls", "p", [new Change.Upsert(new Record("p", "r"))], Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync("Polls", "p", "r", Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ListAsync("Polls", "p", RowRange.All, Cancel).ToListAsync(Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CheckAsync(Cancel));
    }
}
