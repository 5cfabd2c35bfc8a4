using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A fellowship's card in a channel is what the channel keeps, also where Teams asks for nothing anew.</summary>
public sealed class SharedFellowshipTests : WholeApp
{
    [Fact]
    public async Task The_message_in_a_channel_follows_what_becomes_of_the_fellowship_though_nobody_looks()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        var team = await SharesAsync(bot, key);
        Assert.True(Shared(bot, team).Says("open until Mon 16 Mar, 17:00 (GMT)"), Shared(bot, team).ToString());

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["closes"] = "2026-03-18" });
        await bot.DrainAsync();
        Assert.True(Shared(bot, team).Says("open until Wed 18 Mar, 17:00 (GMT)") && Shared(bot, team).Buttons.Contains("Apply"), Shared(bot, team).ToString());

        await bot.BecomesAsync(FellowshipForms.Closes.AddDays(2).AddMinutes(1)); // by the clock alone
        Assert.True(Shared(bot, team).Says("closed, shortlisting") && !Shared(bot, team).Buttons.Contains("Apply"), Shared(bot, team).ToString());

        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.DrainAsync();
        Assert.True(Shared(bot, team).Says("It isn't offered any more: The money went"), Shared(bot, team).ToString());
    }

    [Fact]
    public async Task Put_into_a_channel_twice_both_messages_are_kept_up_to_date()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        var team = await SharesAsync(bot, key);
        await bot.Tomasz.SendsFormAsync("fellowships.share.form", FellowshipForms.About(key), new JsonObject { ["channel"] = bot.ChannelIdOf(bot.RotaOf(team)) });
        await bot.DrainAsync();
        Assert.Equal(2, (await bot.RowsAsync(FellowshipRows.Table, key, SharedCards.Row)).Count);

        await bot.BecomesAsync(FellowshipForms.Closes.AddMinutes(1));
        Assert.Equal(2, bot.CardsIn(bot.RotaOf(team)).Count(message => CardReading.Of(message.Card()).Says("closed, shortlisting")));
    }

    [Fact]
    public async Task The_message_in_a_channel_says_that_all_places_are_taken_once_they_are()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        var team = await SharesAsync(bot, key);
        Assert.True(Shared(bot, team).Says("closed, shortlisting"), Shared(bot, team).ToString());
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.DrainAsync();
        Assert.True(Shared(bot, team).Says("all places are taken") && !Shared(bot, team).Says("shortlisting"), Shared(bot, team).ToString());
    }

    [Fact]
    public async Task Where_Teams_wants_to_be_left_alone_the_rest_of_the_messages_waits_with_the_first_and_is_tried_once()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        var team = await SharesAsync(bot, key);
        for (var i = 0; i < 2; i++)
        {
            await bot.Tomasz.SendsFormAsync("fellowships.share.form", FellowshipForms.About(key), new JsonObject { ["channel"] = bot.ChannelIdOf(bot.RotaOf(team)) });
            await bot.DrainAsync();
        }

        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var before = Updates(bot);
        bot.Teams.Faults.Throttle(1, 6, request => request.Operation is ConnectorOperation.Update);
        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.DrainAsync();
        Assert.Equal(before + 1, Updates(bot));

        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        Assert.Equal(before + 4, Updates(bot));
        Assert.Equal(3, bot.CardsIn(bot.RotaOf(team)).Count(message => CardReading.Of(message.Card()).Says("It isn't offered any more: The money went")));
    }

    private static int Updates(BotUnderTest bot) => bot.Teams.Connector.Requests.Count(request => request.Operation is ConnectorOperation.Update);

    private static async Task<Conversation> SharesAsync(BotUnderTest bot, string key)
    {
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        await bot.Tomasz.SendsFormAsync("fellowships.share.form", FellowshipForms.About(key), new JsonObject { ["channel"] = bot.ChannelIdOf(bot.RotaOf(team)) });
        await bot.DrainAsync();
        return team;
    }

    private static CardReading Shared(BotUnderTest bot, Conversation team) => CardReading.Of(Assert.Single(bot.CardsIn(bot.RotaOf(team))).Card());
}
