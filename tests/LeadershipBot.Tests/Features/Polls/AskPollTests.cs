using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class AskPollTests : WholeApp
{
    [Theory]
    [InlineData("personal")]
    [InlineData("group")]
    [InlineData("channel")]
    public async Task A_poll_by_command_stands_where_it_was_asked(string scope)
    {
        var bot = await StartAsync();
        var place = scope switch { "personal" => bot.Chair.Chat, "group" => bot.GroupChat, _ => bot.Channel };

        var poll = await bot.Chair.Asks(place, "Should we extend hours?", "Yes", "No", "Unsure");

        var card = CardReading.Of(poll.Card.Card());
        Assert.Equal("Should we extend hours?", card.Heading);
        Assert.Equal(["Yes", "No", "Unsure"], card.Choices.Select(c => c.Label));
        Assert.True(card.Says("Nobody has answered yet."), card.ToString());
        Assert.True(card.Says("Larkford and Vale CCG"), card.ToString());
        Assert.True(card.Says("also see that you answered, and what"), card.ToString());
        Assert.Null(card.Mine);
    }

    [Fact]
    public async Task A_poll_asked_in_a_channel_thread_is_posted_in_that_thread()
    {
        var bot = await StartAsync();

        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");

        var typed = bot.Teams.World.Messages(bot.Channel).First(m => !m.IsBot);
        Assert.Equal(typed.Id, poll.Card.ThreadId);
    }

    [Theory]
    [InlineData("poll \"Should we extend hours?\" Yes, No, Unsure")]
    [InlineData("poll “Should we extend hours?” Yes, No, Unsure")]
    [InlineData("POLL „Should we extend hours?“ Yes; No; Unsure")]
    [InlineData("poll Should we extend hours? Yes, No, Unsure")]
    [InlineData("Poll \"Should we extend hours?\" \"Yes\", \"No\", \"Unsure\"")]
    public async Task Straight_curly_and_no_quotation_marks_ask_the_same_poll(string words)
    {
        var bot = await StartAsync();

        await bot.Chair.Types(words);

        var card = CardReading.Of(Assert.Single(bot.PollsIn(bot.Chair.Chat)).Card.Card());
        Assert.Equal("Should we extend hours?", card.Heading);
        Assert.Equal(["Yes", "No", "Unsure"], card.Choices.Select(c => c.Label));
    }

    [Fact]
    public async Task Without_choices_the_asker_is_shown_how_with_a_button_for_the_form_that_holds_the_question()
    {
        var bot = await StartAsync();

        var card = await bot.Chair.Hears("poll \"Should we extend hours?\"");

        Assert.Equal("Ask a poll", card.Heading);
        Assert.Equal(["Ask a poll", "Ask a survey", "Ready-made"], card.Buttons);
        var dialog = await bot.Chair.Presses("Ask a poll", bot.CardsIn(bot.Chair.Chat)[^1]);
        Assert.Equal("Should we extend hours?", CardReading.Of(dialog.Card).Input("question")["value"]!.GetValue<string>());
        Assert.Empty(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task Any_member_may_ask_also_one_whom_no_organisation_has_listed()
    {
        var bot = await StartAsync();

        var poll = await bot.Joins("Dr New Face").Asks(bot.Channel, "Coffee or tea?", "Coffee", "Tea");

        Assert.True(CardReading.Of(poll.Card.Card()).Says("Your organisation"));
    }

    [Theory]
    [InlineData("poll \"Q?\" One", "here are 1")]
    [InlineData("poll \"Q?\" 1,2,3,4,5,6,7,8,9,10,11", "here are 11")]
    [InlineData("poll \"Q?\" Yes, yes", "twice")]
    [InlineData("poll \"\" Yes, No", "no question")]
    public async Task A_poll_that_can_not_be_taken_is_refused_with_the_reason_and_not_kept(string words, string reason)
    {
        var bot = await StartAsync();

        var card = await bot.Chair.Hears(words);

        Assert.Contains(reason, card.Heading, StringComparison.Ordinal);
        Assert.Empty(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task Up_to_five_choices_are_rows_to_press_and_more_are_a_list()
    {
        var bot = await StartAsync();

        var five = await bot.Chair.Asks(bot.Channel, "Five?", "A", "B", "C", "D", "E");
        var six = await bot.Chair.Asks(bot.Channel, "Six?", "A", "B", "C", "D", "E", "F");

        Assert.All(CardReading.Of(five.Card.Card()).Choices, c => Assert.NotNull(c.Press));
        Assert.False(CardReading.Of(five.Card.Card()).IsCompact);
        Assert.True(CardReading.Of(six.Card.Card()).IsCompact);
        Assert.All(CardReading.Of(six.Card.Card()).Choices, c => Assert.Null(c.Press));
    }

    [Fact]
    public async Task Words_with_Markdown_and_HTML_in_them_stand_on_the_card_as_they_were_typed()
    {
        var bot = await StartAsync();

        var poll = await bot.Chair.AsksInChannel("Is **this** [a link](https://example.org) & <b>bold</b>?", "*Yes*", "${No}");

        var card = CardReading.Of(poll.Card.Card());
        Assert.DoesNotContain("](https://example.org)", card.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("**this**", card.ToString(), StringComparison.Ordinal);
        Assert.Equal("${No}", card.Choices[1].Label.Replace("\u200B", "", StringComparison.Ordinal)); // kept apart from Markdown
    }

    [Theory]
    [InlineData("poll \"What about 401 023 2137?\" Yes, No")]
    [InlineData("poll \"Who sees Mrs Smith born 12/03/1951?\" Me, You")]
    [InlineData("poll \"Which?\" Mrs Smith DOB 12/03/1951, Another")]
    public async Task A_question_with_a_patient_in_it_is_refused_and_nothing_of_it_is_stored(string words)
    {
        var bot = await StartAsync();
        await bot.Chair.Hears("help"); // at first contact it is noted where the person can be reached
        var commits = bot.Store.Commits;

        var card = await bot.Chair.Hears(words);

        Assert.Contains("patient", card.Heading, StringComparison.Ordinal);
        Assert.Equal(commits, bot.Store.Commits);
        Assert.DoesNotContain("Smith", card.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("401", card.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_bot_was_removed_meanwhile_the_poll_is_given_up_without_an_error()
    {
        var bot = await StartAsync();
        var place = bot.GroupChat;
        bot.Store.BeforeCommit = (table, _, _) =>
        {
            if (table == "Polls")
                bot.Teams.World.SetInstall(place, InstallState.Uninstalled);
            return Task.CompletedTask;
        };

        await bot.Chair.Types("poll \"Anyone there?\" Yes, No", place);

        Assert.Empty(bot.PollsIn(place));
        Assert.Empty(await bot.RowsAsync("Polls", Assert.Single(await bot.PollKeysAsync()), "head.outbox."));
    }
}
