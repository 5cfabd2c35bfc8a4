using System.Text.Json.Nodes;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class PollFormTests : WholeApp
{
    [Fact]
    public async Task A_form_that_is_sent_becomes_a_poll_where_it_was_opened_and_the_dialog_closes()
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Chair, bot.GroupChat);

        var answer = await bot.Chair.Sends(PollForms.Filled(form, "Extend hours?", "Yes\nNo\n\n Unsure "), bot.GroupChat);

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Body?["task"]);
        var card = CardReading.Of(Assert.Single(bot.PollsIn(bot.GroupChat)).Card.Card());
        Assert.Equal("Extend hours?", card.Heading);
        Assert.Equal(["Yes", "No", "Unsure"], card.Choices.Select(c => c.Label));
        Assert.True(card.Says("open until closed by hand"), card.ToString());
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_poll_and_a_form_opened_again_another()
    {
        var bot = await StartAsync();
        var data = PollForms.Filled(await PollForms.OpenAsync(bot.Chair, bot.Channel), "Extend hours?", "Yes\nNo");

        await bot.Chair.Sends(data, bot.Channel);
        await bot.Chair.Sends(data, bot.Channel);
        Assert.Single(await bot.PollKeysAsync());
        Assert.Single(bot.PollsIn(bot.Channel));

        await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await bot.Chair.Sends(data, bot.Channel);
        Assert.Single(await bot.PollKeysAsync());

        await bot.Chair.Sends(PollForms.Filled(await PollForms.OpenAsync(bot.Chair, bot.Channel), "Extend hours?", "Yes\nNo"), bot.Channel);
        Assert.Equal(2, (await bot.PollKeysAsync()).Count);
    }

    [Fact]
    public async Task Two_people_who_send_with_one_nonce_make_a_poll_each()
    {
        var bot = await StartAsync();
        var data = PollForms.Filled(await PollForms.OpenAsync(bot.Chair, bot.Channel), "Extend hours?", "Yes\nNo");

        await bot.Chair.Sends(data, bot.Channel);
        await bot.Priya.Sends(data, bot.Channel);

        Assert.Equal(2, (await bot.PollKeysAsync()).Count);
    }

    [Theory]
    [InlineData("Extend hours?", "Yes", "A poll has 2 to 10 answers to choose from; here are 1.")]
    [InlineData("  ", "Yes\nNo", "There is no question yet.")]
    [InlineData("What of NHS number 401 023 2137?", "Yes\nNo", "This looks like it holds a patient")]
    public async Task What_can_not_be_taken_comes_back_with_the_reason_and_what_was_typed(string question, string options, string reason)
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Chair, bot.Channel);

        var answer = await bot.Chair.Sends(PollForms.Filled(form, question, options, "3"), bot.Channel);

        var again = CardReading.Of(answer.Card);
        Assert.True(again.Says(reason), again.ToString());
        Assert.Equal(options, again.Input("options")["value"]!.GetValue<string>());
        Assert.Equal(question.Trim(), again.Input("question")["value"]!.GetValue<string>());
        Assert.Equal("3", again.Input("closes")["value"]!.GetValue<string>());
        Assert.Equal(form.Json["actions"]![0]!["data"]!["nonce"]!.GetValue<string>(), again.Json["actions"]![0]!["data"]!["nonce"]!.GetValue<string>());
        Assert.Empty(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task A_form_with_odd_values_is_no_accident()
    {
        var bot = await StartAsync();
        foreach (var data in new[]
        {
            new JsonObject { ["verb"] = "polls.create" },
            new JsonObject { ["verb"] = "polls.create", ["question"] = 7, ["options"] = new JsonArray("Yes", "No"), ["closes"] = "soon", ["nonce"] = true },
            new JsonObject { ["verb"] = "polls.create", ["question"] = "Q?", ["options"] = "Yes\nNo", ["closes"] = -5, ["nonce"] = new string('n', 5000) },
        })
        {
            var answer = await bot.Chair.Sends(data, bot.Channel);
            Assert.Equal(200, answer.Status);
        }
    }

    [Fact]
    public async Task A_form_from_the_compose_box_puts_the_card_into_the_persons_own_message()
    {
        var bot = await StartAsync();
        var token = TestContext.Current.CancellationToken;
        var opened = await bot.Chair.Delivers(d => d.FetchActionAsync(bot.Chair.Person, bot.GroupChat, "polls.form", token));
        var data = PollForms.Filled(CardReading.Of(opened.Card), "Extend hours?", "Yes\nNo");

        var answer = await bot.Chair.Delivers(d => d.SubmitActionAsync(bot.Chair.Person, bot.GroupChat, "polls.form", data, token));

        var result = answer.Body!["composeExtension"]!["attachments"]![0]!["content"]!.AsObject();
        Assert.Equal("Extend hours?", CardReading.Of(result).Heading);
        Assert.Empty(bot.PollsIn(bot.GroupChat));
        await bot.Chair.Delivers(d => d.ComposeAsync(bot.Chair.Person, bot.GroupChat, [answer.Body["composeExtension"]!["attachments"]![0]!.DeepClone()], token));
        var message = bot.Teams.World.Messages(bot.GroupChat)[^1];
        var poll = AskedPoll.In(bot.GroupChat, message);
        await bot.Priya.Votes("Yes", on: poll);
        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
    }
}
