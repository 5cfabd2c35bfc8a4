using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Interests;

/// <summary>The bot's clock starts on Monday 2 March 2026; the first daily review is on Tuesday at 05:00.</summary>
public sealed class InterestPromptTests : WholeApp
{
    [Fact]
    public async Task Who_has_a_role_and_said_nothing_is_asked_twice_in_time_and_told_until_when()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        await bot.MeetsAsync(bot.Organiser);
        await bot.MeetsAsync(bot.Priya);
        await bot.Organiser.DeclaresAsync("Shares");

        await DaysAsync(bot, 14);
        Assert.Empty(bot.SentTo(bot.Chair));
        await DaysAsync(bot, 1);
        Assert.Equal(["Have you any interests to declare?"], bot.SentTo(bot.Chair));
        await DaysAsync(bot, 6);
        Assert.Single(bot.SentTo(bot.Chair));
        await DaysAsync(bot, 10);

        Assert.Equal(["Have you any interests to declare?", "Please declare your interests by 31 Mar 2026"], bot.SentTo(bot.Chair));
        var card = bot.NewestCardIn(bot.Chair.Chat);
        Assert.True(card.Says("You have had a role here since 3 Mar 2026 (chair)") && card.Says("so by 31 Mar 2026") && card.Says("every member of Larkford and Vale CCG can read this"), card.ToString());
        Assert.Equal(["Declare", "Nothing to declare"], card.Buttons);
        Assert.Empty(bot.SentTo(bot.Organiser));
        Assert.Empty(bot.SentTo(bot.Priya));

        await bot.Chair.Presses("Nothing to declare", bot.CardsIn(bot.Chair.Chat)[^1]);
        await DaysAsync(bot, 40);
        Assert.Equal(2, bot.SentTo(bot.Chair).Count);
        Assert.True((await bot.Yusuf.RegisterAsync()).Says("Nothing to declare (stated "));
    }

    [Fact]
    public async Task What_is_held_by_a_pause_until_the_days_are_over_comes_once_and_says_so()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        await bot.SetsAsync(bot.Chair, new PersonalSettings { PausedUntil = BotUnderTest.Start.AddDays(40) });

        await DaysAsync(bot, 45);

        Assert.Equal(["Your interests were to be declared by 31 Mar 2026"], bot.SentTo(bot.Chair));
        Assert.Equal(["Declare", "Nothing to declare"], bot.NewestCardIn(bot.Chair.Chat).Buttons);
    }

    [Fact]
    public async Task A_year_after_the_last_word_it_is_to_be_confirmed_by_one_tap()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        await bot.Chair.DeclaresAsync("Shares");
        await DaysAsync(bot, 3);
        bot.Clock.Advance(TimeSpan.FromDays(362));
        await DaysAsync(bot, 4);

        Assert.Equal(["Are your interests still right?"], bot.SentTo(bot.Chair));
        var message = bot.CardsIn(bot.Chair.Chat)[^1];
        Assert.Equal(["Yes, unchanged", "Look or change"], CardReading.Of(message.Card()).Buttons);
        await bot.Chair.Presses("Yes, unchanged", message);

        var card = CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(message.Id)!, bot.Chair.Person));
        Assert.True(card.Says("what you declared is still right") && card.Says("Shares"), card.ToString());
        await DaysAsync(bot, 30);
        Assert.Single(bot.SentTo(bot.Chair));
    }

    [Fact]
    public async Task Who_lost_the_role_or_declared_while_the_prompt_was_held_is_not_asked()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Organiser })
        {
            await bot.MeetsAsync(who);
            await bot.SetsAsync(who, new PersonalSettings { PausedUntil = BotUnderTest.Start.AddDays(50) });
        }

        await DaysAsync(bot, 33);
        Assert.NotEmpty(await bot.RowsAsync("People", AskedPeople.IdOf(bot.Chair).ToString(), "ask.of.interests.prompt."));
        await bot.ListsAsync(bot.Organiser, InterestForms.Here, Roles.Member);
        await bot.Chair.DeclaresAsync("Shares");
        await DaysAsync(bot, 25);

        Assert.Empty(bot.SentTo(bot.Chair));
        Assert.Empty(bot.SentTo(bot.Organiser));
        Assert.DoesNotContain(await bot.RowsAsync("Interests", InterestForms.Here, "holder."), row => row.RowKey.Contains(bot.Organiser.ObjectId, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task In_two_organisations_each_has_its_own_register_and_prompt()
    {
        var bot = await StartAsync();
        var other = await bot.HasOrganisationAsync("enfield", "NHS Enfield CCG");
        await bot.ListsAsync(bot.Chair, other.Id, Roles.LocalityLead);
        await bot.MeetsAsync(bot.Chair);
        await bot.Chair.DeclaresAsync("Shares");

        await DaysAsync(bot, 18);

        var card = bot.NewestCardIn(bot.Chair.Chat);
        Assert.Equal(["Have you any interests to declare?"], bot.SentTo(bot.Chair));
        Assert.True(card.Says("Interests · NHS Enfield CCG") && card.Says("(locality lead)"), card.ToString());
        await bot.Chair.Opens(InterestForms.DataOf(card.Json, "Declare"));
        await bot.Chair.Presses("Nothing to declare", bot.CardsIn(bot.Chair.Chat)[^1]);
        Assert.Single(await bot.RowsAsync("Interests", "enfield", "statement."));
        Assert.Empty(await bot.RowsAsync("Interests", InterestForms.Here, "statement."));
    }

    private static async Task DaysAsync(BotUnderTest bot, int days)
    {
        for (var day = 0; day < days; day++)
        {
            bot.Clock.Advance(TimeSpan.FromDays(1));
            await bot.DrainAsync();
        }
    }
}
