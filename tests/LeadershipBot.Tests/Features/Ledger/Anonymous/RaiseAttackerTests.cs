using System.Text.Json.Nodes;
using LeadershipBot.Features.Ledger.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Storage;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Ledger.Anonymous;

/// <summary>
/// Somebody has every copy of everything but the key, taken after every single raise and look-up, and even knows who sent
/// something when: what was raised by whom they guess no better than by chance.
/// </summary>
public sealed class RaiseAttackerTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_copy_of_a_SQLite_file_its_log_the_exports_and_all_that_is_logged_tells_nothing()
    {
        using var keys = new TemporaryFolder();
        using var box = await RaiseBox.StartAsync(StartAsync, null, keys.File("key"), people: 40);
        var weeks = box.Weeks(24, raisesMax: 14, seed: 1);
        using var copier = new SqliteCopier(box.Store, AnonymousWeek.Table, box.StorePath);

        var attacker = await Trial.RunAsync(box, copier, weeks, Token);

        Assert.Equal(weeks.Sum(week => week.Answers.Count), attacker.Answers);
        Assert.Empty(attacker.Findings());
        Assert.Empty(box.Tellings);
    }

    [Fact]
    public async Task Every_copy_of_Azure_Tables_with_its_time_stamps_tells_nothing()
    {
        var azurite = await Azurite.StartOwnAsync();
        using var keys = new TemporaryFolder();
        using var copier = new AzureCopier(azurite, AnonymousWeek.Table);
        var store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString, Azurite.Patient());
        using var box = await RaiseBox.StartAsync(StartAsync, store, keys.File("key"), people: 24);

        var attacker = await Trial.RunAsync(box, copier, box.Weeks(10, raisesMax: 12, seed: 2), Token);

        Assert.Empty(attacker.Findings());
        Assert.Empty(box.Tellings);
    }

    [Fact]
    public async Task Were_things_passed_on_in_the_order_in_which_they_came_it_would_be_found()
    {
        using var keys = new TemporaryFolder();
        using var box = await RaiseBox.StartAsync(StartAsync, new MemoryRecordStore(), keys.File("key"), people: 20, tellsOrder: true);
        using var copier = new SqliteCopier(box.Store, AnonymousWeek.Table, null);

        var findings = (await Trial.RunAsync(box, copier, box.Weeks(10, raisesMax: 14, seed: 3), Token)).Findings();

        Assert.Contains(findings, finding => finding.StartsWith("the order of the result is that of the answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_raised_answered_added_and_judged_is_written_alike_and_nothing_is_written_beside_it()
    {
        var bot = await StartAsync();
        var (asked, decided, open) = (await bot.Priya.RaisesAnonymouslyAsync("One"), await bot.Tomasz.RaisesAnonymouslyAsync("Two"), await bot.Yusuf.RaisesAnonymouslyAsync("Three"));
        await bot.PassesOnAsync();
        await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = await bot.KeyOfAsync(asked), ["what"] = "ask" }, new JsonObject { ["words"] = "Which line?" });
        await bot.Organiser.SaysFateAsync(await bot.KeyOfAsync(decided), "ActedOn", "Done");
        await bot.Chair.RaisesAnonymouslyAsync("The first of the week, with which the box is made");

        var written = new List<string>();
        bot.Store.BeforeCommit = (table, partition, changes) =>
        {
            written.Add($"{table} {partition}: " + string.Join(", ", changes.Select(change => $"{change.GetType().Name} {KindOf(change.RowKey)} {SizeOf(change)}").Order()));
            return Task.CompletedTask;
        };
        await bot.Priya.RaisesAnonymouslyAsync(new string('€', 2000));
        await bot.Yusuf.RaisesAnonymouslyAsync("x");
        await bot.Priya.SaysByCodeAsync(asked, "Answer the question", "The one in Vale");
        await bot.Yusuf.SaysByCodeAsync(open, "Add words", "More of it");
        await bot.Tomasz.SaysByCodeAsync(decided, "This answers it");
        bot.Store.BeforeCommit = null;

        Assert.Equal(5, written.Count);
        Assert.StartsWith("LedgerBox larkford.week.20260309: Replace anonymous.slips. ", Assert.Single(written.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_of_a_week_makes_the_box_and_the_order_to_pass_it_on_and_names_nobody()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("raise");
        var written = new List<(string Table, string Row)>();
        bot.Store.BeforeCommit = (table, partition, changes) =>
        {
            lock (written)
                written.AddRange(changes.Select(change => (table, change.RowKey + partition + string.Join(' ', RowOf(change)?.Columns.Select(column => column.Value).OfType<string>() ?? []))));
            return Task.CompletedTask;
        };
        await bot.Priya.RaisesAnonymouslyAsync();
        bot.Store.BeforeCommit = null;

        Assert.Equal(["Due", AnonymousWeek.Table], written.Select(one => one.Table).Distinct().Order());
        Assert.DoesNotContain(written, one => one.Row.Contains(bot.Priya.ObjectId, StringComparison.OrdinalIgnoreCase) || one.Row.Contains("Priya", StringComparison.Ordinal));
        Assert.Contains(written, one => one.Row.StartsWith(OutboxRow.Prefix + PassOn.Kind, StringComparison.Ordinal));
    }

    private static string KindOf(string rowKey) => rowKey.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private static Record? RowOf(Change change) => change switch { Change.Insert insert => insert.Record, Change.Replace replace => replace.Record, Change.Upsert upsert => upsert.Record, _ => null };

    private static int SizeOf(Change change) => RowOf(change)?.Columns.Sum(column => column.Key.Length + SqliteCopier.BytesOf(column.Value).Length) ?? 0;
}
