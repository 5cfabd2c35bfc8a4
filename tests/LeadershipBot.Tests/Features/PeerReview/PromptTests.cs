using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>One prompt: how many taps it takes, what counts of it, and who needn't answer it.</summary>
public sealed class PromptTests : WholeApp
{
    private static readonly string[] Five = ["Listens", "Explains", "Follows", "Asks", "Decides"];

    /// <summary>Of the message that begins a round for somebody.</summary>
    private const string Brought = "First you yourself: how often?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_is_answered_in_four_taps_and_the_next_takes_its_place()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        var me = trial.People[0];
        var message = bot.CardsIn(me.Chat).Single(one => CardReading.Of(one.Card()).Heading == Brought);
        Assert.DoesNotContain(trial.People, who => message.Card()!.ToJsonString().Contains(who.Name, StringComparison.Ordinal)); // Teams keeps it
        for (var prompt = 1; prompt <= 7; prompt++)
        {
            var card = CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(message.Id)!, me.Person));
            Assert.True(prompt == 1 ? card.Heading == Brought && card.Says("The first of a few · under a minute each") : card.Heading.StartsWith("About ", StringComparison.Ordinal) && card.Says($"{prompt} of 7 · under a minute"), card.ToString());
            var (taps, inputs) = (0, new JsonObject());
            foreach (var scale in CardReading.All(card.Json["body"]).Where(one => one["type"]?.GetValue<string>() == "Input.ChoiceSet"))
            {
                Assert.Equal("expanded", scale["style"]!.GetValue<string>()); // one tap each: nothing to unfold
                inputs[scale["id"]!.GetValue<string>()] = scale["choices"]![prompt % 5]!["value"]!.GetValue<string>();
                taps++;
            }

            await me.Presses("Send", message, inputs);
            taps++;
            Assert.Equal(4, taps);
        }

        Assert.Equal("All done. Thank you.", CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(message.Id)!, me.Person)).Heading);
        Assert.Empty((await bot.Services.GetRequiredService<LeadershipBot.Features.PeerReview.Prompts.PromptList>().ReadAsync(await trial.NowAsync(round), AskedPeople.IdOf(me), Token)).Waiting);
    }

    [Fact]
    public async Task No_prompt_has_an_input_of_another_so_that_nothing_chosen_or_written_about_one_colleague_stands_there_for_the_next()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        _ = await FiveScalesAsync(bot, trial);
        var (me, seen) = (trial.People[0], new HashSet<string>());
        var message = bot.CardsIn(me.Chat).Single(one => CardReading.Of(one.Card()).Heading == Brought);
        for (var prompt = 1; prompt <= 7; prompt++)
        {
            var card = CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(message.Id)!, me.Person));
            Assert.True(card.Says(prompt == 1 ? "The first of a few" : $"{prompt} of 7"), card.ToString());
            var names = CardReading.All(card.Json["body"]).Where(one => one["type"]?.GetValue<string>().StartsWith("Input.", StringComparison.Ordinal) is true).Select(one => one["id"]!.GetValue<string>()).ToList();
            Assert.All(names, name => Assert.True(seen.Add(name), $"{name} was on a prompt before."));
            await me.Presses("Send", message, new JsonObject { [names[0]] = "3", [names[^1]] = prompt == 1 ? "3" : "A word about one" });
        }

        Assert.Equal("All done. Thank you.", CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(message.Id)!, me.Person)).Heading);
    }

    [Fact]
    public async Task Five_scales_are_answered_in_two_taps_by_who_sees_no_difference_and_in_four_where_two_differ()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await FiveScalesAsync(bot, trial);
        var (me, answers) = (trial.People[0], new List<string>());
        var message = bot.CardsIn(me.Chat).Single(one => CardReading.Of(one.Card()).Heading == Brought);
        await me.Presses("Send", message, new JsonObject { ["all"] = "2" }); // about oneself
        foreach (var differing in new[] { 0, 1, 2 })
        {
            var card = CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(message.Id)!, me.Person));
            var scales = CardReading.All(card.Json["body"]).Where(one => one["type"]?.GetValue<string>() == "Input.ChoiceSet").ToList();
            Assert.Equal(["all", "q1", "q2", "q3", "q4", "q5"], scales.Select(one => one["id"]!.GetValue<string>().Split('-')[0]));
            Assert.All(scales, one => Assert.True(one["isRequired"] is null || !one["isRequired"]!.GetValue<bool>())); // nothing keeps one tap from being enough
            Assert.All(scales, one => Assert.True(one["value"] is null, "Nothing is chosen beforehand."));
            var (taps, inputs) = (1, new JsonObject { [scales[0]["id"]!.GetValue<string>()] = "3" });
            foreach (var scale in scales.Skip(1).Take(differing))
                (inputs[scale["id"]!.GetValue<string>()], taps) = ("1", taps + 1);
            var subject = (await trial.RatingsAsync(round)).Where(rating => rating.Rater == 0).Select(rating => rating.Subject).Single(person => card.Heading.Contains(trial.People[person].Name + ":", StringComparison.Ordinal));
            await me.Presses("Send", message, inputs);
            Assert.Equal(PromptTaps.Fewest(5, differing), taps + 1);
            Assert.InRange(taps + 1, 2, PromptTaps.Max);
            answers.Add($"{subject}");
        }

        Assert.Equal(3, answers.Distinct().Count());
        var refused = await me.Presses("Send", message, new JsonObject { ["q1"] = "3" }); // neither for all nor for each
        Assert.StartsWith("A scale is missing", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answered_alike_all_scales_have_that_step_and_one_that_is_chosen_counts_before_it()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await FiveScalesAsync(bot, trial);
        var about = new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id };
        await trial.People[0].Executes("review.self", about.DeepClone().AsObject().With(new JsonObject { ["all"] = "3", ["q2"] = "1", ["q4"] = "-" }));
        Assert.Equal("313-3", (await trial.Raters.FindAsync(round, AskedPeople.IdOf(trial.People[0]), Token))!.Self);

        // With three scales there is no such choice, and none is taken.
        var three = await trial.MakeAsync("Summer", "2026-05-11", "2026-05-29");
        await bot.BecomesAsync(three.StartsAt.AddSeconds(11));
        Assert.StartsWith("A scale is missing", (await trial.People[0].Executes("review.self", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = three.Id, ["all"] = "3" })).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_makes_a_round_reads_how_many_taps_a_prompt_takes()
    {
        var bot = await StartAsync();
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("review.form"))).Card);
        Assert.True(form.Says("2 to 5. With up to 3, a prompt takes at most 4 taps. With 5 it takes 6, or 2 where all get the same answer"), form.ToString());
        Assert.EndsWith("A prompt takes 4 taps.", (await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["title"] = "Three" }))).Sentence, StringComparison.Ordinal);
        Assert.EndsWith("A prompt takes 5 taps, or 2 for whoever sees no difference between the scales.", (await bot.Organiser.SendsFormAsync("review.form", [], new JsonObject { ["title"] = "Four", ["question4"] = "Asks" })).Sentence, StringComparison.Ordinal);
        Assert.Equal([3, 4, 2, 2], new[] { PromptTaps.OneByOne(2), PromptTaps.Fewest(3, 3), PromptTaps.Fewest(4, 0), PromptTaps.Fewest(5, 0) });
        Assert.Equal(6, PromptTaps.Fewest(5, 5));
    }

    [Fact]
    public async Task What_was_answered_before_counts_and_a_second_card_with_another_answer_is_not_called_recorded()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        var (rater, subject) = (await trial.RatingsAsync(round))[0];
        Assert.True(CardReading.Of((await trial.AnswersAsync(round, rater, subject, "111")).Card).Says("Recorded about"));
        var again = CardReading.Of((await trial.AnswersAsync(round, rater, subject, "444")).Card);
        Assert.True(again.Says("You had answered about ") && again.Says("that counts, and this changes nothing.") && !again.Says("Recorded about"), again.ToString());
    }

    [Fact]
    public async Task Who_is_asked_about_somebody_with_whom_there_is_a_conflict_says_so_and_others_are_asked()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 20);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        round = await trial.NowAsync(round);
        var (rater, subject) = (await trial.RatingsAsync(round))[0];
        for (var i = 0; i < 2; i++)
        {
            var card = CardReading.Of((await trial.People[rater].Executes("review.decline", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["subject"] = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject])) })).Card);
            Assert.True(i > 0 || card.Says("aren't asked about each other any more"), card.ToString());
            Assert.True(card.Heading != $"About {trial.People[subject].Name}: how often?", card.ToString());
        }

        Assert.True(CardReading.Of((await trial.AnswersAsync(round, rater, subject, "111")).Card).Says("You are no longer asked about that colleague."));
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        var after = await trial.RatingsAsync(round);
        Assert.DoesNotContain(after, rating => rating == (rater, subject) || rating == (subject, rater));
        Assert.Equal(6, after.Count(rating => rating.Subject == subject));
        Assert.Empty((await trial.Shelf.FindPartAsync(round, AskedPeople.IdOf(trial.People[rater]), Token))!.Conflicts); // in the clear it would tell who was asked about whom
    }

    private static async Task<ReviewRound> FiveScalesAsync(BotUnderTest bot, ReviewTrial trial)
    {
        await bot.Organiser.SendsFormAsync("review.form", [], new JsonObject { ["title"] = "Spring", ["starts"] = "2026-03-09", ["closes"] = "2026-03-30", ["question1"] = Five[0], ["question2"] = Five[1], ["question3"] = Five[2], ["question4"] = Five[3], ["question5"] = Five[4] });
        var round = (await trial.Shelf.ListAsync(ReviewTrial.Here, Token)).Single(one => one.Title == "Spring");
        foreach (var who in trial.People)
            await trial.Shelf.ChangePartAsync(ReviewRows.KeyOf(round), AskedPeople.IdOf(who), _ => new RoundPart(AskedPeople.IdOf(who), who.Name, bot.Clock.GetUtcNow()), [], Token);
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        return await trial.NowAsync(round);
    }
}
