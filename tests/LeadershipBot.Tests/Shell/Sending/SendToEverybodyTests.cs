using LeadershipBot.Domain.Sending;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell.Sending;

public sealed class SendToEverybodyTests : WholeApp
{
    private const string Question = "Extend hours?";

    [Fact]
    public async Task Everybody_gets_a_card_once_and_its_asker_reads_how_far_it_is()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
        await SendingTrial.JudgeAsync(bot, people, Question);
        var progress = bot.CardsIn(bot.Chair.Chat).Select(message => CardReading.Of(message.Card())).Single(card => card.Says("Sending · "));
        Assert.True(progress.Says($"Sent to {people.Count} of {people.Count}."), progress.ToString());
        Assert.True(progress.Says("done"), progress.ToString());
        Assert.DoesNotContain("Stop", progress.Buttons);
    }

    [Fact]
    public async Task Who_was_never_met_is_listed_with_what_to_do_and_is_tried_again_when_the_asker_wants_it()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot, bot.Yusuf.Name);
        bot.Teams.World.SetInstall(bot.Yusuf.Chat, InstallState.Never);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var row = Assert.Single(await SendingTrial.RowsAsync(bot), one => one.Kept.State is RecipientState.Unreachable);
        Assert.Equal(bot.Yusuf.ObjectId, row.Target.Person!.Value.ObjectId);
        await SendingTrial.JudgeAsync(bot, people, Question);
        var progress = bot.CardsIn(bot.Chair.Chat).Single(message => CardReading.Of(message.Card()).Says("Sending · "));
        Assert.True(CardReading.Of(progress.Card()).Says("1 couldn't be reached: never installed me"), CardReading.Of(progress.Card()).ToString());
        var listed = await bot.Chair.OpensDialog("Who not, and why", progress);
        Assert.True(listed.Says("Dr Yusuf Demir"), listed.ToString());
        Assert.True(listed.Says("type reach"), listed.ToString());

        bot.Teams.World.SetInstall(bot.Yusuf.Chat, InstallState.Installed);
        await bot.Yusuf.Types("hello");
        await bot.Chair.Presses("Try those again", progress);
        await bot.Chair.Presses("Try those again", progress);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Single(SendingTrial.CardsOf(bot, bot.Yusuf, Question));
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
    }

    [Fact]
    public async Task When_the_poll_has_closed_every_card_that_was_sent_shows_the_result_and_nobody_gets_a_new_one()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        foreach (var who in new[] { bot.Priya, bot.Chair })
            await who.Votes("Yes", AskedPoll.In(who.Chat, Assert.Single(SendingTrial.CardsOf(bot, who, Question))));

        await bot.Chair.Closes(AskedPoll.In(bot.Chair.Chat, SendingTrial.CardsOf(bot, bot.Chair, Question)[0]));
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.All(people, who => Assert.True(CardReading.Of(Assert.Single(SendingTrial.CardsOf(bot, who, Question)).Card()).Says("2"), who.Name));
        Assert.All(people, who => Assert.DoesNotContain(CardReading.Of(Assert.Single(SendingTrial.CardsOf(bot, who, Question)).Card()).Choices, choice => choice.Press is not null));
        Assert.Equal(people.Count, (await SendingTrial.CountAsync(bot)).Sum.Of("Version_2"));
    }
}
