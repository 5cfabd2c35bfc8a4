using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>What those see and do who run rounds, and the words that say how far one is.</summary>
public sealed class RunningRoundsTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_that_waits_for_its_key_to_start_can_be_called_off_and_everybody_reads_why()
    {
        var key = new ShakyKey();
        var bot = await StartAsync(new BotOptions { MayLogErrors = true, Parts = parts => parts.AddSingleton(provider => new AskKeys(key, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Chance>())) });
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        key.IsAway = true;
        bot.Clock.Advance(round.StartsAt.AddSeconds(11) - bot.Clock.GetUtcNow());
        await bot.Services.GetRequiredService<Clockwork>().RunDueAsync(Token);
        var card = CardReading.Of((await bot.Organiser.Executes("review.manage", new JsonObject { ["organisation"] = ReviewTrial.Here })).Card); // what is due doesn't come to an end while the key is away
        Assert.True(card.Says("Starting: it is worked out") && card.Buttons.Contains("Call off") && !card.Buttons.Contains("Start now"), card.ToString());
        for (var i = 0; i < 2; i++)
            Assert.NotNull((await bot.Organiser.Executes("review.manage", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["do"] = "off", ["sure"] = "true" })).Card);
        key.IsAway = false;
        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(10));
        Assert.Equal(RoundStage.CalledOff, (await trial.NowAsync(round)).StageAt(bot.Clock.GetUtcNow()));
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round), ReviewRows.Rater));
        Assert.Single(bot.CardsOf(trial.People[0]), one => one.Heading == "The round “Spring” doesn't take place" && one.Says("An organiser or chair called it off.") && !one.Says("fewer than") && !one.Says("in time"));
    }

    [Fact]
    public async Task The_card_from_which_a_round_was_made_shows_it_so_that_nobody_makes_it_again()
    {
        var bot = await StartAsync();
        await bot.Organiser.Types("review");
        var card = bot.CardsIn(bot.Organiser.Chat)[^1];
        await bot.Organiser.Presses("Run rounds", card);
        await bot.Organiser.Fills(await bot.Organiser.OpensDialog("New round", card), new JsonObject { ["title"] = "Spring", ["starts"] = "2026-03-09", ["closes"] = "2026-03-30", ["question1"] = "Listens", ["question2"] = "Explains" }, on: card);
        var seen = CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(card.Id)!, bot.Organiser.Person));
        Assert.True(seen.Heading == "Rounds of peer review" && seen.Says("“Spring” is made. Members are invited to join.") && seen.Says("0 people take part; 10 are needed") && seen.Buttons.Contains("Call off"), seen.ToString());
    }

    [Fact]
    public async Task Before_a_round_is_closed_whoever_runs_it_reads_how_many_answers_there_are_and_of_nobody_how_many()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        var answers = (await trial.RatingsAsync(round)).Take(7).ToList();
        foreach (var (rater, subject) in answers)
            await trial.AnswersAsync(round, rater, subject, "444");
        var sure = await bot.Chair.ReadsAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close" });
        Assert.True(sure.Says("7 answers have come in so far, about all together. Close this round now, without grace?"), sure.ToString());
        Assert.DoesNotContain(trial.People, who => sure.Says(who.Name));
        Assert.False((await bot.Chair.ReadsAsync(bot, "review.manage")).Says("answers have come in"));
    }

    [Fact]
    public async Task Whoever_has_reported_many_comments_still_reaches_those_of_others()
    {
        var bot = await StartAsync();
        var me = AskedPeople.IdOf(bot.Organiser).ToString();
        foreach (var (id, person) in Enumerable.Range(1, 5).Select(n => ($"mine{n}", me)).Append(("theirs", AskedPeople.IdOf(bot.Chair).ToString())))
            await bot.Store.Inner.CommitAsync(ReviewRows.Table, ReviewTrial.Here, [new Change.Insert(new Record(ReviewTrial.Here, ReviewRows.Reported + id) { ["Words"] = $"Words of {id}", ["Person"] = person, ["At"] = bot.Clock.GetUtcNow() })], Token);
        var card = await bot.Organiser.ReadsAsync(bot, "review.manage");
        Assert.True(card.Says("Words of theirs") && !card.Says("Words of mine"), card.ToString());
        Assert.True((await bot.Chair.ReadsAsync(bot, "review.manage")).Says("Words of mine1"));
    }

    [Fact]
    public async Task In_the_grace_a_prompt_names_its_end_is_taken_and_after_it_is_refused()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        var ratings = await trial.RatingsAsync(round);
        var (rater, subject) = ratings[0];
        Assert.True((await trial.People[rater].ReadsAsync(bot, "review.prompt", new JsonObject { ["round"] = round.Id })).Says("until Mon 30 Mar, 17:00 (BST)"));
        await bot.BecomesAsync(round.ClosesAt.AddHours(20));
        var prompt = await trial.People[rater].ReadsAsync(bot, "review.prompt", new JsonObject { ["round"] = round.Id });
        Assert.True(prompt.Says("until Thu 2 Apr, 17:00 (BST)") && !prompt.Says("Mon 30 Mar"), prompt.ToString());
        Assert.True(CardReading.Of((await trial.AnswersAsync(round, rater, subject, "444")).Card).Says("Recorded about"));
        await bot.BecomesAsync(round.LastAt.AddSeconds(1));
        var (late, about) = ratings.First(rating => rating.Rater != rater);
        Assert.StartsWith("That round takes no answers", (await trial.AnswersAsync(round, late, about, "444")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_joins_reads_what_people_who_run_the_server_could_learn_and_who_sees_that_they_take_part()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var form = CardReading.Of((await trial.People[0].Opens(PostForms.About("review.join.form").With(new JsonObject { ["round"] = round.Id }))).Card);
        Assert.True(form.Says("people who run the server could, with effort, learn answers") && form.Says("Organisers see how many take part and answer, not who"), form.ToString());
    }
}
