using System.Text.Json.Nodes;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>A press that can't be used gets HTTP 200 and says what happened; it never breaks anything and never claims to be recorded.</summary>
public sealed class OddPressTests : WholeApp
{
    public static TheoryData<string> Values =>
    [
        "null", "7", "\"text\"", "[]", "{}",
        """{"action":null}""",
        """{"action":{"type":"Action.Execute"}}""",
        """{"action":{"type":"Action.Execute","verb":""}}""",
        """{"action":{"type":"Action.Execute","verb":7,"data":{}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.nothing","data":{}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.vote"}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.vote","data":null}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.vote","data":[1,2]}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.vote","data":{"poll":7,"choice":{}}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.vote","data":{"poll":"larkford.unknown","choice":"0"}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.vote","data":{"poll":"../../#?\\/%00 ' OR 1=1","choice":"0"}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.vote","data":{"poll":"é.ü","choice":"0"}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.view","data":{"poll":["a"]}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.close","data":{"poll":""}}}""",
        """{"action":{"type":"Action.Execute","verb":"shell.command","data":{"command":"drop everything"}}}""",
        """{"action":{"type":"Action.Execute","verb":"shell.command"}}""",
        """{"action":{"type":"Action.Execute","verb":"event.nothing","data":{}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.form","data":{}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.create","data":{}}}""",
        """{"action":{"type":"Action.Execute","verb":"polls.find","data":{}}}""",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_press_that_can_not_be_used_gets_a_card_that_says_what_happened(string value)
    {
        var bot = await StartAsync();

        var answer = await bot.Priya.PressesOddly(JsonNode.Parse(value));

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Problem);
        var said = CardReading.Of(answer.Card);
        Assert.True(said.Says("nothing was recorded"), said.ToString());
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("-1")]
    [InlineData("2")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("\"0x1\"")]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("null")]
    public async Task A_choice_that_the_poll_does_not_have_is_not_recorded(string choice)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        var answer = await bot.Priya.Executes("polls.vote", new JsonObject { ["poll"] = poll.Key, ["choice"] = JsonNode.Parse(choice) }, poll);

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Problem);
        Assert.Contains("nothing was recorded", answer.Sentence ?? CardReading.Of(answer.Card).ToString(), StringComparison.Ordinal);
        Assert.Empty(await bot.AnswersAsync(poll));
    }

    [Fact]
    public async Task A_key_of_a_thousand_letters_finds_no_poll()
    {
        var bot = await StartAsync();

        var answer = await bot.Priya.Executes("polls.vote", new JsonObject { ["poll"] = new string('a', 5000), ["choice"] = "0" });

        Assert.True(CardReading.Of(answer.Card).Says("nothing was recorded"));
    }

    [Fact]
    public async Task Who_answered_asked_for_by_a_press_instead_of_a_dialog_is_no_accident()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        var answer = await bot.Chair.Executes("polls.answers", new JsonObject { ["poll"] = poll.Key }, poll);

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Problem);
    }

    [Theory]
    [InlineData("""{"verb":"polls.unknown"}""")]
    [InlineData("""{"verb":7}""")]
    [InlineData("""{}""")]
    [InlineData("""{"verb":"polls.vote"}""")]
    public async Task A_dialog_that_can_not_be_used_says_so(string data)
    {
        var bot = await StartAsync();

        foreach (var answer in new[] { await bot.Priya.Opens(JsonNode.Parse(data)!.AsObject()), await bot.Priya.Sends(JsonNode.Parse(data)!.AsObject()) })
        {
            Assert.Equal(200, answer.Status);
            Assert.Contains("nothing was recorded", answer.Sentence, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"verb":"polls.unknown"}""")]
    [InlineData("""{"odd":[1]}""")]
    public async Task An_old_press_that_can_not_be_used_is_answered_without_harm(string value)
    {
        var bot = await StartAsync();
        var poll = await bot.Priya.Asks(bot.Priya.Chat, "Extend?", "Yes", "No");

        var answer = await bot.Priya.Delivers(d => d.SubmitAsync(bot.Priya.Person, poll.Card, JsonNode.Parse(value), TestContext.Current.CancellationToken));

        Assert.Equal(200, answer.Status);
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("nothing was recorded"));
        Assert.Equal(2, bot.Priya.Reads(poll).Choices.Count); // the poll's own card still takes answers
    }

    [Theory]
    [InlineData("{\"verb\":\"polls.vote\",\"poll\":\"\\ud800\",\"choice\":\"0\"}")]
    [InlineData("{\"verb\":\"\\ud800\"}")]
    [InlineData("{\"verb\":\"shell.command\",\"command\":\"\\ud800\"}")]
    [InlineData("{\"verb\":\"polls.vote\",\"nonce\":\"\\ud800\"}")]
    public async Task Half_a_letter_in_a_buttons_data_is_no_text(string value)
    {
        var bot = await StartAsync();
        var poll = await bot.Priya.Asks(bot.Priya.Chat, "Extend?", "Yes", "No");
        var activity = bot.Teams.Delivery.Draft("message", bot.Priya.Person, bot.Priya.Chat);
        activity["entities"] = new JsonArray((JsonNode?)null);
        activity["value"] = "VALUE";
        var json = activity.ToJsonString().Replace("\"VALUE\"", value, StringComparison.Ordinal);

        var answer = await bot.Priya.Delivers(d => d.RawAsync(json, null, TestContext.Current.CancellationToken));

        Assert.Equal(200, answer.Status);
        Assert.Empty(await bot.AnswersAsync(poll));
    }

    [Theory]
    [InlineData("adaptiveCard/action", """{"action":{"type":"Action.Execute","verb":"polls.vote","data":{"verb":"polls.vote","poll":"\ud800","choice":"0"}},"trigger":"manual"}""")]
    [InlineData("adaptiveCard/action", """{"action":{"type":"Action.Execute","verb":"polls.vote","data":{"verb":"polls.vote","poll":"larkford.x","choice":"\ud800"}},"trigger":"manual"}""")]
    [InlineData("adaptiveCard/action", """{"action":{"type":"Action.Execute","verb":"shell.command","data":{"verb":"shell.command","command":"\udc00"}},"trigger":"manual"}""")]
    [InlineData("task/submit", """{"data":{"verb":"polls.create","nonce":"\ud800","question":"\ud800","options":"\ud800"}}""")]
    [InlineData("composeExtension/query", """{"commandId":"polls.find","parameters":[{"name":"query","value":"\ud800"}]}""")]
    public async Task Half_a_letter_in_a_press_a_dialog_or_a_search_is_answered(string name, string value)
    {
        var bot = await StartAsync();
        var activity = bot.Teams.Delivery.Draft("invoke", bot.Priya.Person, bot.Priya.Chat);
        activity["name"] = name;
        activity["value"] = "VALUE";
        var json = activity.ToJsonString().Replace("\"VALUE\"", value, StringComparison.Ordinal);

        var answer = await bot.Priya.Delivers(d => d.RawAsync(json, null, TestContext.Current.CancellationToken));

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Problem);
        Assert.Empty(await bot.PollKeysAsync());
    }
}
