using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Polls.Sets;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Cards;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Ready-made sets of questions: what is in them, and how a survey is made of one.</summary>
public sealed class SetsTests : WholeApp
{
    private const string Acted = "Did we act on your feedback?";

    private static readonly TextFile Text = CardSamples.Library.Text;

    public static TheoryData<string> Ids => [.. ReadySets.All.Select(set => set.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_set_can_be_asked_as_it_stands_whatever_the_organisation_calls_things(string id)
    {
        var set = ReadySets.Find(id)!;
        var longest = new string('x', Vocabulary.WordCharactersMax);
        var situation = new AskingSituation(BotUnderTest.Start, TimeZoneInfo.Utc, [], "");
        foreach (var words in new[] { Text.WordsOf(null), Text.WordsOf(new Vocabulary(longest, longest, longest, longest, longest, longest)) })
        {
            var questions = SetWords.QuestionsOf(Text, set, "Larkford, Vale and the Coast Clinical Commissioning Group", words);
            Assert.InRange(questions.Count, 2, PollLimits.QuestionsMax);
            foreach (var question in questions)
            {
                Assert.False(new QuestionDraft(question.Kind, question.Words, question.Choices).Check(situation).IsRefused(out var refusal, out var taken), refusal?.TextKey);
                Assert.Equal((question.Words, string.Join('|', question.Choices)), (taken!.Words, string.Join('|', taken.Choices)));
            }

            Assert.False(PollDraft.CheckTitle(Text.Plain(set.Title).Words, situation.Today).IsRefused(out _, out _));
        }

        Assert.Single(ReadySets.All, one => one.Id == id);
    }

    [Fact]
    public void The_figure_for_the_whole_country_stands_with_the_set_on_feedback_and_nowhere_else()
    {
        var sentences = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Needs.Root, "cards", "text", "en-GB.json"))).RootElement.EnumerateObject();
        Assert.Equal(["polls.sets.acted.about", "polls.sets.acted.national"], sentences.Where(one => one.Value.GetString()!.Contains("44%", StringComparison.Ordinal)).Select(one => one.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_chair_asks_a_set_of_everybody_in_three_presses_and_twice_pressed_it_is_asked_once()
    {
        var bot = await StartAsync();
        var preview = await UseAsync(bot, bot.Chair, bot.Chair.Chat, Acted);
        Assert.Equal(Acted, preview.Heading);
        Assert.True(preview.Says("In the past year, how often did Larkford and Vale CCG act on feedback from you or your colleagues?"), preview.ToString());
        Assert.True(preview.Says("Confidential:") && preview.Says("grassroots"), preview.ToString());
        Assert.False(preview.Says("44%"), "It would lead people in their answers.");

        var ask = PollForms.Pressed(preview, "Ask now");
        await bot.Chair.Sends(ask, bot.Chair.Chat);
        await bot.Chair.Sends(ask, bot.Chair.Chat);

        var row = Assert.Single(await bot.RowsAsync(PollRows.Table, Assert.Single(await bot.PollKeysAsync()), PollRows.PollRow));
        Assert.Equal(("acted", 1, "Confidential", "Leadership", true), (row.GetString("SetId"), row.GetInt32("SetVersion"), row.GetString("Voice"), row.GetString("Breakdown"), row.GetBoolean("IsForEverybody")));
        Assert.Equal(BotUnderTest.Start.AddDays(14).Date, row.GetDateTimeOffset("ClosesAt")!.Value.Date);
    }

    [Fact]
    public async Task A_set_can_be_changed_like_any_survey_and_keeps_how_it_is_asked()
    {
        var bot = await StartAsync();
        var (chair, chat) = (bot.Chair, bot.Chair.Chat);
        var preview = await UseAsync(bot, chair, chat, "Was this meeting worth it?");
        var settings = await PollForms.TurnsAsync(chair, chat, preview, "Back");
        Assert.Equal(("Confidential", "Leadership", "14"), (Value(settings, "voice"), Value(settings, "breakdown"), Value(settings, "closes")));
        var overview = await PollForms.TurnsAsync(chair, chat, settings, "Back");
        Assert.True(overview.Says("3 of at most 10 questions"), overview.ToString());
        overview = await PollForms.TurnsAsync(chair, chat, overview, "Remove question 3");
        settings = await PollForms.TurnsAsync(chair, chat, overview, "Next");
        Assert.Equal(("Confidential", "Leadership", "Optional"), (Value(settings, "voice"), Value(settings, "breakdown"), Value(settings, "reasons")));
        preview = await PollForms.TurnsAsync(chair, chat, settings, "Preview");
        await chair.Sends(PollForms.Pressed(preview, "Ask now"), chat);

        var row = Assert.Single(await bot.RowsAsync(PollRows.Table, Assert.Single(await bot.PollKeysAsync()), PollRows.PollRow));
        Assert.Equal(("worth", 2), (row.GetString("SetId"), row.GetInt32("Questions")));
    }

    [Fact]
    public async Task A_member_asks_a_set_of_the_people_in_the_chat()
    {
        var bot = await StartAsync();
        var preview = await UseAsync(bot, bot.Priya, bot.GroupChat, "Who holds sway?");
        await bot.Priya.Sends(PollForms.Pressed(preview, "Ask now"), bot.GroupChat);

        var card = CardReading.Of(Assert.Single(bot.PollsIn(bot.GroupChat)).Card.Card());
        Assert.Equal("Who holds sway?", card.Heading);
    }

    [Fact]
    public async Task A_survey_that_somebody_is_writing_is_not_thrown_away_for_a_set()
    {
        var bot = await StartAsync();
        await UseAsync(bot, bot.Chair, bot.GroupChat, "Who holds sway?");
        var page = await UseAsync(bot, bot.Chair, bot.GroupChat, Acted);

        Assert.True(page.Says("You are writing another survey, so this set was not put in its place."), page.ToString());
        Assert.Equal("Who holds sway?", Value(page, "title"));
        await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, page, "Start again");
        Assert.Equal(Acted, (await UseAsync(bot, bot.Chair, bot.GroupChat, Acted)).Heading);
    }

    [Fact]
    public async Task A_set_that_there_is_not_any_more_begins_nothing()
    {
        var bot = await StartAsync();
        var answer = await bot.Chair.Sends(new() { ["verb"] = "polls.sets.use", ["set"] = "gone", ["organisation"] = "larkford" }, bot.GroupChat);

        Assert.StartsWith("There is no such set any more", answer.Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync("PollDrafts", "larkford", "draft."));
    }

    [Fact]
    public async Task The_results_of_the_set_on_feedback_and_of_no_other_name_the_figure_for_the_whole_country()
    {
        var bot = await StartAsync();
        var people = await LeadershipBot.Tests.Shell.Sending.SendingTrial.MeetAllAsync(bot);
        Question[] questions = [.. SetWords.QuestionsOf(Text, ReadySets.Acted, "Larkford and Vale CCG", Text.WordsOf(null)).Take(2)];
        foreach (var (id, stands) in new[] { ("acted", true), ("yearly", false) })
        {
            var trial = await PollTrial.SendAsync(bot, id, new AskPrivacy(Voice.Confidential), ReasonMode.Off, poll => poll with { Set = new PollSet(id, 1) }, questions);
            foreach (var person in people.Take(5))
                await trial.AnswersAsync(person, new() { ["q1"] = "4", ["q2"] = "2" });
            await trial.CloseAsync();
            Assert.Equal(stands, (await bot.Chair.ReadsResultsAsync(trial)).Says("44% of GPs"));
            Assert.False((await bot.Chair.ReadsResultsAsync(trial, 1)).Says("44% of GPs"));
            Assert.False(trial.Reads(people[0]).Says("44%"));
        }
    }

    private static string Value(CardReading page, string input) => page.Input(input)["value"]!.GetValue<string>();

    /// <summary>As a person does it: types <c>survey</c>, opens the sets, uses one.</summary>
    private static async Task<CardReading> UseAsync(BotUnderTest bot, Colleague who, Conversation chat, string title)
    {
        await who.Types("survey", chat);
        var sets = CardReading.Of((await who.Presses("Ready-made", bot.CardsIn(chat)[^1])).Card);
        return await PollForms.TurnsAsync(who, chat, sets, $"Use “{title}”");
    }
}
