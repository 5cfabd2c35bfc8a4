using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Ledger;

/// <summary>Lists, the page for members, files, and what is held.</summary>
public sealed class LedgerListTests(ITestOutputHelper output) : WholeApp
{
    private const int Many = 20_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_of_any_list_of_20_000_entries_reads_that_page_alone()
    {
        var bot = await StartAsync();
        var owner = new LedgerOwner(AskedPeople.IdOf(bot.Organiser), bot.Organiser.Name);
        var entries = Enumerable.Range(0, Many).Select(n => Entry(n, owner)).ToList();
        var tally = LedgerTallyRows.PartitionOf("larkford");
        var months = entries.GroupBy(entry => LedgerTallyRows.MonthRow(DateOnly.FromDateTime(entry.RaisedAt.UtcDateTime)))
            .Select(month => LedgerTallyRows.Of(tally, month.Key, LedgerFigures.Of(month).Tally, null))
            .Append(new LeadershipBot.Storage.Record(tally, LedgerTallyRows.Whole));
        var lines = entries.SelectMany(LedgerIndexRows.LinesOf).Concat(months).GroupBy(line => line.PartitionKey);
        foreach (var list in lines)
            await bot.Services.GetRequiredService<Staging>().WriteAsync(LedgerIndexRows.Table, list.Key, list, Token);
        await bot.Organiser.ReadsListAsync("Open");

        foreach (var list in new[] { "Open", "Overdue", "Mine", "Heard", "Considering", "ActedOn", "NotActedOn", "PassedOn", "All" })
        {
            var (read, slowest, from) = (0, TimeSpan.Zero, "");
            bot.Store.RowRead = row => read += row.RowKey.Length > 20 && char.IsAsciiDigit(row.RowKey[0]) ? 1 : 0;
            for (var page = 0; page < 3; page++)
            {
                var watch = Stopwatch.StartNew();
                var card = await bot.Organiser.ReadsListAsync(list, from);
                slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
                Assert.Equal(6, CardReading.All(card.Json["body"]).Count(one => one["maxLines"] is not null));
                from = card.Json["actions"]!.AsArray().Single(one => one!["title"]!.GetValue<string>() == "Next page")!["data"]!["from"]!.GetValue<string>();
            }

            bot.Store.RowRead = null;
            output.WriteLine($"{list}: {slowest.TotalMilliseconds:0} ms for the slowest of three pages, {read} lines read");
            Assert.Equal(21, read);
        }

        var (said, all) = (Stopwatch.StartNew(), 0);
        bot.Store.RowRead = row => all += row.PartitionKey.StartsWith("larkford", StringComparison.Ordinal) && row.RowKey.Length > 5 ? 1 : 0;
        var told = await bot.Priya.Hears("you said we did");
        bot.Store.RowRead = null;
        Assert.True(told.Says("things were raised since 1 March 2025") && told.Says("half had it within 9 days"), told.ToString());
        Assert.InRange(all, 5, 25); // the page, a row for each month, and little else
        output.WriteLine($"you said, we did, with the figures of a year: {said.ElapsedMilliseconds} ms, {all} rows read");
    }

    [Fact]
    public async Task Figures_stand_on_five_items_at_least()
    {
        var bot = await StartAsync();
        for (var n = 0; n < 5; n++)
        {
            var key = await bot.RaisesAsync(bot.Priya, $"Thing {n}");
            if (n == 4)
            {
                var few = await bot.Yusuf.Hears("you said we did");
                Assert.True(few.Says("5 things were raised") && few.Says("80% of them had a reply.") && few.Says("fewer than 5 items") && !few.Says("were acted on"), few.ToString());
            }

            await bot.Organiser.SaysFateAsync(key, n < 2 ? "ActedOn" : "NotActedOn", "So");
            await bot.Priya.PressesAsync(bot, "ledger.judge", key, new JsonObject { ["verdict"] = n == 0 ? "no" : "yes" });
        }

        var page = await bot.Yusuf.Hears("you said we did");
        Assert.True(page.Says("40% of the 5 with an outcome were acted on") && page.Says("80% of the 5 people who said so are content"), page.ToString());
        Assert.Contains("Next page", page.Buttons);
        Assert.DoesNotContain("Priya", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_stands_in_the_lists_of_what_it_is_now_and_in_no_others()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        Assert.Equal((1, 1, 1, 0), await CountsAsync(bot));
        await bot.Organiser.SaysFateAsync(key, "Considering", "We look");
        Assert.Equal((1, 0, 1, 0), await CountsAsync(bot));
        await bot.Organiser.SaysFateAsync(key, "ActedOn", "Done");
        Assert.Equal((0, 0, 0, 1), await CountsAsync(bot));
        await bot.Organiser.SaysFateAsync(key, "Considering", "Taken up again");
        Assert.Equal((1, 0, 1, 0), await CountsAsync(bot));
    }

    [Fact]
    public async Task The_ledger_as_a_file_names_only_who_raised_by_name_and_is_audited()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        var into = await bot.RaisesAsync(bot.Priya, "=HYPERLINK(1)");
        await MergeTests.JoinsAsync(bot, bot.Organiser, await bot.RaisesAsync(bot.Yusuf, "The same again"), into);
        await bot.RaisesAsync(bot.Tomasz, "By name", "Named");
        Assert.True((await bot.Priya.Hears("export ledger")).Says("This is for:"));
        await bot.Chair.Types("export ledger");
        await bot.Chair.Delivers(d => d.AcceptFileAsync(bot.Chair.Person, Assert.Single(bot.ConsentsFor(bot.Chair)), Token));
        await bot.DrainAsync();

        var file = Encoding.UTF8.GetString(bot.NewestUpload());
        Assert.Contains("'=HYPERLINK(1)", file, StringComparison.Ordinal);
        Assert.Contains("Named,Dr Tomasz Zielinski,By name", file, StringComparison.Ordinal);
        var reference = LedgerRows.ToEntry((await bot.RowsAsync(LedgerRows.Table, into, LedgerRows.Entry)).Single()).Reference;
        Assert.Contains(file.Split("\r\n"), line => line.Contains("The same again", StringComparison.Ordinal) && line.EndsWith($",1,{reference}", StringComparison.Ordinal));
        Assert.DoesNotContain("Priya", file, StringComparison.Ordinal);
        Assert.Equal(["ledger.exported"], await bot.AuditAsync("larkford"));
    }

