using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members;

public sealed class WelcomeTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hello")]
    [InlineData("Hi")]
    [InlineData("hi there!")]
    public async Task Whoever_says_hello_is_greeted_by_name_and_told_how_to_begin(string words)
    {
        var bot = await StartAsync();

        var card = await bot.Chair.Hears(words);

        Assert.Equal("Hello Dr Amara Okafor", card.Heading);
        Assert.True(card.Says("To begin, press the button"), card.ToString());
        Assert.Equal("Ask a poll", card.Buttons[0]);
        var member = await bot.Priya.Hears(words);
        Assert.True(member.Says("There is nothing to set up."));
        Assert.Equal(["My profile", "Ask a poll", "Help"], member.Buttons);
    }

    [Fact]
    public async Task Installing_the_personal_app_is_answered_by_one_welcome()
    {
        var bot = await StartAsync();
        bot.Teams.World.SetInstall(bot.Priya.Chat, InstallState.Never);

        await bot.Priya.Delivers(d => d.InstallAsync(bot.Priya.Person, Token));
        await bot.DrainAsync();

        var message = Assert.Single(bot.Teams.World.Messages(bot.Priya.Chat));
        var card = CardReading.Of(message.Card());
        Assert.Equal("Hello Dr Priya Raman", card.Heading);
        Assert.True(card.Says("You, or your IT team for you, added me."), card.ToString());
        Assert.True(card.Says("Every question says who will see your answer before you give it."), card.ToString());
    }

    [Fact]
    public async Task Somebody_whom_nobody_listed_is_greeted_without_a_name_when_Teams_tells_none()
    {
        var bot = await StartAsync();
        var newcomer = bot.Joins("Dr New Comer");
        bot.Teams.World.SetInstall(newcomer.Chat, InstallState.Never);

        await newcomer.Delivers(d => d.InstallAsync(newcomer.Person, Token));

        Assert.Equal("Hello", bot.NewestCardIn(newcomer.Chat).Heading);
    }

    [Fact]
    public async Task Whoever_asks_right_after_installing_asks_by_their_own_name()
    {
        var bot = await StartAsync();
        var newcomer = bot.Joins("Dr New Comer");
        bot.Teams.World.SetInstall(newcomer.Chat, InstallState.Never);
        await newcomer.Delivers(d => d.InstallAsync(newcomer.Person, Token));

        var poll = await newcomer.Asks(newcomer.Chat, "Extend?", "Yes", "No");

        var card = newcomer.Reads(poll);
        Assert.True(card.Says("Dr New Comer asks"), card.ToString());
    }

    [Fact]
    public async Task A_name_that_Teams_has_just_told_is_not_forgotten_by_what_comes_without_it()
    {
        var bot = await StartAsync();
        var newcomer = bot.Joins("Dr New Comer");
        await newcomer.Types("hello");
        bot.Teams.World.SetInstall(newcomer.Chat, InstallState.Never);

        await newcomer.Delivers(d => d.InstallAsync(newcomer.Person, Token));

        Assert.Equal("Hello Dr New Comer", bot.NewestCardIn(newcomer.Chat).Heading);
    }

    [Fact]
    public async Task A_team_is_welcomed_once_and_its_members_are_not_flooded()
    {
        var bot = await StartAsync();
        bot.Teams.World.SetInstall(bot.Channel, InstallState.Never);

        await bot.Chair.Delivers(d => d.InstallAsync(bot.Chair.Person, bot.Channel, Token));
        var newcomer = bot.Teams.World.AddPerson("Dr New Comer", tenant: bot.Teams.World.Tenants[0]);
        await bot.Chair.Delivers(d => d.JoinAsync(bot.Chair.Person, bot.Channel, newcomer, Token));
        await bot.DrainAsync();

        var all = bot.Teams.World.Conversations.SelectMany(bot.Teams.World.Messages).ToList();
        var card = CardReading.Of(Assert.Single(all).Card());
        Assert.Equal("Hello, everyone", card.Heading);
        Assert.True(card.Says("Dr Amara Okafor added me."), card.ToString());
    }

    [Fact]
    public async Task An_installation_told_twice_is_welcomed_once()
    {
        var bot = await StartAsync();
        bot.Teams.Faults.Redelivery = new LeadershipBot.Simulator.Faults.Redelivery(SameId: 2);

        await bot.Priya.Delivers(d => d.InstallAsync(bot.Priya.Person, Token));

        Assert.Single(bot.CardsIn(bot.Priya.Chat));
    }

    [Fact]
    public async Task Somebody_whom_nobody_lists_is_offered_to_tell_their_practice_first_but_only_where_there_is_one_to_choose()
    {
        var bot = await StartAsync();
        var stranger = bot.Joins("Dr Nobody Knows");

        Assert.Equal(["Tell us your practice", "Ask a poll", "Help"], (await stranger.Hears("hello")).Buttons);
        var elsewhere = bot.Teams.World.AddPerson("Dr Of Another Tenant", tenant: bot.Teams.World.AddTenant("Elsewhere"));
        bot.Teams.World.SetInstall(bot.Teams.World.Personal(elsewhere), InstallState.Installed);
        Assert.Equal(["Ask a poll", "Help"], (await new Colleague(bot, elsewhere).Hears("hello")).Buttons);
    }

    [Fact]
    public async Task Removing_the_bot_reactions_edits_and_deletions_are_answered_by_nothing()
    {
        var bot = await StartAsync();
        var typed = await bot.Priya.Types("help");
        var said = Assert.Single(bot.CardsIn(bot.Priya.Chat));

        await bot.Priya.Delivers(d => d.ReactAsync(bot.Priya.Person, said, "like", cancellationToken: Token));
        await bot.Priya.Delivers(d => d.EditAsync(bot.Priya.Person, typed.Message!, "hello", Token));
        await bot.Priya.Delivers(d => d.DeleteAsync(bot.Priya.Person, typed.Message!, Token));
        var removed = await bot.Priya.Delivers(d => d.UninstallAsync(bot.Priya.Person, Token));

        Assert.Equal(200, removed.Status);
        Assert.Single(bot.CardsIn(bot.Priya.Chat));
    }
}
