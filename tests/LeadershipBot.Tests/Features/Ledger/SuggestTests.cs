using System.Text.Json.Nodes;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Ledger;

/// <summary>Another person's message is raised with that person's yes alone.</summary>
public sealed class SuggestTests : WholeApp
{
    private const string Html = "<p>The line is <b>always</b> engaged &amp; nobody cares</p>";
    private const string Words = "The line is always engaged & nobody cares";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_persons_message_is_raised_once_they_say_yes_and_nothing_is_kept_before()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var dialog = CardReading.Of((await PointsAsync(bot, bot.Tomasz, bot.Priya.ObjectId, Html)).Card);
        Assert.True(dialog.Says($"“{Words}”") && dialog.Says("only if Dr Priya Raman says yes"), dialog.ToString());
        var sent = await SubmitsAsync(bot, bot.Tomasz, LedgerForms.Filled(dialog, []));
        Assert.StartsWith("I have asked Dr Priya Raman.", sent.Sentence, StringComparison.Ordinal);
        var asked = bot.NewestCardIn(bot.Priya.Chat);
        Assert.Equal("Dr Tomasz Zielinski suggests that you raise this", asked.Heading);
        Assert.Empty(await bot.KeysAsync());
        Assert.Empty(await bot.RowsAsync("LedgerIndex", "larkford.ref"));

        var data = asked.Json["actions"]![0]!["data"]!.AsObject();
        for (var i = 0; i < 2; i++)
            await bot.Priya.Executes("ledger.suggest.yes", data.DeepClone().AsObject());
        await bot.DrainAsync();

        var key = Assert.Single(await bot.KeysAsync());
        Assert.True((await bot.Priya.ReadsMineAsync(bot, key)).Says($"“{Words}”"));
        Assert.StartsWith("There is no such item", (await bot.Tomasz.PressesAsync(bot, "ledger.my", key)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_suggested_it_can_not_find_out_that_it_was_raised()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var dialog = CardReading.Of((await PointsAsync(bot, bot.Tomasz, bot.Priya.ObjectId, Html)).Card);
        var sent = LedgerForms.Filled(dialog, []);
        await SubmitsAsync(bot, bot.Tomasz, sent);
        var data = bot.NewestCardIn(bot.Priya.Chat).Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        await bot.Priya.Executes("ledger.suggest.yes", data);
        await bot.DrainAsync();

        var key = Assert.Single(await bot.KeysAsync());
        var (tomasz, priya) = (bot.Tomasz.Person, AskedPeople.IdOf(bot.Priya));
        var known = Keys.Hash("nonce", $"{tomasz.TenantId}\n{tomasz.ObjectId}", sent["nonce"]!.GetValue<string>()); // the intent of what they pressed
        Assert.NotEqual($"larkford.{Keys.Hash("ledger", priya.ToString(), known)}", key);
        Assert.NotEqual($"larkford.{Keys.Hash("ledger", priya.ToString(), Keys.Hash("nonce", $"{priya.TenantId}\n{priya.ObjectId}", known))}", key);
    }

    [Fact]
    public async Task Who_says_no_leaves_nothing_behind()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var dialog = CardReading.Of((await PointsAsync(bot, bot.Tomasz, bot.Priya.ObjectId, Html)).Card);
        await SubmitsAsync(bot, bot.Tomasz, LedgerForms.Filled(dialog, []));
        var card = CardReading.Of((await bot.Priya.Presses("No", bot.CardsIn(bot.Priya.Chat)[^1])).Card);

        Assert.Equal("It is not raised", card.Heading);
        Assert.DoesNotContain("engaged", card.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await bot.KeysAsync());
    }

    [Fact]
    public async Task Ones_own_message_goes_into_the_dialog()
    {
        var bot = await StartAsync();
        var form = CardReading.Of((await PointsAsync(bot, bot.Priya, bot.Priya.ObjectId, Html)).Card);
        Assert.Equal(Words, form.Input("words")["value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("<p>Seen 485 777 3457</p>", null, "This looks like it holds a patient's details")]
    [InlineData("<p>Hello</p>", "nobody", "This message isn't by somebody whom your organisation lists")]
    [InlineData("<p>Hello</p>", "", "This message isn't by somebody whom your organisation lists")]
    [InlineData("<img src='x'>", null, "There is nothing to read in it yet.")]
    public async Task What_can_not_be_raised_is_said_at_once(string html, string? author, string says)
    {
        var bot = await StartAsync();
        Assert.StartsWith(says, (await PointsAsync(bot, bot.Tomasz, author ?? bot.Priya.ObjectId, html)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_in_their_quiet_hours_is_not_asked_and_nothing_is_held_for_them()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 2, 21, 0, 0, TimeSpan.Zero));
        var before = bot.CardsIn(bot.Priya.Chat).Count;
        var dialog = CardReading.Of((await PointsAsync(bot, bot.Tomasz, bot.Priya.ObjectId, Html)).Card);

        Assert.StartsWith("Dr Priya Raman has quiet hours until Tue 3 Mar, 07:30", (await SubmitsAsync(bot, bot.Tomasz, LedgerForms.Filled(dialog, []))).Sentence, StringComparison.Ordinal);
        Assert.Equal(before, bot.CardsIn(bot.Priya.Chat).Count);
    }

    private static Task<BotAnswer> PointsAsync(BotUnderTest bot, Colleague who, string author, string html)
    {
        var from = author.Length == 0 ? new JsonObject { ["application"] = new JsonObject { ["id"] = "bot" } } : new JsonObject { ["user"] = new JsonObject { ["id"] = author, ["displayName"] = "Somebody" } };
        var value = new JsonObject
        {
            ["commandId"] = "ledger.suggest",
            ["commandContext"] = "message",
            ["messagePayload"] = new JsonObject { ["id"] = "1", ["from"] = from, ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html } },
        };
        return who.Delivers(d => d.InvokeAsync(who.Person, bot.GroupChat, "composeExtension/fetchTask", value, null, Token));
    }

    private static Task<BotAnswer> SubmitsAsync(BotUnderTest bot, Colleague who, JsonObject data)
        => who.Delivers(d => d.SubmitActionAsync(who.Person, bot.GroupChat, "ledger.suggest", data, Token));
}
