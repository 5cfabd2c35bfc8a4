using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>What waits for an answer of a fellowship is listed, asked once more, and answered on its card.</summary>
public sealed class SurveyAskTests : WholeApp
{
    private const string Worth = "What was it worth? Frailty in care homes";
    private const string Halfway = "Halfway: Frailty in care homes";
    private const string Silent = "No word from Dr Priya Raman: Frailty in care homes";

    [Fact]
    public async Task Who_has_not_said_what_it_was_worth_is_asked_once_more_and_says_it_on_the_card()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        Assert.True((await bot.Priya.Hears("waiting")).Says(Worth));
        await bot.BecomesAsync(FellowDrivers.Over.AddDays(9));
        await bot.BecomesAsync(FellowDrivers.Over.AddDays(16));

        var asked = bot.CardsOf(bot.Priya).Single(card => card.Says(Worth) && card.Buttons.Contains("Send"));
        Assert.True(asked.Says("1 minute") && asked.Says("You can answer until") && asked.Says("organisers and chairs read it, with your name"), asked.ToString());
        Assert.Equal("Was it worth it?", asked.Input("worth")["label"]!.GetValue<string>());
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says("What was releasing Dr Priya Raman worth? Frailty in care homes"));

        var answer = FellowshipForms.About(key).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id, ["from"] = "card", ["worth"] = "5", ["kept"] = "Yes" });
        var said = CardReading.Of((await bot.Priya.PressesAsync(bot, "fellowships.survey", answer)).Card);
        Assert.True(said.Says("Recorded: 5 of 5; yes."), said.ToString());
        Assert.Equal(5, (await bot.PlaceAsync(key, bot.Priya)).ByFellow!.Worth);
        Assert.False((await bot.Priya.Hears("waiting")).Says(Worth));
    }

    [Fact]
    public async Task The_card_that_says_that_it_is_over_takes_what_it_was_worth()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        var (fellows, practices) = (bot.NewestCardIn(bot.Priya.Chat), bot.NewestCardIn(bot.Yusuf.Chat));
        Assert.True(fellows.Says("It is over: Frailty in care homes") && fellows.Says("Helen Whitcombe now confirms what came of it.") && fellows.Says("You can answer until"), fellows.ToString());
        Assert.Equal(["Send", "Open my place"], fellows.Buttons);
        Assert.True(practices.Says("The last day of Dr Priya Raman: Frailty in care homes") && practices.Says("Thank you for releasing them.") && practices.Says("read it, with the name of your practice") && !practices.Says("with your name"), practices.ToString());
        Assert.Equal(["Send", "Open the place"], practices.Buttons);

        var mine = CardReading.Of((await bot.Priya.PressesAsync(bot, "fellowships.survey", PostForms.Filled(fellows, new JsonObject { ["worth"] = "5", ["kept"] = "Yes" }))).Card);
        Assert.True(mine.Says("It is over: Frailty in care homes") && mine.Says("Then you get a paragraph for your portfolio.") && mine.Says("Recorded: 5 of 5; yes.") && mine.Buttons.Contains("Open my place"), mine.ToString());
        var theirs = CardReading.Of((await bot.Yusuf.PressesAsync(bot, "fellowships.survey", PostForms.Filled(practices, new JsonObject { ["worth"] = "3", ["kept"] = "No" }))).Card);
        Assert.True(theirs.Says("The last day of Dr Priya Raman: Frailty in care homes") && theirs.Says("Thank you for releasing them.") && theirs.Says("Recorded: 3 of 5; no."), theirs.ToString());
        var place = await bot.PlaceAsync(key, bot.Priya);
        Assert.Equal((5, 3), (place.ByFellow?.Worth, Assert.Single(place.ByPractice).Worth));
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["skills"] = "0", ["words"] = "A pathway" });
        await bot.DrainAsync();
        Assert.Equal(["Open my place"], bot.NewestCardIn(bot.Priya.Chat).Buttons); // said, and not asked again
    }

    [Fact]
    public async Task A_second_who_leads_the_practice_answers_beside_the_first_and_replaces_nothing()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.WorksThereAsync(bot.Tomasz, leads: true);
        await bot.MeetsAsync(bot.Tomasz);
        await bot.BecomesAsync(FellowDrivers.Over);
        var seconds = bot.NewestCardIn(bot.Tomasz.Chat); // both have it before either answers
        await bot.SaysAsync(bot.Yusuf, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = "The locum came late" });
        var answer = CardReading.Of((await bot.Tomasz.PressesAsync(bot, "fellowships.survey", PostForms.Filled(seconds, new JsonObject { ["worth"] = "1", ["kept"] = "No" }))).Card);
        Assert.True(answer.Says("Recorded: 1 of 5; no."), answer.ToString());
        await bot.SaysAsync(bot.Yusuf, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "5", ["kept"] = "Yes", ["words"] = "The locum came late" }); // the last word of each counts

        var said = (await bot.PlaceAsync(key, bot.Priya)).ByPractice;
        Assert.Equal([(5, "The locum came late", AskedPeople.IdOf(bot.Yusuf)), (1, "", AskedPeople.IdOf(bot.Tomasz))], said.Select(one => (one.Worth, one.Words, one.By!.Value)));
        var theirs = CardReading.Of((await bot.Yusuf.PressesAsync(bot, "fellowships.survey", PostForms.Filled(seconds, new JsonObject { ["worth"] = "5", ["kept"] = "Yes" }))).Card);
        Assert.True(theirs.Says("Recorded: 5 of 5; yes.") && theirs.Input("worth")["value"]?.ToString() == "5", theirs.ToString());
        Assert.Equal("The locum came late", (await bot.PlaceAsync(key, bot.Priya)).ByPractice[0].Words);
        Assert.True((await bot.ManagesAsync(key)).Says("2 answers for practices: worth it 3 of 5; the cover worked: 1 yes, 0 in part, 1 no."), (await bot.ManagesAsync(key)).ToString());
    }

    [Fact]
    public async Task Who_has_said_what_it_was_worth_is_not_asked_again()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
            await bot.SaysAsync(who, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = "" });
        await bot.BecomesAsync(FellowDrivers.Over.AddDays(9));
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
            Assert.DoesNotContain(bot.CardsOf(who), card => card.Heading.StartsWith("What was ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_yes_that_is_asked_for_stands_in_what_waits_for_who_can_give_it()
    {
        var bot = await StartAsync();
        await bot.WritesFellowshipAsync(bot.Organiser, title: "Another");
        await bot.DrainAsync();
        Assert.True((await bot.Chair.Hears("waiting")).Says("Another"));
        Assert.False((await bot.Organiser.Hears("waiting")).Says("Another")); // asked for it
        Assert.False((await bot.Tomasz.Hears("waiting")).Says("Another"));
    }

    [Fact]
    public async Task Whoever_wrote_many_reads_none_of_them_to_see_what_waits()
    {
        var bot = await StartAsync();
        for (var i = 0; i < 10; i++)
            await bot.WritesFellowshipAsync(bot.Organiser, title: $"Draft {i}", asks: false);
        await bot.DrainAsync();
        var keys = (await bot.FellowshipKeysAsync()).ToHashSet();
        var rows = new ConcurrentQueue<(string Partition, string Row)>();
        bot.Store.RowRead = row => rows.Enqueue((row.PartitionKey, row.RowKey));
        await bot.Organiser.Hears("waiting");
        bot.Store.RowRead = null;
        Assert.DoesNotContain(rows, row => keys.Contains(row.Partition));
        Assert.Equal(10, rows.Count(row => row.Row.StartsWith(FellowshipIndexRows.Stands, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task How_it_goes_halfway_stands_in_what_waits_for_the_fellow()
    {
        var bot = await StartAsync();
        await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(50));
        Assert.True((await bot.Priya.Hears("waiting")).Says("Halfway: Frailty in care homes"));
    }

    [Fact]
    public async Task What_releasing_a_fellow_was_worth_stands_in_what_waits_for_who_leads_the_practice_until_they_say_so()
    {
        const string worth = "What was releasing Dr Priya Raman worth? Frailty in care homes";
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(50));
        Assert.False((await bot.Yusuf.Hears("waiting")).Says(worth)); // it runs still
        await bot.BecomesAsync(FellowDrivers.Over);
        var list = await bot.Yusuf.Hears("waiting");
        Assert.True(list.Says(worth), list.ToString());
        foreach (var other in new[] { bot.Tomasz, bot.Organiser, bot.Priya })
            Assert.False((await other.Hears("waiting")).Says(worth));

        await bot.SaysAsync(bot.Yusuf, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = "" });
        Assert.False((await bot.Yusuf.Hears("waiting")).Says(worth));
        Assert.True((await bot.Priya.Hears("waiting")).Says(Worth)); // hers is another
    }

    [Fact]
    public async Task What_a_practice_did_not_say_in_time_waits_no_longer()
    {
        var bot = await StartAsync();
        await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over.AddDays(40));
        Assert.False((await bot.Yusuf.Hears("waiting")).Says("What was releasing"));
    }

    [Fact]
    public async Task Who_does_not_say_halfway_how_it_goes_is_asked_once_more_and_whoever_runs_it_is_told_once()
    {
        var bot = await StartAsync();
        await bot.HasReleasedFellowAsync();
        for (var day = 44; day <= 80; day++)
            await bot.BecomesAsync(FellowDrivers.Started.AddDays(day));
        Assert.Equal(2, bot.CardsOf(bot.Priya).Count(card => card.Says(Halfway)));
        var told = bot.CardsOf(bot.Organiser).Single(card => card.Says(Silent));
        Assert.True(told.Says("They were asked halfway how it goes, and once more, and haven't said.") && told.Buttons.Contains("Manage"), told.ToString());
        Assert.DoesNotContain(bot.CardsOf(bot.Yusuf), card => card.Says(Silent));
    }

    [Fact]
    public async Task Who_has_said_halfway_how_it_goes_is_not_asked_again_and_nobody_is_told()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(49));
        await bot.SaysAsync(bot.Priya, "fellowships.going", key, bot.Priya, new JsonObject { ["going"] = "Well", ["words"] = "" });
        for (var day = 50; day <= 80; day++)
            await bot.BecomesAsync(FellowDrivers.Started.AddDays(day));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says(Halfway));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Says(Silent));
    }

    [Fact]
    public async Task Who_answers_the_second_time_is_not_told_of_as_silent()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(49));
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(56));
        Assert.Equal(2, bot.CardsOf(bot.Priya).Count(card => card.Says(Halfway)));
        await bot.SaysAsync(bot.Priya, "fellowships.going", key, bot.Priya, new JsonObject { ["going"] = "Well", ["words"] = "" });
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(70));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Says(Silent));
    }
}
