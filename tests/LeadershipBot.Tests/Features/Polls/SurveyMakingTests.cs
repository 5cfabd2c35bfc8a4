using LeadershipBot.Tests.Features.Privacy;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class SurveyMakingTests : WholeApp
{
    [Fact]
    public async Task A_survey_is_put_together_question_by_question_and_then_asked()
    {
        var bot = await StartAsync();
        var (chair, chat) = (bot.Chair, bot.GroupChat);
        var page = await BeginAsync(bot, "survey \"Opening hours\"");
        Assert.Equal("Opening hours", page.Input("title")["value"]!.GetValue<string>());

        page = await AddAsync(bot, page, "Extend hours?", "Single", "Yes\nNo");
        page = await AddAsync(bot, page, "How well does the rota work?", "Rating", "");
        page = await AddAsync(bot, page, "What would help?", "Text", "");
        page = await PollForms.TurnsAsync(chair, chat, page, "Move question 3 up");
        page = await PollForms.TurnsAsync(chair, chat, page, "Remove question 1");
        Assert.Equal(["1 · What would help?", "2 · How well does the rota work?"], page.Texts.Where(text => text.Contains(" · ", StringComparison.Ordinal)));

        var settings = await PollForms.TurnsAsync(chair, chat, page, "Next");
        var preview = await PollForms.TurnsAsync(chair, chat, settings, "Preview", ("closes", "7"));
        Assert.True(preview.Says("closes Mon 9 Mar"), preview.ToString());
        await chair.Sends(PollForms.Pressed(preview, "Ask now"), chat);
        await chair.Sends(PollForms.Pressed(preview, "Ask now"), chat);

        var card = CardReading.Of(Assert.Single(bot.PollsIn(chat)).Card.Card());
        Assert.Equal("Opening hours", card.Heading);
        Assert.True(card.Says("Survey"), card.ToString());
        Assert.Empty(await DraftsAsync(bot));
    }

    [Fact]
    public async Task Closing_the_dialog_loses_nothing()
    {
        var bot = await StartAsync();
        await AddAsync(bot, await BeginAsync(bot, "survey \"Opening hours\""), "Extend hours?", "Single", "Yes\nNo");
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromDays(1));

        var again = await BeginAsync(bot, "survey");

        Assert.Equal("Opening hours", again.Input("title")["value"]!.GetValue<string>());
        Assert.True(again.Says("1 of at most 10 questions"), again.ToString());
        Assert.False((await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, again, "Start again")).Says("Extend"));
    }

    [Fact]
    public async Task A_page_that_is_sent_twice_counts_once()
    {
        var bot = await StartAsync();
        var page = await BeginAsync(bot, "survey \"Opening hours\"");
        var form = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, page, "Add a question");
        var data = PollForms.Pressed(form, "Keep question", ("question", "Extend?"), ("options", "Yes\nNo"));

        await bot.Chair.Sends(data, bot.GroupChat);
        page = CardReading.Of((await bot.Chair.Sends(data, bot.GroupChat)).Card);
        Assert.True(page.Says("1 of at most 10 questions"), page.ToString());

        page = await AddAsync(bot, page, "And on Sundays?", "Single", "Yes\nNo");
        var remove = PollForms.Pressed(page, "Remove question 1");
        await bot.Chair.Sends(remove, bot.GroupChat);
        page = CardReading.Of((await bot.Chair.Sends(remove, bot.GroupChat)).Card);
        Assert.True(page.Says("And on Sundays?"), page.ToString());
    }

    [Fact]
    public async Task A_question_can_be_changed_and_what_can_not_be_taken_comes_back()
    {
        var bot = await StartAsync();
        var page = await AddAsync(bot, await BeginAsync(bot, "survey \"Opening hours\""), "Which days?", "Dates", "Thu 5 Mar 18:00\nFri 6 Mar 18:00");

        var form = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, page, "Change question 1");
        Assert.Contains("5 Mar 2026 18:00", form.Input("options")["value"]!.GetValue<string>(), StringComparison.Ordinal);
        var again = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, form, "Keep question", ("options", "whenever"));
        Assert.True(again.Says("“whenever” can't be read as a date"), again.ToString());
        page = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, again, "Keep question", ("kind", "Single"), ("options", "Thursday\nFriday"));

        Assert.True(page.Says("Choose one"), page.ToString());
        Assert.True(page.Says("1 of at most 10 questions"), page.ToString());
    }

    [Theory]
    [InlineData("", "The survey has no title yet.")]
    [InlineData("Mrs Smith born 12/03/1951", "patient")]
    public async Task Without_a_title_that_can_be_kept_it_does_not_go_on(string title, string reason)
    {
        var bot = await StartAsync();
        var page = await AddAsync(bot, await AddAsync(bot, await BeginAsync(bot, "survey"), "A?", "Consent", ""), "B?", "Consent", "");

        var again = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, page, "Next", ("title", title));

        Assert.True(again.Says(reason), again.ToString());
        Assert.DoesNotContain(await DraftsAsync(bot), row => row.GetString("Title")?.Contains("Smith", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Ten_questions_are_the_most()
    {
        var bot = await StartAsync();
        var page = await BeginAsync(bot, "survey \"Much\"");
        for (var i = 1; i <= 10; i++)
            page = await AddAsync(bot, page, $"Question {i}?", "Consent", "");

        Assert.DoesNotContain("Add a question", page.Buttons);
        var more = await bot.Chair.Sends(new() { ["verb"] = "polls.survey.keep", ["organisation"] = "larkford", ["at"] = 10, ["question"] = "One more?", ["kind"] = "Text" }, bot.GroupChat);
        Assert.True(CardReading.Of(more.Card).Says("10 of at most 10 questions"));
    }

    [Fact]
    public async Task Each_person_writes_their_own()
    {
        var bot = await StartAsync();
        await BeginAsync(bot, "survey \"Of the chair\"");

        var other = CardReading.Of((await bot.Priya.Opens(new() { ["verb"] = "polls.survey" }, bot.GroupChat)).Card);

        Assert.Equal("", other.Input("title")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_draft_stands_in_what_is_held_and_goes_when_its_writer_is_forgotten_or_leaves_it_alone()
    {
        var bot = await StartAsync();
        await bot.Priya.Opens(new() { ["verb"] = "polls.survey", ["question"] = "Hours of Priya" });
        await bot.Chair.Opens(new() { ["verb"] = "polls.survey", ["question"] = "Hours of the chair" });

        await bot.Priya.Types("what do you hold about me");
        Assert.Contains(bot.CardsIn(bot.Priya.Chat), card => CardReading.Of(card.Card()).Says("Hours of Priya"));
        await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        await bot.Priya.Presses("Erase it now", bot.CardsIn(bot.Priya.Chat)[^1]);
        await bot.DrainAsync();
        Assert.Equal("Hours of the chair", Assert.Single(await DraftsAsync(bot)).GetString("Title"));

        await bot.PassAsync(TimeSpan.FromDays(92), TimeSpan.FromDays(1));
        Assert.Empty(await DraftsAsync(bot));
    }

    [Fact]
    public async Task A_survey_that_is_not_there_any_more_is_not_asked()
    {
        var bot = await StartAsync();

        var answer = await bot.Chair.Sends(new() { ["verb"] = "polls.survey.ask", ["organisation"] = "larkford", ["nonce"] = "gone", ["so"] = "" }, bot.GroupChat);

        Assert.StartsWith("This survey is not being written any more", answer.Sentence, StringComparison.Ordinal);
    }

    private static async Task<CardReading> BeginAsync(BotUnderTest bot, string typed)
    {
        await bot.Chair.Types(typed, bot.GroupChat);
        var start = bot.CardsIn(bot.GroupChat)[^1];
        return CardReading.Of((await bot.Chair.Presses("Ask a survey", start)).Card);
    }

    private static async Task<CardReading> AddAsync(BotUnderTest bot, CardReading page, string question, string kind, string options)
    {
        var form = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, page, "Add a question");
        return await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, form, "Keep question", ("question", question), ("kind", kind), ("options", options));
    }

    private static async Task<List<Record>> DraftsAsync(BotUnderTest bot)
        => [.. (await bot.RowsAsync("PollDrafts", "larkford", "draft.")).Where(row => row.RowKey.EndsWith(".head", StringComparison.Ordinal))];
}
