using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Ledger;

/// <summary>Organisers hear of what was raised once a working day, and not of each thing. The clock starts on a Monday at 09:00.</summary>
public sealed class NewsTests : WholeApp
{
    [Fact]
    public async Task Organisers_hear_of_all_that_is_new_in_one_card_at_nine_on_the_next_working_day()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var first = await bot.RaisesAsync(bot.Priya);
        await bot.RaisesAsync(bot.Tomasz, "Something else");
        await bot.RaisesAsync(bot.Yusuf, "A third thing");
        await bot.RaisesAsync(bot.Yusuf, "A fourth thing");
        await bot.Organiser.SaysFateAsync(first, "Considering", "We look"); // who has a reply is no news
        await bot.BecomesAsync(BotUnderTest.Start.AddHours(23));
        Assert.Empty(News(bot, bot.Organiser));

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(1));

        var card = Assert.Single(News(bot, bot.Organiser));
        Assert.Equal(("3 new on the ledger", "Open the ledger"), (card.Heading, Assert.Single(card.Buttons)));
        await bot.RaisesAsync(bot.Priya, "Raised on Tuesday morning");
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(1).AddHours(8));
        Assert.Single(News(bot, bot.Organiser));
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(2));
        Assert.Equal("1 new on the ledger", News(bot, bot.Organiser)[^1].Heading);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(9));
        Assert.Equal(2, News(bot, bot.Organiser).Count);
        Assert.Empty(await bot.RowsAsync(LedgerIndexRows.Table, LedgerIndexRows.News(LedgerForms.Here)));
        Assert.Empty(News(bot, bot.Chair));
    }

    [Fact]
    public async Task What_comes_at_the_weekend_is_told_on_Monday_and_not_before_quiet_hours_and_pause_end()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.SetsAsync(bot.Organiser, PersonalSettings.Usual with { Quiet = new QuietHours(new TimeOnly(19, 0), new TimeOnly(10, 0), Weekends: true), PausedUntil = BotUnderTest.Start.AddDays(8) });
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(5));
        await bot.RaisesAsync(bot.Priya, "Raised on Saturday");
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(7));
        await bot.RaisesAsync(bot.Tomasz, "Raised on Monday");
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(8));
        Assert.Empty(News(bot, bot.Organiser));

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(8).AddHours(1));

        Assert.Equal("2 new on the ledger", Assert.Single(News(bot, bot.Organiser)).Heading);
    }

    [Fact]
    public async Task A_redelivered_or_late_announcement_tells_nothing_twice()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.RaisesAsync(bot.Priya);
        var fails = 1;
        bot.Store.BeforeCommit = (table, partition, _) => table == LedgerIndexRows.Table && partition == LedgerIndexRows.News(LedgerForms.Here) && bot.Clock.GetUtcNow() >= BotUnderTest.Start.AddDays(1) && fails-- > 0
            ? throw new LeadershipBot.Storage.StoreUnavailableException("A fault that was asked for.")
            : Task.CompletedTask;
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(1));
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(30));
        Assert.True(fails <= 0);
        Assert.Single(News(bot, bot.Organiser));
        Assert.Empty(await bot.RowsAsync(LedgerIndexRows.Table, LedgerIndexRows.News(LedgerForms.Here)));
    }

    [Fact]
    public async Task What_its_author_answers_adds_and_finds_wanting_reaches_the_organisers_in_one_card_a_day_without_a_name()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.MeetsAsync(bot.Priya);
        var (asked, decided) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "Something else"));
        await AsksAndIsAnsweredAsync(bot, asked);
        await bot.Organiser.SaysFateAsync(decided, "NotActedOn", "No money");
        await bot.Tomasz.PressesAsync(bot, "ledger.judge", decided, new JsonObject { ["verdict"] = "no" });
        Assert.Empty(Said(bot, bot.Organiser));

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(1));

        var card = Assert.Single(Said(bot, bot.Organiser));
        Assert.True(card.Says("2 answers or additions, 1 “it doesn't answer it”") && card.Says(LedgerForms.Words) && card.Says("Something else"), card.ToString());
        Assert.DoesNotContain("Priya", card.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, card.Buttons.Count);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(3));
        Assert.Single(Said(bot, bot.Organiser));
        Assert.Empty(await bot.RowsAsync(LedgerIndexRows.Table, LedgerIndexRows.News(LedgerForms.Here)));
        Assert.Empty(Said(bot, bot.Chair));
    }

    [Fact]
    public async Task What_is_somebodys_to_see_to_is_told_to_them_alone()
    {
        var bot = await StartAsync();
        foreach (var one in new[] { bot.Organiser, bot.Priya, bot.Yusuf })
            await bot.MeetsAsync(one);
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.Organiser.SendsAsync("ledger.owner.form", new JsonObject { ["key"] = key }, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString() });
        await AsksAndIsAnsweredAsync(bot, key);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(1));

        Assert.True(Assert.Single(Said(bot, bot.Yusuf)).Says("2 answers or additions"));
        Assert.Empty(Said(bot, bot.Organiser));
    }

    private static async Task AsksAndIsAnsweredAsync(BotUnderTest bot, string key)
    {
        await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "ask" }, new JsonObject { ["words"] = "Which line?" });
        await bot.Priya.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "answer" }, new JsonObject { ["words"] = "The one in Vale" });
        await bot.Priya.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "add" }, new JsonObject { ["words"] = "And at lunch" });
    }

    private static List<CardReading> Said(BotUnderTest bot, Colleague who)
        => [.. bot.CardsIn(who.Chat).Select(message => CardReading.Of(message.Card())).Where(card => card.Says("answers or additions"))];

    private static List<CardReading> News(BotUnderTest bot, Colleague who)
        => [.. bot.CardsIn(who.Chat).Select(message => CardReading.Of(message.Card())).Where(card => card.Heading.EndsWith("new on the ledger", StringComparison.Ordinal))];
}
