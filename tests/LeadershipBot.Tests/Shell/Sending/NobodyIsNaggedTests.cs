using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Features.Members;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>Quiet hours, a pause, the week's minutes and the digest hold for what goes to many, too.</summary>
public sealed class NobodyIsNaggedTests : WholeApp
{
    private const string Question = "Extend hours?";

    [Fact]
    public async Task In_quiet_hours_everybody_is_held_until_the_morning()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        bot.Clock.Advance(TimeSpan.FromHours(11)); // Monday, 20:00

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        var progress = bot.CardsIn(bot.Chair.Chat).Select(message => CardReading.Of(message.Card())).Single(card => card.Says("Sending · "));
        Assert.True(progress.Says($"{people.Count} held for quiet hours"), progress.ToString());
        Assert.True(progress.Says("Tue 3 Mar, 07:30") || progress.Says("07:30"), progress.ToString());
        Assert.All(people, who => Assert.Empty(SendingTrial.CardsOf(bot, who, Question)));

        await bot.PassAsync(TimeSpan.FromHours(12), TimeSpan.FromMinutes(30));
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.Equal(people.Count, (await SendingTrial.CountAsync(bot)).Sum.Of("Sent"));
    }

    [Fact]
    public async Task Who_leaves_while_they_are_held_is_not_asked()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        bot.Clock.Advance(TimeSpan.FromHours(11)); // Monday, 20:00
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        await bot.ListsAsync(bot.Yusuf, SendingTrial.Organisation, Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });
        await bot.PassAsync(TimeSpan.FromHours(12), TimeSpan.FromMinutes(30));

        Assert.Empty(SendingTrial.CardsOf(bot, bot.Yusuf, Question));
        var count = (await SendingTrial.CountAsync(bot)).Sum;
        Assert.Equal((people.Count - 1, 1), (count.Of("Sent"), count.Of("NotNeeded")));
    }

    [Fact]
    public async Task A_poll_that_closes_before_the_quiet_hours_end_goes_to_nobody_in_them()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        bot.Clock.Advance(TimeSpan.FromDays(4) + TimeSpan.FromHours(11)); // Friday, 20:00: quiet until Monday

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "1");
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));

        Assert.Equal(people.Count, (await SendingTrial.CountAsync(bot)).Sum.Of("NotNeeded"));
        Assert.All(people, who => Assert.Empty(SendingTrial.CardsOf(bot, who, Question)));
    }

    [Fact]
    public async Task What_is_over_the_weeks_minutes_comes_in_the_digest_and_its_row_learns_of_it()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        await HasMinutesAsync(bot, bot.Priya, 0);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, Question));
        var held = Assert.Single(await SendingTrial.RowsAsync(bot), row => row.Kept.State is RecipientState.Held);
        Assert.Equal(("digest", bot.Priya.ObjectId), (held.Kept.Why, held.Target.Person!.Value.ObjectId));

        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(1)); // over Thursday, 12:30
        var digest = bot.CardsIn(bot.Priya.Chat).Select(message => CardReading.Of(message.Card())).Single(card => card.Says("Extend hours?"));
        Assert.NotEqual(Question, digest.Heading);
        Assert.Equal(RecipientState.Sent, (await SendingTrial.RowsAsync(bot)).Single(row => row.Target.Person!.Value.ObjectId == bot.Priya.ObjectId).Kept.State);
        Assert.True((await SendingTrial.CountAsync(bot)).IsDone);
    }

    [Fact]
    public async Task A_second_poll_in_a_week_counts_the_minutes_of_the_first()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await HasMinutesAsync(bot, bot.Priya, 1);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, "And on Sundays?");
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, Question));
        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, "And on Sundays?"));
        Assert.Single(SendingTrial.CardsOf(bot, bot.Yusuf, "And on Sundays?"));
    }

    [Fact]
    public async Task Who_has_answered_before_their_turn_came_is_not_asked()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        await bot.Priya.Hears("pause 7 days");

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, Question));
        var card = AskedPoll.In(bot.Yusuf.Chat, Assert.Single(SendingTrial.CardsOf(bot, bot.Yusuf, Question)));
        await bot.Priya.Executes("polls.vote", new JsonObject { ["poll"] = card.Key, ["choice"] = 0, ["organisation"] = SendingTrial.Organisation });
        await bot.PassAsync(TimeSpan.FromDays(10), TimeSpan.FromHours(6));

        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, Question));
        Assert.Equal(RecipientState.NotNeeded, (await SendingTrial.RowsAsync(bot)).Single(row => row.Target.Person!.Value.ObjectId == bot.Priya.ObjectId).Kept.State);
        Assert.Equal(people.Count - 1, (await SendingTrial.CountAsync(bot)).Sum.Of("Sent"));
    }

    private static Task<PersonalSettings> HasMinutesAsync(BotUnderTest bot, Colleague who, int minutes)
        => bot.Services.GetRequiredService<SelfShelf>().ChangeAsync(new MemberId(who.Person.TenantId, who.ObjectId), settings => settings with { WeeklyMinutes = minutes }, TestContext.Current.CancellationToken);
}
