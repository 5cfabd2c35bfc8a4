using System.Text.Json.Nodes;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using static LeadershipBot.Tests.Features.Decisions.DecisionTrial;

namespace LeadershipBot.Tests.Features.Decisions;

/// <summary>Decisions for the people of a team, each in their own chat.</summary>
public sealed class DecisionTeamTests : WholeApp
{
    [Fact]
    public async Task Those_of_the_list_who_sit_in_the_team_get_it_and_react_and_others_may_not()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);

        var shown = CardReading.Of((await bot.Chair.Sends(Pressed(await WriteAsync(bot, bot.Chair), "Send", ("teams", bot.IdOf(team))))).Card);
        Assert.True(shown.Says("3 people"), shown.ToString());
        await bot.Chair.Sends(Pressed(shown, "Send"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        Assert.All([bot.Tomasz, bot.Priya, bot.Organiser], one => Assert.NotNull(CardOf(bot, one)));
        Assert.All([bot.Yusuf, bot.Chair], one => Assert.Null(CardOf(bot, one)));
        Assert.True(Read(bot, bot.Priya).Says("everyone who is asked in Hub project"), Read(bot, bot.Priya).ToString());
        var key = Assert.Single(await KeysAsync(bot));
        Assert.Equal((3, "Hub project"), ((await HeadAsync(bot, key)).Decision.Recipients, (await HeadAsync(bot, key)).Decision.Audience!.TeamNames));
        await PressAsync(bot, bot.Priya, "Noted");
        Assert.Equal(1, (await HeadAsync(bot, key)).Tally.Noted);

        var outside = await ReactAsync(bot.Yusuf, key);
        Assert.Null(outside.Card);
        await bot.JoinsTeamAsync(team, bot.Yusuf.Person);
        Assert.NotNull((await ReactAsync(bot.Yusuf, key)).Card);
        Assert.Equal(2, (await HeadAsync(bot, key)).Tally.Noted);
    }

    [Fact]
    public async Task A_scheduled_one_whose_team_was_taken_away_is_a_draft_again_and_its_writer_is_told()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        var shown = CardReading.Of((await bot.Chair.Sends(Pressed(await WriteAsync(bot, bot.Chair), "Send", ("teams", bot.IdOf(team)), ("when", "Tue 3 Mar 10:00")))).Card);
        await bot.Chair.Sends(Pressed(shown, "Send"));
        var key = Assert.Single(await KeysAsync(bot));
        Assert.Equal(DecisionState.Scheduled, (await HeadAsync(bot, key)).Decision.State);
        await bot.TakesTeamAwayAsync(team);
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));

        var head = await HeadAsync(bot, key);
        Assert.Equal((DecisionState.Draft, What), (head.Decision.State, head.Decision.Content.What));
        Assert.Null(CardOf(bot, bot.Priya));
        var told = bot.CardsIn(bot.Chair.Chat).Select(message => CardReading.Of(message.Card())).Last();
        Assert.True(told.Says("was not sent") && told.Says("It was for the people of Hub project") && told.Says("It is a draft again"), told.ToString());
        var managed = await OpenManagingAsync(bot.Chair, key);
        Assert.Contains("Go on writing", managed.Buttons);
    }

    [Theory]
    [InlineData("7d1e0000.nowhere")]
    [InlineData("bad id;")]
    public async Task A_team_that_isnt_the_organisations_is_refused_and_nothing_is_sent(string id)
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var again = CardReading.Of((await bot.Chair.Sends(Pressed(await WriteAsync(bot, bot.Chair), "Send", ("teams", id)))).Card);
        Assert.True(again.Says("isn't known here"), again.ToString());
        Assert.Null(CardOf(bot, bot.Priya));
        Assert.Equal(DecisionState.Draft, (await HeadAsync(bot, Assert.Single(await KeysAsync(bot)))).Decision.State);
    }

    private static Task<LeadershipBot.Simulator.Connector.BotAnswer> ReactAsync(Colleague who, string key)
        => who.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = Organisation, ["said"] = "Noted" });
}
