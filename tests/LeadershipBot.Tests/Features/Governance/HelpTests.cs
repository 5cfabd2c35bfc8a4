using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Governance;

public sealed class HelpTests : WholeApp
{
    [Fact]
    public async Task Help_lists_what_this_person_may_use_and_status_only_for_whoever_runs_the_bot()
    {
        var bot = await StartAsync(new BotOptions { Settings = [BotUnderTest.RunByRavi] });

        var member = await bot.Priya.Hears("help");
        var administrator = await bot.Administrator.Hears("HELP");

        Assert.True(member.Says("poll"), member.ToString());
        Assert.True(member.Says("hello"), member.ToString());
        Assert.DoesNotContain("status", member.Texts);
        Assert.Contains("status", administrator.Texts);
    }

    [Fact]
    public async Task An_administrator_by_settings_is_one_without_any_import()
    {
        var first = await StartAsync();
        var bot = await StartAsync(new BotOptions { SharesTeamsWith = first, Settings = [$"--Organisation:Administrators={first.Priya.ObjectId}"] });
        bot.HearsTeams();

        Assert.Contains("status", (await bot.Priya.Hears("help")).Texts);
    }

    [Theory]
    [InlineData("group")]
    [InlineData("channel")]
    public async Task Help_answers_a_mention_in_a_group_or_channel(string scope)
    {
        var bot = await StartAsync();

        var card = await bot.Priya.Hears("help", scope == "group" ? bot.GroupChat : bot.Channel);

        Assert.Equal("What you can do here", card.Heading);
    }

    [Fact]
    public async Task Each_line_of_help_can_be_pressed_and_does_what_typing_it_would()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("help");
        var message = bot.CardsIn(bot.Priya.Chat)[^1];

        Assert.Equal("Ask a poll", CardReading.Of((await bot.Priya.Presses("Run poll", message)).Card).Heading);
        Assert.Equal("Hello Dr Priya Raman", CardReading.Of((await bot.Priya.Delivers(d => d.InvokeAsync(
            bot.Priya.Person,
            bot.Priya.Chat,
            "adaptiveCard/action",
            System.Text.Json.Nodes.JsonNode.Parse("""{"action":{"type":"Action.Execute","verb":"shell.command","data":{"command":"hello"}}}"""),
            message,
            TestContext.Current.CancellationToken))).Card).Heading);
    }

    [Fact]
    public async Task The_status_is_for_whoever_runs_the_bot_and_others_are_told_so()
    {
        var bot = await StartAsync(new BotOptions { Settings = [BotUnderTest.RunByRavi] });
        await bot.ListsAsync(bot.Chair, "larkford", Roles.Administrator);

        var refused = await bot.Chair.Hears("status");
        var shown = await bot.Administrator.Hears("status");

        Assert.Equal("This is about all organisations that share this bot, so it is for whoever runs it.", refused.Heading);
        Assert.Equal("How the bot is", shown.Heading);
        Assert.True(shown.Says("The store answered in"), shown.ToString());
        Assert.True(shown.Says("Nothing is overdue."), shown.ToString());
    }

    [Fact]
    public async Task The_status_may_not_be_had_by_a_button_either()
    {
        var bot = await StartAsync();

        var answer = await bot.Chair.Executes("shell.command", new() { ["command"] = "status" });

        Assert.StartsWith("This is about all organisations that share this bot", answer.Sentence, StringComparison.Ordinal);
    }
}
