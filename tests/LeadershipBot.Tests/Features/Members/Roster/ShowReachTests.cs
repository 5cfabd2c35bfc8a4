using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.Roster;

public sealed class ShowReachTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_organiser_sees_who_can_be_reached_and_the_rest_by_practice_with_the_reasons()
    {
        var bot = await StartAsync();
        var (_, total) = await bot.ReachAsync();
        var card = await bot.Organiser.Hears("reach");

        Assert.Equal($"Reachable 1 of {total}", card.Heading);
        Assert.True(card.Says("No team or chat belongs to your organisation yet."), card.ToString());
        Assert.True(card.Says($"{total - 1} · not installed, and in no team of yours"), card.ToString());
        Assert.True(card.Says("The Tannery Practice") || card.Buttons.Contains("Next page"), card.ToString());
        Assert.Equal("Invitation text", card.Buttons[0]);

        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        Assert.True((await bot.ReachAsync()).Reached > 1);
        await bot.Chair.Delivers(d => d.LeaveAsync(bot.Chair.Person, bot.GroupChat, bot.Tomasz.Person, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(6));
        Assert.True((await bot.Organiser.Hears("reach")).Says("1 · left the team"));
    }

    [Fact]
    public async Task In_a_team_no_names_are_shown()
    {
        var bot = await StartAsync();
        var card = await bot.Organiser.Hears("reach", bot.Channel);

        Assert.True(card.Says("Names are shown in our own chat only: type reach there."), card.ToString());
        Assert.DoesNotContain(bot.Teams.World.People, person => card.Says(person.Name));
    }

    [Fact]
    public async Task Pages_can_be_turned_and_odd_ones_show_the_nearest()
    {
        var bot = await StartAsync();
        for (var i = 0; i < 10; i++)
            await bot.ListsAsync(bot.Joins($"Dr Page Number{i}"), Places.Larkford, Roles.Member, member => member with { Practices = PracticeCodes.Parse($"A8100{i}") });
        var first = await bot.Organiser.Hears("reach");
        Assert.Contains("Next page", first.Buttons);
        var second = CardReading.Of((await bot.Organiser.Presses("Next page", bot.CardsIn(bot.Organiser.Chat)[^1])).Card);
        Assert.Contains("Previous page", second.Buttons);
        foreach (var odd in new[] { "-3", "9999", "x" })
            Assert.NotNull((await bot.Organiser.Executes("roster.reach", new() { ["page"] = odd })).Card);
    }

    [Fact]
    public async Task The_invitation_is_a_text_to_copy_with_the_link_that_installs_the_app()
    {
        var bot = await StartAsync();
        await bot.Organiser.Hears("reach");
        var dialog = CardReading.Of((await bot.Organiser.Opens(new() { ["verb"] = "roster.invite", ["organisation"] = Places.Larkford })).Card);

        var text = dialog.Input("invitation")["value"]!.GetValue<string>();
        Assert.Contains($"https://teams.microsoft.com/l/app/{bot.Teams.World.Bot.AppId}", text, StringComparison.Ordinal);
        Assert.Contains("Larkford and Vale CCG asks its member practices", text, StringComparison.Ordinal);
        Assert.EndsWith("Helen Whitcombe, Larkford and Vale CCG", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_without_a_role_and_another_organisations_organiser_see_nothing_of_it()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-pcn", "Vale PCN");
        await bot.ListsAsync(bot.Priya, "vale-pcn", Roles.Organiser);

        Assert.True((await bot.Tomasz.Hears("reach")).Says("This is for: organiser, chair, administrator."));
        var answer = await bot.Priya.Executes("roster.reach", new() { ["organisation"] = Places.Larkford });
        Assert.StartsWith("This is for: organiser", answer.Sentence, StringComparison.Ordinal);
        var own = await bot.Priya.Executes("roster.reach", new() { ["organisation"] = "vale-pcn" });
        Assert.Equal("Reachable 1 of 1", CardReading.Of(own.Card).Heading);
    }
}
