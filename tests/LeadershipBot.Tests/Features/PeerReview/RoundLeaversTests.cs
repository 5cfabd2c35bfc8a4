using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Who leaves a round, joins it again or is forgotten, also at a bad moment: what becomes of them, and of those about whom they are asked.</summary>
public sealed class RoundLeaversTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_too_few_are_left_nobody_is_asked_any_more_unless_who_left_has_answered()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        var number = trial.People.Select((who, n) => (Id: AskedPeople.IdOf(who), n)).ToDictionary(one => one.Id, one => one.n);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => number.TryGetValue(one.Key, out var n) ? one.Value with { Practices = PracticeCodes.Parse(n < 5 ? "Z99001" : $"Z991{n:D2}") } : one.Value) });
        var round = await StartedAsync(bot, trial);
        var leaver = (await trial.RatingsAsync(round)).First(rating => rating.Subject == 0).Rater;
        await trial.AnswersAsync(round, leaver, 0, "444"); // nine could be asked about each of the first five, of whom one goes
        await LeavesAsync(bot, trial, round, leaver);

        foreach (var person in Enumerable.Range(0, 5))
        {
            Assert.Equal(person == 0 ? 0 : 1, bot.CardsOf(trial.People[person]).Count(card => card.Heading == "“Spring”: nobody is asked about you"));
            Assert.Equal(person == 0, (await trial.SubjectAsync(round, person))!.WithdrawnAt is null);
            Assert.Equal(person == 0, (await bot.RowsAsync(ReviewRows.Table, BoxOf(trial, round, person))).Any(row => row.RowKey != ReviewRows.Subject));
        }

        Assert.True((await trial.People[1].Hears("review")).Says("Nobody is asked about you: fewer than 9 of the others could be."));
        await CloseAsync(bot, round);
        Assert.True((await trial.ReadsAsync(round, 1)).Says("Among so few, totals would show who said what."));
        Assert.True((await trial.ReadsAsync(round, 0)).Says("Fewer than 5 colleagues answered about you"));
    }

    [Fact]
    public async Task Who_answered_and_is_forgotten_is_named_nowhere_and_their_answer_counts()
    {
        var (bot, trial, round) = await BegunAsync();
        var (rater, subject) = (await trial.RatingsAsync(round))[0];
        foreach (var other in (await trial.RatingsAsync(round)).Where(rating => rating.Subject == subject).Take(5).Append((rater, subject)).Distinct())
            await trial.AnswersAsync(round, other.Item1, subject, "444");
        var asked = await trial.RatingsAsync(round);
        await Held(bot).ForgetAsync(Asked(bot, trial.People[rater]), Token);
        var name = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[rater]));
        Assert.DoesNotContain(await trial.Raters.ListAsync(round, Token), one => one.About.Contains(name) || one.Rater == AskedPeople.IdOf(trial.People[rater]));
        Assert.Contains(asked, rating => rating.Subject == rater);
        foreach (var partition in new[] { BoxOf(trial, round, subject), ReviewRows.KeyOf(round), ReviewTrial.Here })
            Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, partition), row => !row.RowKey.StartsWith("audit.", StringComparison.Ordinal) && Says(row, trial.People[rater].ObjectId, name));
        await CloseAsync(bot, round);
        Assert.InRange((await trial.SubjectAsync(round, subject))!.Result!.Answered, 5, 6);
    }

    [Fact]
    public async Task Who_is_forgotten_while_it_is_worked_out_who_is_asked_stands_in_no_row_of_the_round()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var isForgotten = false;
        bot.Store.BeforeCommit = async (_, partition, changes) =>
        {
            if (isForgotten || partition != ReviewRows.KeyOf(round) || !changes.Any(change => change is Change.Replace { Record: { RowKey: ReviewRows.Head } head } && head.GetString("Match") is not null))
                return;
            isForgotten = true;
            await Held(bot).ForgetAsync(Asked(bot, trial.People[3]), Token);
        };
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        await bot.PassAsync(TimeSpan.FromSeconds(70), TimeSpan.FromSeconds(10));
        bot.Store.BeforeCommit = null;
        Assert.True(isForgotten);
        Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round)), row => (row.RowKey + string.Join(' ', row.Columns.Select(column => column.Value))).Contains(trial.People[3].ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_to_stand_in_for_somebody_who_joined_again_takes_nothing_away()
    {
        var (bot, trial, round) = await BegunAsync();
        var (before, now) = (await trial.RatingsAsync(round), bot.Clock.GetUtcNow());
        await bot.Services.GetRequiredService<Outbox>().CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [StandIn.At(round, AskedPeople.IdOf(trial.People[2]), now)], Token);
        await bot.DrainAsync();
        Assert.Null((await trial.SubjectAsync(round, 2))!.WithdrawnAt);
        Assert.Equal(before.Order(), (await trial.RatingsAsync(round)).Order());
    }

    [Fact]
    public async Task Whoever_is_asked_in_anothers_place_finds_it_among_their_prompts_and_hears_of_it_halfway_and_near_the_end_as_all_do()
    {
        var (bot, trial, round) = await BegunAsync();
        foreach (var (leaver, moment, later) in new[] { (2, round.HalfwayAt, round.HalfwayAt.AddHours(12)), (3, round.LastCallAt, round.ClosesAt.AddHours(-6)) }) // at night and at the weekend it is held
        {
            var before = await trial.RatingsAsync(round);
            foreach (var (rater, subject) in before.Where(rating => rating.Rater != leaver && rating.Rater != 3))
                await trial.AnswersAsync(round, rater, subject, "444"); // all others have answered all
            foreach (var person in Enumerable.Range(0, 14).Where(person => person != leaver && person != 3))
                await trial.People[person].Executes("review.self", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["q1"] = "1", ["q2"] = "1", ["q3"] = "1" });
            await LeavesAsync(bot, trial, round, leaver);
            var asked = (await trial.RatingsAsync(round)).Except(before).Select(rating => rating.Rater).Where(rater => rater != 3).Distinct().ToList();
            Assert.NotEmpty(asked);
            foreach (var person in asked)
                Assert.True((await trial.People[person].Hears("waiting")).Says("Spring: "), "It is among their prompts at once.");
            var told = asked.ToDictionary(person => person, person => Prompts(bot, trial, person));
            await bot.BecomesAsync(moment.AddHours(-1));
            Assert.All(asked, person => Assert.Equal(told[person], Prompts(bot, trial, person))); // nothing was sent for it
            await bot.BecomesAsync(moment.AddMinutes(1));
            await bot.BecomesAsync(later);
            Assert.All(asked, person => Assert.True(told[person] + 1 == Prompts(bot, trial, person), $"{person}, after {leaver} left: {told[person]}, {Prompts(bot, trial, person)}"));
        }
    }

    [Fact]
    public async Task Who_left_the_organisations_list_is_stood_in_for_by_the_next_day_though_half_the_time_is_not_over()
    {
        var (bot, trial, round) = await BegunAsync();
        var gone = AskedPeople.IdOf(trial.People[5]);
        Assert.Contains(await trial.RatingsAsync(round), rating => rating.Rater == 5);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != gone).ToDictionary() });
        await bot.BecomesAsync(round.StartsAt.AddDays(1).AddMinutes(1));
        var after = await trial.RatingsAsync(round);
        Assert.DoesNotContain(after, rating => rating.Rater == 5);
        Assert.All(Enumerable.Range(0, 14).Where(person => person != 5), person => Assert.Equal(6, after.Count(rating => rating.Subject == person)));
        Assert.True(bot.Clock.GetUtcNow() < round.HalfwayAt);
    }

    [Fact]
    public async Task What_somebody_said_of_themselves_goes_when_they_withdraw()
    {
        var (bot, trial, round) = await BegunAsync();
        await trial.People[2].Executes("review.self", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["q1"] = "1", ["q2"] = "2", ["q3"] = "-" });
        Assert.Equal("12-", (await trial.Raters.FindAsync(round, AskedPeople.IdOf(trial.People[2]), Token))!.Self);
        await LeavesAsync(bot, trial, round, 2);
        Assert.Equal("", (await trial.Raters.FindAsync(round, AskedPeople.IdOf(trial.People[2]), Token))!.Self);
    }

    [Fact]
    public async Task While_a_box_is_still_being_made_it_is_being_prepared_and_nobody_is_told_that_nobody_is_asked()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var (box, home) = (BoxOf(trial, round, 2), (CardReading?)null);
        bot.Store.BeforeCommit = async (_, partition, _) =>
        {
            if (partition == box && home is null)
                home = CardReading.Of((await trial.People[2].Executes("review.home", new JsonObject { ["organisation"] = ReviewTrial.Here })).Card);
        };
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        bot.Store.BeforeCommit = null;
        Assert.True(home!.Says("You take part. It is being prepared.") && !home.Says("Nobody is asked about you"), home.ToString());
    }

    [Fact]
    public async Task Withdrawing_is_asked_once_conflicts_can_be_changed_while_joining_and_ones_own_view_until_the_end()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var (me, about) = (trial.People[0], new JsonObject { ["round"] = round.Id });
        Assert.Contains("Change conflicts", (await me.Hears("review")).Buttons);
        var sure = await me.ReadsAsync(bot, "review.leave", about.DeepClone().AsObject());
        Assert.True(sure.Says("Withdraw from this round?") && sure.Buttons.Contains("Withdraw for good") && sure.Buttons.Contains("Stay in") && !sure.Buttons.Contains("Withdraw"), sure.ToString());
        Assert.Null((await trial.Shelf.FindPartAsync(round, AskedPeople.IdOf(me), Token))!.LeftAt);

        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        foreach (var (_, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Rater == 0))
            await trial.AnswersAsync(round, 0, subject, "444");
        foreach (var step in new[] { "2", "3" })
        {
            await me.Executes("review.self", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["q1"] = step, ["q2"] = step, ["q3"] = step });
            var again = await me.ReadsAsync(bot, "review.prompt", about.DeepClone().AsObject());
            Assert.True(again.Heading == "And you yourself: how often?" && again.Says("You can change what you said of yourself, or leave it."), again.ToString());
            Assert.Equal(ReviewAnswer.Read(step + step + step, 3)!.Write(), (await trial.Raters.FindAsync(await trial.NowAsync(round), AskedPeople.IdOf(me), Token))!.Self);
        }
    }

    [Fact]
    public async Task Who_is_forgotten_just_as_the_round_ends_has_no_comments_lying_anywhere()
    {
        var (bot, trial, round) = await BegunAsync();
        foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 0).Take(2))
            await trial.AnswersAsync(round, rater, subject, "333", "Something to keep");
        var (words, isForgotten) = (ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[0])), false);
        bot.Store.BeforeCommit = async (_, partition, _) =>
        {
            if (partition != words || isForgotten)
                return;
            isForgotten = true;
            await Held(bot).ForgetAsync(Asked(bot, trial.People[0]), Token);
        };
        await CloseAsync(bot, round);
        bot.Store.BeforeCommit = null;
        Assert.True(isForgotten);
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, words));
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, BoxOf(trial, round, 0)));
    }

    [Fact]
    public async Task Of_no_profession_and_of_no_locality_everybody_is_a_group_of_their_own()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Value with { Profession = null, Practices = PracticeCodes.Parse("") }) });
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        foreach (var who in new[] { WhoMayRate.SameProfession, WhoMayRate.SameLocality })
        {
            var all = (await bot.Services.GetRequiredService<Peers>().ReadAsync(round with { Who = who }, bot.Clock.GetUtcNow(), Token)).All;
            Assert.Equal(10, all.Select(peer => peer.Group).Distinct().Count());
        }
    }

    private async Task<(BotUnderTest Bot, ReviewTrial Trial, ReviewRound Round)> BegunAsync()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        return (bot, trial, await StartedAsync(bot, trial));
    }

    private static int Prompts(BotUnderTest bot, ReviewTrial trial, int person) => bot.CardsOf(trial.People[person]).Count(card => card.Heading == "First you yourself: how often?" || card.Heading == "“Spring”: prompts wait for your answers" || card.Heading.StartsWith("About ", StringComparison.Ordinal) || card.Heading.StartsWith("All done", StringComparison.Ordinal));

    private static async Task<ReviewRound> StartedAsync(BotUnderTest bot, ReviewTrial trial)
    {
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        return await trial.NowAsync(round);
    }

    private static async Task LeavesAsync(BotUnderTest bot, ReviewTrial trial, ReviewRound round, int person)
    {
        await trial.People[person].PressesAsync(bot, "review.leave", new JsonObject { ["round"] = round.Id, ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(2));
    }

    private static async Task CloseAsync(BotUnderTest bot, ReviewRound round)
    {
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
    }

    private static ReviewHeld Held(BotUnderTest bot) => bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ReviewHeld>().Single();

    private static PersonAsked Asked(BotUnderTest bot, Colleague who) => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] };

    private static string BoxOf(ReviewTrial trial, ReviewRound round, int person) => ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[person])));

    private static bool Says(LeadershipBot.Storage.Record row, params string[] words)
        => words.Any(one => (row.RowKey + string.Join(' ', row.Columns.Select(column => column.Value))).Contains(one, StringComparison.Ordinal));
}
