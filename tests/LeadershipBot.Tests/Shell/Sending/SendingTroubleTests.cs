using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>What can go wrong on the way to one of many, and what the report then says.</summary>
public sealed class SendingTroubleTests : WholeApp
{
    private const string Question = "Extend hours?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(503)]
    [InlineData(401)] // the token ended in the middle
    public async Task A_refusal_for_a_while_delays_and_nobody_gets_it_twice(int status)
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(12, new Fault(FaultKind.Answer, status, RetryAfterSeconds: 1), ToOthers(bot));

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(15));

        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
        Assert.Equal(people.Count, (await SendingTrial.CountAsync(bot)).Sum.Of("Sent"));
    }

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_gateway_that_does_not_say_whether_it_arrived_means_sent_again_and_listed(int status)
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(3, new Fault(FaultKind.Answer, status), ToOthers(bot));

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(15));

        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
        Assert.Equal((people.Count, 3), ((await SendingTrial.CountAsync(bot)).Sum.Got, (await SendingTrial.CountAsync(bot)).Sum.PossiblyTwice));
    }

    [Theory]
    [InlineData(FaultKind.AnswerAfterApplying, 502)]
    [InlineData(FaultKind.DropAfterApplying, 0)]
    public async Task An_answer_that_is_lost_means_sent_again_and_listed_as_possibly_twice(FaultKind kind, int status)
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(new Fault(kind, status), ToOthers(bot));

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(4), TimeSpan.FromSeconds(15));

        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.Equal(1, (await SendingTrial.CountAsync(bot)).Sum.Of("PossiblyTwice"));
        Assert.Equal(people.Count + 1, people.Sum(who => SendingTrial.CardsOf(bot, who, Question).Count));
        var progress = Progress(bot);
        Assert.True(CardReading.Of(progress.Card()).Says("1 person may have it twice."));
        Assert.True((await bot.Chair.OpensDialog("Who not, and why", progress)).Says("may have it twice"));
    }

    [Fact]
    public async Task Who_blocked_the_bot_is_listed_in_the_report_and_in_reach_and_comes_back_by_writing_to_it()
    {
        var (bot, people) = await BotAsync();
        bot.Teams.World.SetInstall(bot.Yusuf.Chat, InstallState.Blocked);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.Equal(1, (await SendingTrial.CountAsync(bot)).Sum.Of("Unreachable_BlockedOrNotInstalled"));
        Assert.True((await bot.Organiser.Hears("reach")).Says("1 · blocked the bot, or lost it"));

        bot.Teams.World.SetInstall(bot.Yusuf.Chat, InstallState.Installed);
        await bot.Yusuf.Types("hello");
        Assert.False((await bot.Organiser.Hears("reach")).Says("blocked the bot"));
        await bot.Chair.Presses("Try those again", Progress(bot));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Single(SendingTrial.CardsOf(bot, bot.Yusuf, Question));
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task A_clock_that_jumps_in_the_middle_changes_nothing_for_anybody(int hours)
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(4, new Fault(FaultKind.Answer, 503, RetryAfterSeconds: 60), ToOthers(bot));
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.NotEqual(0, (await SendingTrial.CountAsync(bot)).Sum.Left);

        bot.Clock.JumpWallClock(TimeSpan.FromHours(hours));
        await bot.PassAsync(TimeSpan.FromHours(4), TimeSpan.FromMinutes(4));

        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
    }

    [Theory]
    [InlineData(400, "Failed_Invalid")]
    [InlineData(413, "Failed_TooLarge")]
    public async Task A_message_that_Teams_does_not_accept_has_failed_and_the_others_get_theirs(int status, string why)
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(new Fault(FaultKind.Answer, status), ToOthers(bot));

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.Equal((1, people.Count - 1), ((await SendingTrial.CountAsync(bot)).Sum.Of(why), (await SendingTrial.CountAsync(bot)).Sum.Of("Sent")));
    }

    [Theory]
    [InlineData(FaultKind.DropBeforeApplying, 0, "notSure")] // it had left: nobody can know
    [InlineData(FaultKind.Answer, 412, "noAnswer")]
    public async Task Teams_that_is_away_for_hours_ends_as_failed_and_a_press_tries_again(FaultKind kind, int status, string why)
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(10_000, new Fault(kind, status), ToOthers(bot));

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromHours(6), TimeSpan.FromMinutes(5));
        Assert.Equal(people.Count - 1, (await SendingTrial.CountAsync(bot)).Sum.Of("Failed_" + why));
        await SendingTrial.JudgeAsync(bot, people, Question);

        bot.Teams.Faults.Clear();
        await bot.Chair.Presses("Try those again", Progress(bot));
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));
        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
    }

    [Fact]
    public async Task What_was_sent_and_then_lost_its_message_can_not_be_changed_and_that_is_said()
    {
        var (bot, people) = await BotAsync();
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        bot.Teams.World.SetDeleted(Assert.Single(SendingTrial.CardsOf(bot, bot.Yusuf, Question)), deleted: true);
        bot.Teams.Faults.Next(3, new Fault(FaultKind.Answer, 503, RetryAfterSeconds: 1), request => request.Operation is ConnectorOperation.Update);

        var sending = await SendingTrial.NewestAsync(bot);
        await bot.Services.GetRequiredService<SendingDesk>().ChangeContentAsync(sending.Id, 2, Token);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));

        var count = await SendingTrial.CountAsync(bot);
        Assert.Equal((people.Count, 1, true), (count.Sum.Of("Version_2"), count.Sum.Of("NotChanged_Gone"), count.IsDone));
    }

    [Fact]
    public async Task What_is_withdrawn_is_taken_away_from_everybody_and_goes_to_nobody_else()
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(4, new Fault(FaultKind.Answer, 503, RetryAfterSeconds: 60), ToOthers(bot));
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var sending = await SendingTrial.NewestAsync(bot);
        Assert.NotEqual(0, (await SendingTrial.CountAsync(bot)).Sum.Of("Waiting"));

        var audit = LeadershipBot.Shell.Audit.ByProgram(sending.Id, "sendings.withdrawn", bot.Clock.GetUtcNow());
        await bot.Services.GetRequiredService<SendingDesk>().WithdrawAsync(sending.Id, audit, Token);
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(10));

        Assert.All(people, who => Assert.Empty(SendingTrial.CardsOf(bot, who, Question)));
        var count = await SendingTrial.CountAsync(bot);
        Assert.Equal(people.Count, count.Sum.Of("Withdrawn") + count.Sum.Of("Cancelled"));
        Assert.True(count.IsDone);
        Assert.True(CardReading.Of(Progress(bot).Card()).Says("taken back"));
    }

    [Fact]
    public async Task Stopping_keeps_what_is_there_and_sends_to_nobody_else()
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(4, new Fault(FaultKind.Answer, 503, RetryAfterSeconds: 600), ToOthers(bot));
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var got = (await SendingTrial.CountAsync(bot)).Sum.Of("Sent");
        Assert.InRange(got, 1, people.Count - 1);

        var asked = await bot.Chair.OpensDialog("Stop", Progress(bot));
        Assert.True(asked.Says($"{got} have it and keep it. {people.Count - got} won't get it."), asked.ToString());
        await bot.Chair.Fills(asked, [], on: Progress(bot));
        await bot.Chair.Fills(asked, [], on: Progress(bot));
        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(1));

        await SendingTrial.JudgeAsync(bot, people, Question);
        var count = await SendingTrial.CountAsync(bot);
        Assert.Equal((got, people.Count - got, true), (count.Sum.Of("Sent"), count.Sum.Of("Cancelled"), count.IsDone));
        Assert.True(CardReading.Of(Progress(bot).Card()).Says("stopped"));
        Assert.Single(await bot.RowsAsync("Sendings", (await SendingTrial.NewestAsync(bot)).Id, "audit."), row => row.GetString("What") == "sendings.stopped");
    }

    [Fact]
    public async Task The_store_that_fails_in_the_middle_loses_nobody_and_repeats_nobody_unlisted()
    {
        var (bot, people) = await BotAsync();
        bot.Store.Fails(StoreFault.LosesAnswers, "Sendings", times: 3);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(10));
        bot.Store.Recovers();
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(10));

        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.All(people, who => Assert.NotEmpty(SendingTrial.CardsOf(bot, who, Question)));
    }

    private async Task<(BotUnderTest Bot, List<Colleague> People)> BotAsync()
    {
        var bot = await StartAsync(new BotOptions { HelpAfter = TimeSpan.FromMilliseconds(100) }); // Teams makes it wait again and again
        return (bot, await SendingTrial.MeetAllAsync(bot));
    }

    /// <summary>A message to somebody other than the chair, who is also told how far it is.</summary>
    private static Func<ConnectorRequest, bool> ToOthers(BotUnderTest bot)
    {
        var chair = bot.Chair.Chat.Id;
        return request => request.Operation is ConnectorOperation.Send && request.ConversationId != chair;
    }

    private static Message Progress(BotUnderTest bot) => bot.CardsIn(bot.Chair.Chat).Single(message => CardReading.Of(message.Card()).Says("Sending · "));
}
