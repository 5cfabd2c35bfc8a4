using System.Text;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Held;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Features.Privacy;

/// <summary>A person is forgotten: in the store, on the cards, and on every engine.</summary>
public sealed class ForgetMeTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Memory")]
    [InlineData("AzureTables")]
    public async Task Nothing_in_the_store_names_who_was_forgotten_but_the_audit(string engine)
    {
        var store = await OpenAsync(engine) is { } inner ? new SeenPartitions(inner) : null;
        var bot = await StartAsync(new BotOptions { Store = store, TimePasses = true });
        var (over, open) = await PriyaLeavesTracesAsync(bot);

        await ForgetAsync(bot, bot.Priya);

        var last = bot.NewestCardIn(bot.Priya.Chat);
        Assert.Equal("Done", last.Heading);
        Assert.True(last.Says("1 answer to a closed poll") || last.Says("Your name and practice on 1 answer"), last.ToString());
        var traces = store is null ? TracesInFile(bot, bot.Priya) : await TracesAsync(store, bot.Priya);
        Assert.All(traces, trace => Assert.True(IsKept(trace), trace));
        Assert.Contains(traces, trace => trace.Contains(" audit.", StringComparison.Ordinal)); // she asked a poll: that is audited, and was said to be kept
        Assert.Contains(traces, trace => trace.EndsWith($" {PersonRows.Been}larkford", StringComparison.Ordinal)); // by which it is found if she asks again

        Assert.Equal(2, (await bot.AnswersAsync(over)).Count);
        Assert.Contains((await bot.AnswersAsync(over)).Keys, key => key.StartsWith("erased.", StringComparison.Ordinal));
        Assert.Equal([1], (await bot.AnswersAsync(open)).Values);
        await bot.RecountAsync();
        if (store is null)
        {
            await bot.Store.ScrubAsync(Token); // as every night
            NoByteNames(bot);
        }
    }

    [Fact]
    public async Task What_was_counted_stays_counted_and_what_was_asked_names_a_former_member()
    {
        var bot = await StartAsync();
        var (over, open) = await PriyaLeavesTracesAsync(bot);

        await ForgetAsync(bot, bot.Priya);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var closed = await bot.Chair.Sees(over);
        Assert.Equal([1, 1], closed.Choices.Select(choice => choice.Count));
        var answers = CardReading.Of((await bot.Chair.Presses("Who answered", over)).Card);
        Assert.True(answers.Says("A former member"), answers.ToString());
        Assert.False(answers.Says(bot.Priya.Name), answers.ToString());
        Assert.Equal(1, (await bot.Tomasz.Sees(open)).Counts.Values.Sum());
        var asked = bot.PollsIn(bot.GroupChat)[0];
        Assert.True(bot.Tomasz.Reads(asked).Says("a former member"), bot.Tomasz.Reads(asked).ToString());
    }

    [Fact]
    public async Task Nothing_happens_before_the_second_press_and_nobody_else_can_press_it()
    {
        var bot = await StartAsync();
        await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        var card = bot.CardsIn(bot.Priya.Chat)[^1];
        var rows = await bot.RowsAsync("Organisations", "larkford", "roll.");
        Assert.Contains(rows, row => Names(bot.Priya, row));

        var data = TeamsCards.Button(card.Card(), "privacy.forget")!["data"]!.DeepClone().AsObject();
        await bot.Yusuf.Types("help");
        await bot.Yusuf.Executes("privacy.forget", data);
        await bot.DrainAsync();
        rows = await bot.RowsAsync("Organisations", "larkford", "roll.");
        Assert.Contains(rows, row => Names(bot.Priya, row));
        Assert.Contains(rows, row => Names(bot.Yusuf, row));
    }

    [Fact]
    public async Task Pressed_twice_it_is_said_once()
    {
        var bot = await StartAsync();
        await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        var card = bot.CardsIn(bot.Priya.Chat)[^1];
        var pressed = await bot.Priya.Presses("Erase it now", card);
        await bot.DrainAsync();
        await bot.Priya.Delivers(d => d.RedeliverAsync(pressed, newId: true, Token));
        await bot.DrainAsync();
        Assert.Single(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Heading == "Done");
    }

    [Fact]
    public async Task It_is_said_that_who_stays_in_a_team_is_listed_there_again()
    {
        var bot = await StartAsync();
        Assert.False((await bot.HearsWhatForgettingMeansAsync(bot.Priya)).Says("Each night I read who is in the teams"));
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        bot.Clock.Advance(TimeSpan.FromMinutes(5)); // the same words within two minutes are the same request
        var card = await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        Assert.True(card.Says("Each night I read who is in the teams"), card.ToString());
    }

    [Fact]
    public async Task In_a_group_it_is_not_even_shown()
    {
        var bot = await StartAsync();
        var card = await bot.Priya.Hears("forget me", bot.GroupChat);
        Assert.True(card.Says("in your own chat"), card.ToString());
    }

    [Fact]
    public async Task The_last_one_with_a_duty_is_told_and_not_stopped()
    {
        var bot = await StartAsync();
        var card = await bot.HearsWhatForgettingMeansAsync(bot.Administrator);
        Assert.True(card.Says("You are the only administrator"), card.ToString());
        Assert.Contains("Erase it now", card.Buttons);
    }

    [Fact]
    public async Task A_poll_that_is_listed_twice_since_its_making_broke_off_once_counts_once()
    {
        var bot = await StartAsync();
        var (over, _) = await PriyaLeavesTracesAsync(bot);
        var row = (await bot.RowsAsync("PollIndex", "larkford")).Single(one => one.GetString("Poll") == over.Key);
        var second = new LeadershipBot.Storage.Record(row.PartitionKey, "0" + row.RowKey);
        foreach (var (name, value) in row.Columns)
            second[name] = value;
        await bot.Store.Inner.CommitAsync("PollIndex", "larkford", [new Change.Insert(second)], Token);

        var card = await bot.HearsWhatForgettingMeansAsync(bot.Priya);

        Assert.True(card.Says("Your name and practice on 1 answer to a closed poll"), card.ToString());
    }

    [Fact]
    public async Task It_goes_on_after_the_store_was_down_and_Teams_did_not_take_the_last_message()
    {
        var bot = await StartAsync();
        await PriyaLeavesTracesAsync(bot);
        await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        bot.Teams.Faults.Next(2, new Fault(FaultKind.Answer, 401), r => r.Operation == ConnectorOperation.Send);
        await bot.Priya.Presses("Erase it now", bot.CardsIn(bot.Priya.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        Assert.Equal("Done", bot.NewestCardIn(bot.Priya.Chat).Heading);
        Assert.DoesNotContain(await bot.RowsAsync("Organisations", "larkford", "roll."), row => Names(bot.Priya, row));
    }

    [Fact]
    public async Task What_is_held_is_told_page_by_page_and_only_about_who_asks()
    {
        var bot = await StartAsync();
        await PriyaLeavesTracesAsync(bot);
        await bot.Priya.Types("what do you hold about me");
        var message = bot.CardsIn(bot.Priya.Chat)[^1];
        var card = CardReading.Of(message.Card());
        Assert.True(card.Says("You asked “Tea or coffee?”") && card.Says("You answered “Over soon?” with “Yes”"), card.ToString());

        var all = string.Join('\n', card.Texts);
        for (var page = 0; page < 5 && card.Buttons.Contains("Next page"); page++)
        {
            await bot.Priya.Presses("Next page", message);
            card = CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(message.Id)!, bot.Priya.Person));
            all += "\n" + card;
        }

        Assert.Contains("lists you as", all, StringComparison.Ordinal);
        Assert.Contains("You are in a team or chat of Larkford and Vale CCG.", all, StringComparison.Ordinal);
        Assert.Contains("You left a team or chat of Larkford and Vale CCG.", all, StringComparison.Ordinal);
        Assert.Contains("Larkford and Vale CCG had me installed for you.", all, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Tomasz.Name, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_comes_at_once_while_the_store_of_polls_is_down_and_the_rest_follows_once()
    {
        var bot = await StartAsync();
        var (over, _) = await PriyaLeavesTracesAsync(bot);
        var before = bot.CardsIn(bot.Priya.Chat).Count;

        bot.Store.Fails(StoreFault.Unavailable, "PollIndex");
        await bot.Priya.Delivers(d => d.MessageAsync(bot.Priya.Person, bot.Priya.Chat, "forget me", cancellationToken: Token));
        Assert.True(Assert.Single(bot.CardsIn(bot.Priya.Chat).Skip(before).Select(message => CardReading.Of(message.Card()))).Says("I am looking up what I would erase"));
        bot.Clock.Advance(TimeSpan.FromSeconds(2));
        bot.Store.Recovers();
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));
        var asked = Assert.Single(bot.CardsIn(bot.Priya.Chat).Skip(before + 1));

        bot.Store.Fails(StoreFault.Unavailable, "Polls");
        var pressed = await bot.Priya.Presses("Erase it now", asked);
        Assert.Equal("It is being erased", CardReading.Of(pressed.Card).Heading);
        bot.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Heading == "Done");
        bot.Store.Recovers();
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));

        Assert.Single(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Heading == "Done");
        Assert.DoesNotContain((await bot.AnswersAsync(over)).Keys, key => key == bot.Priya.ObjectId);
    }

    [Fact]
    public async Task Asked_twice_it_is_looked_up_once_and_a_card_of_yesterday_erases_nothing()
    {
        var bot = await StartAsync();
        await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        var card = bot.CardsIn(bot.Priya.Chat)[^1];
        await bot.Priya.Types("forget me");
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Single(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Buttons.Contains("Erase it now"));

        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        var pressed = await bot.Priya.Presses("Erase it now", card);
        await bot.DrainAsync();

        Assert.Contains("more than a day old", pressed.Text, StringComparison.Ordinal);
        Assert.Contains(await bot.RowsAsync("Organisations", "larkford", "roll."), row => Names(bot.Priya, row));
    }

    [Fact]
    public async Task The_pages_of_what_is_held_are_their_owners_alone_and_go_with_them_or_after_a_day()
    {
        var bot = await StartAsync();
        await PriyaLeavesTracesAsync(bot);
        await bot.Priya.Types("what do you hold about me");
        var data = TeamsCards.Button(bot.CardsIn(bot.Priya.Chat).Last(message => CardReading.Of(message.Card()).Buttons.Contains("Next page")).Card(), "privacy.page")!["data"]!.DeepClone().AsObject();
        await bot.Yusuf.Types("help");

        var others = await bot.Yusuf.Executes("privacy.page", data.DeepClone().AsObject());
        Assert.Contains("kept for a day only", others.Text, StringComparison.Ordinal);
        var (reads, commits) = (bot.Store.Reads, bot.Store.Commits);
        var mine = await bot.Priya.Executes("privacy.page", data.DeepClone().AsObject());
        Assert.NotNull(mine.Card);
        Assert.True(bot.Store.Reads - reads <= 1 && bot.Store.Commits == commits, $"Turning a page took {bot.Store.Reads - reads} reads.");

        await ForgetAsync(bot, bot.Priya);
        Assert.Empty(await bot.RowsAsync("Privacy", IdOf(bot.Priya)));
        await bot.Yusuf.Types("what do you hold about me");
        Assert.NotEmpty(await bot.RowsAsync("Privacy", IdOf(bot.Yusuf)));
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        Assert.Empty(await bot.RowsAsync("Privacy", IdOf(bot.Yusuf)));
    }

    private static string IdOf(Colleague who) => new LeadershipBot.Domain.People.MemberId(who.Person.TenantId, who.ObjectId).ToString();

    private static async Task<(AskedPoll Over, AskedPoll Open)> PriyaLeavesTracesAsync(BotUnderTest bot)
    {
        await bot.Priya.Asks(bot.GroupChat, "Tea or coffee?", "Tea", "Coffee");
        var over = await bot.Chair.AsksInChannel("Over soon?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: over);
        await bot.Tomasz.Votes("No", on: over);
        await bot.Chair.Sees(over);
        await bot.Chair.Closes(over);
        var open = await bot.Chair.AsksInChannel("Still open?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: open);
        await bot.Tomasz.Votes("No", on: open);
        await bot.Priya.Types("help");
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        await WasElsewhereAsync(bot, bot.Priya);
        await bot.DrainAsync();
        return (over, open);
    }

    /// <summary>That she left the place before, and that the bot was installed for her.</summary>
    private static async Task WasElsewhereAsync(BotUnderTest bot, Colleague who)
    {
        var (store, id) = (bot.Services.GetRequiredService<IRecordStore>(), new LeadershipBot.Domain.People.MemberId(who.Person.TenantId, who.ObjectId));
        var left = new LeadershipBot.Storage.Record(RosterRows.PartitionOf(bot.PlaceOf(bot.GroupChat)), RosterRows.Left + id) { ["LeftAt"] = bot.Clock.GetUtcNow() };
        await store.CommitAsync(RosterRows.Table, left.PartitionKey, [new Change.Upsert(left)], Token);
        var install = new LeadershipBot.Storage.Record(Places.Larkford, Installations.Prefix + id) { ["State"] = "Installed", ["At"] = bot.Clock.GetUtcNow() };
        await store.CommitAsync(OrganisationRows.Table, Places.Larkford, [new Change.Upsert(install)], Token);
    }

    private static async Task ForgetAsync(BotUnderTest bot, Colleague who)
    {
        await bot.DrainAsync();
        await bot.HearsWhatForgettingMeansAsync(who);
        await who.Presses("Erase it now", bot.CardsIn(who.Chat)[^1]);
        for (var tries = 0; tries < 200 && bot.NewestCardIn(who.Chat).Heading != "Done"; tries++)
            await bot.DrainAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));
    }

    /// <summary>The audit, and what leads to it.</summary>
    private static bool IsKept(string trace)
        => trace.Contains(" audit.", StringComparison.Ordinal)
            || trace.EndsWith($" {PersonRows.Been}larkford", StringComparison.Ordinal)
            || trace.EndsWith($" {OutboxRow.RowKeyOf(LookAgain.Kind, "larkford")}", StringComparison.Ordinal)
            || trace.StartsWith("Due ", StringComparison.Ordinal);

    private static bool Names(Colleague who, LeadershipBot.Storage.Record row)
        => Holds(row.PartitionKey, who) || Holds(row.RowKey, who) || row.Columns.Any(column => column.Value is string text && Holds(text, who));

    private static bool Holds(string text, Colleague who)
        => text.Contains(who.ObjectId, StringComparison.OrdinalIgnoreCase) || text.Contains(who.Name, StringComparison.OrdinalIgnoreCase);

    private static async Task<List<string>> TracesAsync(SeenPartitions store, Colleague who)
        => [.. (await store.AllRowsAsync(Token)).Where(one => Names(who, one.Row)).Select(one => $"{one.Table} {one.Row.PartitionKey} {one.Row.RowKey}")];

    private static List<string> TracesInFile(BotUnderTest bot, Colleague who)
    {
        var traces = new List<string>();
        using var connection = Open(bot);
        using var ask = connection.CreateCommand();
        ask.CommandText = "SELECT tbl, pk, rk, columns FROM records";
        using var rows = ask.ExecuteReader();
        while (rows.Read())
        {
            if (Enumerable.Range(1, 3).Any(column => Holds(rows.GetString(column), who)))
                traces.Add($"{rows.GetString(0)} {rows.GetString(1)} {rows.GetString(2)}");
        }

        return traces;
    }

    /// <summary>Not even where rows were: the file's own bytes, once the log was taken into it.</summary>
    private static void NoByteNames(BotUnderTest bot)
    {
        using (var connection = Open(bot))
        {
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            using var answer = checkpoint.ExecuteReader();
            Assert.True(answer.Read() && answer.GetInt32(0) == 0, "The log could not be taken into the file.");
        }

        using var file = new FileStream(bot.StorePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(bot.Tomasz.Name)) >= 0, "The test would see a name.");
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(bot.Priya.Name)));
    }

    private static SqliteConnection Open(BotUnderTest bot)
    {
        var connection = new SqliteConnection($"Data Source={bot.StorePath};Pooling=False");
        connection.Open();
        return connection;
    }

    private static async Task<IRecordStore?> OpenAsync(string engine) => engine switch
    {
        "Memory" => new MemoryRecordStore(),
        "AzureTables" => AzureTablesRecordStore.FromConnectionString((await Azurite.StartOwnAsync()).ConnectionString),
        _ => null,
    };
}
