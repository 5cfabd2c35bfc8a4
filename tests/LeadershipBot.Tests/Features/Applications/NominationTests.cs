using System.Text.Json.Nodes;
using LeadershipBot.Features.Applications;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>Nominating somebody else, who alone decides and says who learns of it.</summary>
public sealed class NominationTests : ApplicationsApp
{
    [Fact]
    public async Task A_nominee_reads_who_thinks_of_them_and_applies_and_the_nominator_learns_it_only_if_they_say_so()
    {
        var bot = await BeginAsync();
        await bot.MeetsAsync(bot.Priya);
        await bot.MeetsAsync(bot.Tomasz);
        var form = CardReading.Of((await bot.Tomasz.OpensAsync(ApplyButtons.NominateVerb)).Card);
        var found = await bot.Tomasz.TypesAhead(form, "person", "Priya");
        var answer = await bot.Tomasz.Sends(ApplicationForms.Filled(form, new JsonObject { ["person"] = found[0].Value, ["words"] = "You would be good at this" }));
        Assert.Equal("It is passed on to Dr Priya Raman.", answer.Sentence);

        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Heading == "Dr Tomasz Zielinski thinks of you for “Clinical lead for frailty”" && card.Says("“You would be good at this”") && card.Says("Two sessions a week"), card.ToString());
        var apply = await bot.Priya.OpensDialog("Look, and apply");
        Assert.Equal("Tell Dr Tomasz Zielinski, who nominated me, that I applied", apply.Input("tell")["title"]!.GetValue<string>());
        var before = bot.Told(bot.Tomasz);
        await bot.Priya.Fills(apply, new JsonObject { ["statement"] = "I will try", ["readiness"] = "Now", ["tell"] = "true" });

        Assert.True(bot.NewestCardIn(bot.Tomasz.Chat).Says("Dr Priya Raman has applied for “Clinical lead for frailty”"));
        Assert.DoesNotContain("Priya", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Tomasz", string.Join(' ', (await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Nominee)).SelectMany(row => row.Columns.Select(column => $"{column.Value}"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_tick_the_nominator_hears_nothing_more()
    {
        var bot = await NominatedAsync();
        var apply = await bot.Priya.OpensDialog("Look, and apply");
        var before = bot.CardsIn(bot.Tomasz.Chat).Count;
        await bot.Priya.Fills(apply, new JsonObject { ["statement"] = "I will try", ["readiness"] = "Now", ["tell"] = "false" });
        Assert.Equal(before, bot.CardsIn(bot.Tomasz.Chat).Count);
    }

    [Fact]
    public async Task A_no_is_told_to_nobody_deletes_who_nominated_and_stops_another_nomination()
    {
        var bot = await NominatedAsync();
        await bot.MeetsAsync(bot.Yusuf);
        var before = new[] { bot.Tomasz, bot.Organiser, bot.Chair }.Select(bot.Told).ToList();
        var after = CardReading.Of((await bot.Priya.PressesAsync(bot, "applications.nominate.no")).Card);
        Assert.True(after.Says("Who nominated you was deleted."), after.ToString());

        Assert.Equal(before, new[] { bot.Tomasz, bot.Organiser, bot.Chair }.Select(bot.Told));
        var row = Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Nominee));
        Assert.Equal(["At", "State"], row.Columns.Select(column => column.Key).Order());
        Assert.Equal("It is passed on to Dr Priya Raman.", (await NominateAsync(bot.Yusuf, bot.Priya)).Sentence);
        Assert.Single(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Heading.Contains("thinks of you", StringComparison.Ordinal));
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("Nobody has applied yet."));
    }

    [Fact]
    public async Task Who_applied_already_isn_t_asked_and_the_nominator_can_not_tell()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        Assert.Equal("It is passed on to Dr Priya Raman.", (await NominateAsync(bot.Tomasz, bot.Priya)).Sentence);
        Assert.DoesNotContain("thinks of you", bot.Told(bot.Priya), StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Nominee));
    }

    [Fact]
    public async Task Oneself_or_nobody_is_not_nominated_nor_anybody_after_closing()
    {
        var bot = await BeginAsync();
        Assert.True(CardReading.Of((await NominateAsync(bot.Tomasz, bot.Tomasz)).Card).Says("That is you."));
        Assert.True(CardReading.Of((await NominateAsync(bot.Tomasz, bot.Joins("Dr New Comer"))).Card).Says("Nobody is chosen"));
        Assert.True(CardReading.Of((await NominateAsync(bot.Tomasz, bot.Priya, "Mr Smith, born 3/4/1950, at EN1 2AB")).Card).Says("This looks like it holds a patient's details"));
        bot.Clock.Advance(ApplicationForms.Closes - bot.Clock.GetUtcNow());
        Assert.StartsWith("Applications have closed", (await bot.Tomasz.OpensAsync(ApplyButtons.NominateVerb)).Sentence, StringComparison.Ordinal);
    }

    private static Task<LeadershipBot.Simulator.Connector.BotAnswer> NominateAsync(Colleague by, Colleague whom, string words = "")
        => by.FillsInAsync(ApplyButtons.NominateVerb, new JsonObject { ["person"] = AskedPeople.IdOf(whom).ToString(), ["words"] = words });

    private async Task<BotUnderTest> NominatedAsync()
    {
        var bot = await BeginAsync();
        await bot.MeetsAsync(bot.Priya);
        await bot.MeetsAsync(bot.Tomasz);
        await NominateAsync(bot.Tomasz, bot.Priya, "Please think of it");
        return bot;
    }
}