    [Fact]
    public async Task Who_is_forgotten_leaves_their_words_behind_without_them()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya, voice: "Named");
        await bot.Organiser.SaysFateAsync(key, "Considering", "We look");
        var held = Held(bot);
        var priya = About(bot, bot.Priya);
        Assert.Contains((await held.DescribeAsync(priya, Token)).Single().Lines, line => line.Words.Contains(LedgerForms.Words, StringComparison.Ordinal));
        Assert.Single((await held.PlanAsync(priya, Token)).Erased);

        await held.ForgetAsync(priya, Token);
        await held.ForgetAsync(About(bot, bot.Organiser), Token);
        await bot.DrainAsync();

        var entry = await bot.Chair.ReadsEntryAsync(bot, key);
        Assert.True(entry.Says(LedgerForms.Words) && !entry.ToString().Contains("Priya", StringComparison.Ordinal) && !entry.ToString().Contains("Helen", StringComparison.Ordinal), entry.ToString());
        Assert.Empty(await held.DescribeAsync(priya, Token));
        Assert.DoesNotContain(await bot.RowsAsync(LedgerRows.Table, key), row => row.RowKey == LedgerRows.Author);
        await bot.Chair.SaysFateAsync(key, "ActedOn", "Done"); // nobody is told, and nothing breaks
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Forgetting_who_gave_or_got_an_entry_takes_that_name_and_leaves_the_others(bool giver)
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.Organiser.SendsAsync("ledger.owner.form", new JsonObject { ["key"] = key }, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString() });
        var (goes, stays) = giver ? (bot.Organiser, bot.Yusuf) : (bot.Yusuf, bot.Organiser);
        Assert.Contains(LedgerRows.Step, (await Held(bot).DescribeAsync(About(bot, goes), Token)).Single().Json.ToJsonString(), StringComparison.Ordinal);

        await Held(bot).ForgetAsync(About(bot, goes), Token);
        await bot.DrainAsync();

        var card = await bot.Chair.ReadsEntryAsync(bot, key);
        Assert.True(!card.ToString().Contains(goes.Name, StringComparison.Ordinal) && card.Says(stays.Name) && card.Says("a former member"), card.ToString());
        var rows = (await bot.RowsAsync(LedgerRows.Table, key)).Where(row => !row.RowKey.StartsWith("audit.", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Columns.Any(column => column.Value is string text && (text.Contains(goes.ObjectId, StringComparison.OrdinalIgnoreCase) || text.Contains(goes.Name, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Notes_of_who_acted_go_with_whoever_is_forgotten_and_with_the_entry()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya, voice: "Named");
        await bot.Chair.ReadsEntryAsync(bot, key); // which leaves nothing but the audit
        foreach (var owner in new[] { bot.Tomasz, bot.Yusuf })
            await bot.Organiser.SendsAsync("ledger.owner.form", new JsonObject { ["key"] = key }, new JsonObject { ["person"] = AskedPeople.IdOf(owner).ToString() });
        await bot.Services.GetRequiredService<LedgerShelf>().NoteAsync("larkford.gone", AskedPeople.IdOf(bot.Priya), Token); // of an entry that is gone, or was never changed
        await bot.Organiser.SaysFateAsync(key, "NotActedOn", ""); // refused
        await bot.Chair.Types("export ledger");
        foreach (var who in new[] { bot.Chair, bot.Organiser, bot.Tomasz, bot.Yusuf, bot.Priya })
            Assert.NotEmpty(await DidAsync(bot, who));

        await Held(bot).ForgetAsync(About(bot, bot.Priya), Token);
        Assert.Empty(await DidAsync(bot, bot.Priya));
        Assert.Equal(2, await SweepAsync(bot, BotUnderTest.Start.AddDays(1))); // the entry, and that the ledger was taken as a file

        foreach (var who in new[] { bot.Chair, bot.Organiser, bot.Tomasz, bot.Yusuf })
            Assert.Empty(await DidAsync(bot, who));
        Assert.Empty(await bot.AuditAsync("larkford"));
    }

    [Fact]
    public async Task Nothing_that_was_touched_lately_goes_however_long_ago_it_was_raised()
    {
        var bot = await StartAsync();
        var (passed, decided, other) = (await bot.RaisesAsync(bot.Priya, "Passed on"), await bot.RaisesAsync(bot.Priya, "Decided long ago"), await bot.RaisesAsync(bot.Priya, "It held another once"));
        await bot.Organiser.SaysFateAsync(passed, "PassedOn", "It is theirs", "NHS England");
        await bot.Organiser.SaysFateAsync(decided, "ActedOn", "Done");
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(10));
        await bot.Organiser.SaysFateAsync(passed, "Considering", "They gave it back");
        var (joined, separate) = (await bot.RaisesAsync(bot.Tomasz, "Again"), await bot.RaisesAsync(bot.Yusuf, "By itself"));
        await MergeTests.JoinsAsync(bot, bot.Organiser, joined, decided);
        var left = LedgerRows.OfJoined(other, new JoinedEntry(separate.Split('.')[1], AtVersion: 1)); // as where one was separated and isn't let go yet
        await bot.Store.CommitAsync(LedgerRows.Table, other, [new LeadershipBot.Storage.Change.Insert(left)], Token);

        Assert.Equal(1, await SweepAsync(bot, BotUnderTest.Start.AddDays(5)));

        Assert.Empty(await bot.RowsAsync(LedgerRows.Table, other));
        foreach (var key in new[] { passed, decided, joined, separate })
            Assert.NotEmpty(await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Entry));
        Assert.Equal(3, await SweepAsync(bot, BotUnderTest.Start.AddDays(11))); // what is joined goes with the other
    }

    [Fact]
    public async Task What_had_its_outcome_long_ago_goes_with_all_its_lines()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.Organiser.SaysFateAsync(key, "ActedOn", "Done");
        Assert.Equal(0, await SweepAsync(bot, BotUnderTest.Start.AddDays(-1)));
        Assert.Equal(1, await SweepAsync(bot, BotUnderTest.Start.AddDays(1)));

        Assert.Empty(await bot.RowsAsync(LedgerRows.Table, key));
        foreach (var part in new[] { "", ".told", ".fate.ActedOn", ".ref", $".by.{AskedPeople.IdOf(bot.Priya)}", $".did.{AskedPeople.IdOf(bot.Organiser)}" })
            Assert.Empty(await bot.RowsAsync(LedgerIndexRows.Table, "larkford" + part));
    }

    private static Task<int> SweepAsync(BotUnderTest bot, DateTimeOffset olderThan)
        => bot.Services.GetServices<LeadershipBot.Shell.Privacy.IRetention>().Single(one => one.Kind.Name == "Ledger").SweepAsync("larkford", olderThan, LeadershipBot.Shell.Privacy.Sweep.Remove, Token);

    private static async Task<List<string>> DidAsync(BotUnderTest bot, Colleague who)
        => [.. (await bot.RowsAsync(LedgerIndexRows.Table, LedgerIndexRows.DoneBy("larkford", AskedPeople.IdOf(who)))).Select(row => row.GetString("Key")!)];

    private static LeadershipBot.Shell.Privacy.IPersonalData Held(BotUnderTest bot)
        => bot.Services.GetServices<LeadershipBot.Shell.Privacy.IPersonalData>().Single(one => one.GetType().Name == "LedgerHeld");

    private static LeadershipBot.Shell.Privacy.PersonAsked About(BotUnderTest bot, Colleague who)
        => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford")] };

    private static async Task<(int Open, int Heard, int Due, int Told)> CountsAsync(BotUnderTest bot)
    {
        var counts = new List<int>();
        foreach (var list in new[] { ".open", ".fate.Heard", ".due", ".told" })
            counts.Add((await bot.RowsAsync(LedgerIndexRows.Table, "larkford" + list)).Count);
        return (counts[0], counts[1], counts[2], counts[3]);
    }

    private static LedgerEntry Entry(int n, LedgerOwner owner)
    {
        var raised = BotUnderTest.Start.AddMinutes(-20 * n);
        var fate = (Fate)(n % 5);
        return new LedgerEntry($"id{n:D6}", new OrganisationName("larkford", "Larkford"), Reference.Of((uint)n), LeadershipBot.Domain.Disclosure.Voice.Confidential, $"Thing {n}: " + new string('x', 300), raised)
        {
            Fate = fate,
            Answer = fate is Fate.Heard ? "" : "An answer",
            Owner = n % 3 == 0 ? owner : null,
            RepliedAt = fate is Fate.Heard ? null : raised.AddDays(3),
            DecidedAt = fate.IsFinal() ? raised.AddDays(9) : null,
        };
    }
}
