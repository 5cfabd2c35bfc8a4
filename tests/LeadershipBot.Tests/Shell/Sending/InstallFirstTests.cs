using LeadershipBot.Domain.Sending;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>Who never had the bot gets it first, where Graph may install it, and then what was sent to everybody.</summary>
public sealed class InstallFirstTests : WholeApp
{
    private const string Question = "Extend hours?";

    [Fact]
    public async Task Who_never_had_the_bot_gets_it_and_then_the_message_without_anybody_pressing_for_it()
    {
        var (bot, people) = await BotAsync();

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(6));
        var waiting = Assert.Single(await SendingTrial.RowsAsync(bot), row => row.Target.Person?.ObjectId == bot.Yusuf.ObjectId).Kept;
        Assert.Equal((RecipientState.Held, RecipientRule.Installing, true), (waiting.State, waiting.Why, waiting.DueAt > bot.Clock.GetUtcNow()));
        Assert.True(Progress(bot).Says("1 person is getting me installed first."), Progress(bot).ToString());
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(5));

        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
        Assert.Single(bot.Teams.Graph.Requests, request => request.Method == "POST");
        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.True((await SendingTrial.CountAsync(bot)).IsDone);
        Assert.True(Progress(bot).Says($"Sent to {people.Count} of {people.Count}."), Progress(bot).ToString());
    }

    [Theory]
    [InlineData(403, "Missing role permissions.", "installNotGranted", "grant the permission")]
    [InlineData(403, "The app is blocked by an app permission policy.", "installBlocked", "allow me for them")]
    [InlineData(404, "There is no such user.", "installNotFound", "Check their account")]
    public async Task Where_Graph_refuses_they_are_listed_with_what_to_do_and_it_is_not_tried_twice(int status, string message, string why, string advice)
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Graph.Refuses(status, times: 5, message: message);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(5));
        var progress = bot.CardsIn(bot.Chair.Chat).Single(card => CardReading.Of(card.Card()).Says("Sending · "));
        Assert.True((await bot.Chair.OpensDialog("Who not, and why", progress)).Says(advice));
        await bot.Chair.Presses("Try those again", progress);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));

        Assert.Equal(1, (await SendingTrial.CountAsync(bot)).Sum.Of("Unreachable_" + why));
        Assert.Single(bot.Teams.Graph.Requests, request => request.Method == "POST");
        await SendingTrial.JudgeAsync(bot, people, Question);
    }

    [Fact]
    public async Task When_Graph_wants_to_be_left_alone_it_is_and_then_it_is_done_once()
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Graph.Refuses(429, retryAfterSeconds: 90);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var before = Updates();
        await bot.PassAsync(TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(5));
        Assert.Equal(before, Updates()); // their row is looked at again and again, and the card would say the same
        Assert.Single(bot.Teams.Graph.Requests, request => request.Method == "POST");
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(10));

        Assert.Equal([429, 201], bot.Teams.Graph.Requests.Where(request => request.Method == "POST").Select(request => request.Status));
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));

        int Updates() => bot.Teams.Connector.Requests.Count(request => request.Operation is ConnectorOperation.Update && request.ConversationId == bot.Chair.Chat.Id);
    }

    [Fact]
    public async Task In_quiet_hours_nobody_is_told_that_they_have_the_bot_now()
    {
        var (bot, people) = await BotAsync();
        bot.Clock.Advance(TimeSpan.FromHours(11)); // Monday, 20:00

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromMinutes(30));
        Assert.DoesNotContain(bot.Teams.Graph.Requests, request => request.Method == "POST");
        await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(2));

        Assert.Single(bot.Teams.Graph.Requests, request => request.Method == "POST");
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
    }

    [Fact]
    public async Task Who_was_installed_for_and_whose_chat_Teams_never_tells_is_listed_in_the_end()
    {
        var (bot, _) = await BotAsync();
        bot.Teams.Graph.Refuses(409, message: "It is there.");

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(12), TimeSpan.FromSeconds(15));

        Assert.Equal(1, (await SendingTrial.CountAsync(bot)).Sum.Of("Unreachable_installSilent"));
        Assert.Single(bot.Teams.Graph.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Who_removed_the_bot_is_not_given_it_again()
    {
        var (bot, _) = await BotAsync();
        await bot.Priya.Delivers(teams => teams.UninstallAsync(bot.Priya.Person, TestContext.Current.CancellationToken));

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));

        Assert.Equal(1, (await SendingTrial.CountAsync(bot)).Sum.Of("Unreachable_removed"));
        var installed = Assert.Single(await bot.RowsAsync(OrganisationRows.Table, SendingTrial.Organisation, Installations.Prefix));
        Assert.Equal(bot.Yusuf.ObjectId, Installations.PersonOf(installed).ObjectId);
    }

    private static CardReading Progress(BotUnderTest bot) => bot.CardsIn(bot.Chair.Chat).Select(message => CardReading.Of(message.Card())).Single(card => card.Says("Sending · "));

    /// <summary>All have spoken with the bot but Yusuf, who never had it.</summary>
    private async Task<(BotUnderTest Bot, List<Colleague> People)> BotAsync()
    {
        var bot = await StartAsync(new BotOptions { AsksGraph = true });
        var people = await SendingTrial.MeetAllAsync(bot, bot.Yusuf.Name);
        bot.Teams.World.SetInstall(bot.Yusuf.Chat, InstallState.Never);
        return (bot, people);
    }
}
