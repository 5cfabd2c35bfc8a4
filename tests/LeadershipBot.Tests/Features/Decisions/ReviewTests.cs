using LeadershipBot.Features.Decisions;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using static LeadershipBot.Tests.Features.Decisions.DecisionTrial;

namespace LeadershipBot.Tests.Features.Decisions;

public sealed class ReviewTests : WholeApp
{
    private static readonly (string, string)[] Soon = [("reviewOn", "2026-03-05")];

    [Fact]
    public async Task On_the_day_it_comes_back_to_whoever_wrote_it_who_says_that_it_is_still_right_once()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair, null, Soon);
        await bot.PassAsync(TimeSpan.FromDays(2.7), TimeSpan.FromHours(6));
        Assert.Empty(Due(bot, bot.Chair));
        await bot.PassAsync(TimeSpan.FromDays(0.4), TimeSpan.FromHours(1));

        Assert.Empty(Due(bot, bot.Organiser));
        var card = Assert.Single(Due(bot, bot.Chair));
        Assert.True(CardReading.Of(card.Card()).Says("Is it still right?"), CardReading.Of(card.Card()).ToString());
        await bot.Chair.Presses("Still right", card);
        var again = CardReading.Of((await bot.Chair.Executes("decisions.right", new() { ["decision"] = key, ["organisation"] = Organisation, ["review"] = "Decision.20260305" })).Card);
        Assert.True(again.Says("Recorded Thu 5 Mar"), again.ToString());
        Assert.Single(await bot.RowsAsync(DecisionRows.Table, key, "audit."), row => row.GetString("What") == "decisions.stillRight");
    }

    [Fact]
    public async Task Updating_it_opens_the_pages_and_another_day_moves_the_review()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair, null, Soon);
        var first = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await OpenManagingAsync(bot.Chair, key), "Correct it");
        var second = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, first, "Next");
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, second, "Preview", ("reviewOn", "2026-03-09"));
        await bot.Chair.Sends(PollForms.Pressed(preview, "Correct every card"));
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(6));
        Assert.Empty(Due(bot, bot.Chair));
        await bot.PassAsync(TimeSpan.FromDays(3.2), TimeSpan.FromHours(6));
        var card = Assert.Single(Due(bot, bot.Chair));
        var page = CardReading.Of((await bot.Chair.Presses("Update the decision", card)).Card);
        Assert.Equal(What, page.Input("what")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Plan_b_comes_to_its_owner_with_its_trigger_and_of_a_withdrawn_decision_nothing_comes()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var owner = new LeadershipBot.Domain.People.MemberId(bot.Organiser.Person.TenantId, bot.Organiser.ObjectId).ToString();
        (string, string)[] plan = [("risk", "High"), ("fallback", "Open both again"), ("trigger", "Waits above ten days"), ("owner", owner), ("planBOn", "2026-03-04")];
        await SendAsync(bot, bot.Chair, null, plan);
        Assert.True(Read(bot, bot.Priya).Says("Open both again"));
        var other = await SendAsync(bot, bot.Chair, null, [.. plan, ("what", "Another thing.")]);
        await bot.Chair.Sends(PollForms.Pressed(await OpenManagingAsync(bot.Chair, other), "Withdraw", ("why", "It was wrong.")));
        await bot.PassAsync(TimeSpan.FromDays(2.2), TimeSpan.FromHours(6));

        var card = CardReading.Of(Assert.Single(Due(bot, bot.Organiser)).Card());
        Assert.True(card.Says("Is it time for plan B?") && card.Says("Waits above ten days"), card.ToString());
        Assert.Empty(Due(bot, bot.Chair));
    }

    [Fact]
    public async Task Where_its_owner_may_not_look_at_it_any_more_it_goes_to_those_who_may_and_says_so()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var owner = new LeadershipBot.Domain.People.MemberId(bot.Organiser.Person.TenantId, bot.Organiser.ObjectId).ToString();
        await SendAsync(bot, bot.Organiser, null, [.. Soon, ("risk", "High"), ("fallback", "Open both again"), ("trigger", "Waits above ten days"), ("owner", owner), ("planBOn", "2026-03-04")]);
        await bot.ListsAsync(bot.Organiser, Organisation, LeadershipBot.Domain.People.Roles.Member);
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(6));

        Assert.Empty(Due(bot, bot.Organiser));
        var cards = Due(bot, bot.Chair).Select(message => CardReading.Of(message.Card())).ToList();
        Assert.Equal(2, cards.Count);
        Assert.All(cards, card => Assert.True(card.Says("Helen Whitcombe was to look at it and can't any more, so it comes to you."), card.ToString()));
        await bot.Chair.Presses("Still right", Due(bot, bot.Chair)[1]);
    }

    private static List<Message> Due(BotUnderTest bot, Colleague who) => [.. bot.CardsIn(who.Chat).Where(message => CardReading.Of(message.Card()).Says("due "))];
}
