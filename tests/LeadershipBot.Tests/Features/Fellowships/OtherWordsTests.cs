using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A practice agrees to exact words: where these change before there is a place, its answer counts only once it is asked again.</summary>
public sealed class OtherWordsTests : WholeApp
{
    internal const string Changed = "The words have changed: Frailty in care homes";

    private const string ToApplicant = "What your practice was asked about has changed.";
    private const string Refused = "What the practice was asked about Dr Priya Raman has changed since this card came, so no answer was recorded.";
    private const string Question = "Can the practice release Dr Priya Raman?";

    [Fact]
    public async Task New_dates_are_told_to_who_agreed_and_to_the_applicant_who_asks_again()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        Assert.True((await ListAsync(bot, key)).Says("agrees to release them."));

        await MovesDatesAsync(bot, key);
        var told = bot.CardsOf(bot.Yusuf).Single(card => card.Says(Changed));
        Assert.True(told.Says("an answer to the earlier words doesn't count any more") && told.Says("Mon 20 Apr 2026 to Sun 2 Aug 2026") && told.Says("If Dr Priya Raman asks again") && told.Buttons.Count == 0, told.ToString());
        var mine = bot.CardsOf(bot.Priya).Single(card => card.Says(ToApplicant));
        Assert.True(mine.Says("please ask again") && !mine.Says("agrees to release you") && mine.Buttons.Contains("Ask my practice"), mine.ToString());
        var list = await ListAsync(bot, key);
        Assert.True(list.Says("an answer counts once they have asked again") && !list.Says("agrees to release them."), list.ToString());
        Assert.StartsWith(Refused, (await bot.PracticeAgreesAsync(key)).Sentence, StringComparison.Ordinal);

        await bot.AsksPracticeAsync(key);
        Assert.Equal(2, bot.CardsOf(bot.Yusuf).Count(card => card.Says(Question)));
        Assert.True(bot.CardsOf(bot.Yusuf).Last(card => card.Says(Question)).Says("Mon 20 Apr 2026 to Sun 2 Aug 2026"), bot.Told(bot.Yusuf));
        await bot.PracticeAgreesAsync(key);
        Assert.True((await ListAsync(bot, key)).Says("agrees to release them."));
    }

    [Fact]
    public async Task Asked_again_a_yes_or_no_on_the_first_card_isnt_recorded_for_the_words_of_the_second()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        var first = QuestionsTo(bot).Single();
        await MovesDatesAsync(bot, key);
        await bot.AsksPracticeAsync(key);
        var second = QuestionsTo(bot)[^1];
        Assert.NotEqual(first["mark"]!.GetValue<string>(), second["mark"]!.GetValue<string>());

        Assert.StartsWith(Refused, (await bot.Yusuf.PressesAsync(bot, "applications.release.agree", first)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith(Refused, (await bot.Yusuf.Opens(first.With(new JsonObject { ["verb"] = "applications.release.no.form" }))).Sentence, StringComparison.Ordinal);
        Assert.Equal("Asked", await StateAsync(bot, key));
        await bot.Yusuf.PressesAsync(bot, "applications.release.agree", second);
        Assert.Equal("Agreed", await StateAsync(bot, key));
    }

    [Fact]
    public async Task A_no_to_the_earlier_words_isnt_recorded_and_says_so_with_what_was_typed_still_there()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        var dialog = CardReading.Of((await bot.Yusuf.Opens(QuestionsTo(bot).Single().With(new JsonObject { ["verb"] = "applications.release.no.form" }))).Card);
        await MovesDatesAsync(bot, key);
        var again = CardReading.Of((await bot.Yusuf.Sends(PostForms.Filled(dialog, new JsonObject { ["words"] = "We are three partners short" }))).Card);
        Assert.True(again.Says(Refused), again.ToString());
        Assert.Equal("We are three partners short", again.Input("words")["value"]?.GetValue<string>());
        Assert.Equal("Asked", await StateAsync(bot, key));
        Assert.DoesNotContain("three partners", bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_pays_is_corrected_while_the_question_is_open_and_a_yes_on_the_earlier_card_isnt_recorded()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["fundedBy"] = "the federation" });
        await bot.DrainAsync();

        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Changed));
        Assert.StartsWith(Refused, (await bot.PracticeAgreesAsync(key)).Sentence, StringComparison.Ordinal);
        Assert.Equal("Asked", await StateAsync(bot, key));
    }

    [Fact]
    public async Task Another_number_of_places_leaves_the_words_and_the_agreement_as_they_are()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = "2" });
        await bot.DrainAsync();
        Assert.DoesNotContain(Changed, bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.DoesNotContain(ToApplicant, bot.Told(bot.Priya), StringComparison.Ordinal);
        Assert.True((await ListAsync(bot, key)).Says("agrees to release them."));
    }

    [Fact]
    public async Task Changed_in_the_evening_before_the_question_came_nobody_at_the_practice_learns_of_it_and_the_applicant_asks_again()
    {
        var bot = await StartAsync();
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        await bot.MeetsAsync(bot.Yusuf);
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(11)); // when nobody is told anything
        await bot.AsksPracticeAsync(key);
        await MovesDatesAsync(bot, key);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));

        Assert.DoesNotContain("Dr Priya Raman", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says(ToApplicant));
        await bot.AsksPracticeAsync(key);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Question));
    }

    [Fact]
    public async Task Answered_in_the_evening_and_asked_again_about_other_words_nobody_reads_that_the_practice_said_no()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(11)); // when nobody is told anything
        await bot.PracticeAgreesAsync(key);
        await MovesDatesAsync(bot, key);
        await bot.AsksPracticeAsync(key);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));

        Assert.DoesNotContain("can't agree", bot.Told(bot.Priya) + bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.DoesNotContain("agrees to release", bot.Told(bot.Priya) + bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.PracticeAgreesAsync(key);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Your practice agrees to release you."));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Says("agrees to release Dr Priya Raman."));
    }

    [Fact]
    public async Task What_the_practice_says_of_the_new_words_elsewhere_is_recorded_also_where_it_is_the_same()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        await MovesDatesAsync(bot, key);
        await bot.Organiser.SendsFormAsync("applications.record.form", FellowshipForms.Opening(key).With(Applications.ApplicationForms.Of(bot.Priya)), new JsonObject { ["said"] = "yes", ["words"] = "" });
        await bot.DrainAsync();
        Assert.True((await ListAsync(bot, key)).Says("agrees to release them."));
        Assert.Contains("Mon 20 Apr 2026 to Sun 2 Aug 2026", Assert.Single(await bot.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Release)).GetString("Terms"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_place_that_was_taken_on_an_outdated_agreement_nobody_reads_that_the_practice_agreed_to_it()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        await MovesDatesAsync(bot, key);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.DrainAsync();
        var taken = bot.CardsOf(bot.Yusuf).Single(card => card.Says("Dr Priya Raman took the place: Frailty in care homes"));
        Assert.True(taken.Says("Your practice agreed before the time, the dates or who pays changed, and wasn't asked again.") && taken.Says("Mon 20 Apr 2026 to Sun 2 Aug 2026") && !taken.Says("Your practice agreed to release them"), taken.ToString());

        await bot.BecomesAsync(FellowDrivers.Started);
        var start = bot.CardsOf(bot.Yusuf).Single(card => card.Says("Dr Priya Raman starts: Frailty in care homes"));
        Assert.True(start.Says("Your practice agreed before the time, the dates or who pays changed.") && !start.Says("Your practice agreed to release them"), start.ToString());
        var mine = bot.CardsOf(bot.Priya).Single(card => card.Says("It starts: Frailty in care homes"));
        Assert.True(mine.Says("please make sure that they know") && !mine.Says("which agreed to release you"), mine.ToString());
    }

    private static async Task MovesDatesAsync(BotUnderTest bot, string key)
    {
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-02" });
        await bot.DrainAsync();
    }

    /// <summary>What the buttons carry of each question that came.</summary>
    private static List<JsonObject> QuestionsTo(BotUnderTest bot)
        => [.. bot.CardsIn(bot.Yusuf.Chat).Where(message => CardReading.Of(message.Card()).Says(Question)).Select(message => ReleaseQuestion.QuestionOn(message.Card()!.AsObject()))];

    private static async Task<string?> StateAsync(BotUnderTest bot, string key)
        => Assert.Single(await bot.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Release)).GetString("State");

    private static Task<CardReading> ListAsync(BotUnderTest bot, string key) => bot.Organiser.ReadsAsync(bot, ApplyButtons.ListVerb, FellowshipForms.Opening(key));
}
