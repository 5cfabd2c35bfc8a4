using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>What is counted once more at the end, what both sides are told, and what becomes of people while the key is away.</summary>
public sealed class RoundEndTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_fewer_than_nine_could_be_asked_at_the_end_nothing_is_shown_and_both_sides_are_told()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 11);
        await AloneAsync(bot, trial);
        var round = await StartedAsync(bot, trial);
        var raters = (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 0).Select(rating => rating.Rater).ToList();
        foreach (var rater in raters)
            await trial.AnswersAsync(round, rater, 0, "444", "Something");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 29, 10, 0, 0, TimeSpan.Zero));

        // On the last day two who weren't asked about the first leave the organisation: eight are left who could have been.
        var gone = Enumerable.Range(1, 10).Except(raters).Take(2).Select(person => AskedPeople.IdOf(trial.People[person])).ToHashSet();
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.Where(one => !gone.Contains(one.Key)).ToDictionary() });
        await CloseAsync(bot, round);
        Assert.Null((await trial.SubjectAsync(round, 0))!.Result);
        Assert.True((await trial.ReadsAsync(round, 0)).Says("Among so few, totals would show who said what."));
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[0]))));
        Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, BoxOf(trial, round, 0)), row => row.RowKey != ReviewRows.Subject);
        Assert.True((await trial.ReadsAsync(round, raters[0])).Says("or fewer than 9 could be asked about them. Nothing is shown to them, and what was answered is deleted."));
    }

    [Fact]
    public async Task Who_answered_and_was_forgotten_or_left_counts_among_those_who_could_be_asked()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        await AloneAsync(bot, trial);
        var round = await StartedAsync(bot, trial);
        var raters = (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 0).Select(rating => rating.Rater).ToList();
        foreach (var rater in raters)
            await trial.AnswersAsync(round, rater, 0, "444");
        await Held(bot).ForgetAsync(Asked(bot, trial.People[raters[0]]), Token);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(trial.People[raters[0]])).ToDictionary() });
        await trial.People[raters[1]].PressesAsync(bot, "review.leave", new JsonObject { ["round"] = round.Id, ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(2));
        await CloseAsync(bot, round);
        Assert.Equal(6, (await trial.SubjectAsync(round, 0))!.Result?.Answered);
    }

    [Fact]
    public async Task Whoever_isnt_listed_halfway_by_mistake_keeps_their_feedback_and_who_isnt_at_the_end_reads_the_true_reason()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 16);
        var round = await StartedAsync(bot, trial);
        foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Subject is 0 or 1))
            await trial.AnswersAsync(round, rater, subject, "333");
        var (back, gone) = (AskedPeople.IdOf(trial.People[0]), AskedPeople.IdOf(trial.People[1]));
        Member? kept = null;
        Member? other = null;
        await bot.ChangesRollAsync(ReviewTrial.Here, roll =>
        {
            (kept, other) = (roll.Members[back], roll.Members[gone]);
            return roll with { Members = roll.Members.Where(one => one.Key != back && one.Key != gone).ToDictionary() };
        });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 20, 10, 0, 0, TimeSpan.Zero)); // halfway is over
        Assert.DoesNotContain(await trial.RatingsAsync(round), rating => rating.Rater is 0 or 1 && rating.Subject is not (0 or 1)); // what they answered stays
        await bot.ListsAsync(trial.People[0], ReviewTrial.Here, Roles.Member, _ => kept!);
        await CloseAsync(bot, round);
        Assert.Equal(6, (await trial.SubjectAsync(round, 0))!.Result?.Answered);
        bot.Clock.Advance(TimeSpan.FromMinutes(1)); // what is remembered of who is listed is read anew
        Assert.True((await trial.ReadsAsync(round, 0)).Says("6 colleagues answered about you."));
        await bot.ListsAsync(trial.People[1], ReviewTrial.Here, Roles.Member, _ => other!);
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var late = await trial.ReadsAsync(round, 1);
        Assert.True(late.Says("When the round ended your organisation's list didn't name you") && !late.Says("people were busy"), late.ToString());
    }

    [Fact]
    public async Task Comments_of_nine_people_are_never_read_however_often_they_write_and_those_of_ten_are()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        await AloneAsync(bot, trial);
        foreach (var (title, starts, closes) in new[] { ("First", "2026-03-09", "2026-03-30"), ("Second", "2026-05-11", "2026-05-29"), ("Third", "2026-07-13", "2026-07-31") })
        {
            var round = await trial.MakeAsync(title, starts, closes);
            await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
            foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 0))
                await trial.AnswersAsync(round, rater, subject, "333", $"By {rater} in {title}");
            await CloseAsync(bot, round);
            Assert.Equal(6, (await trial.SubjectAsync(round, 0))!.Result?.Answered);
        }

        Assert.Equal([WordsPages.Row], (await bot.RowsAsync(ReviewRows.Table, ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[0])))).Select(row => row.RowKey)); // eighteen comments wait
    }

    [Fact]
    public async Task Colleagues_of_a_practice_that_somebody_only_chose_are_not_asked_about_each_other()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        await AloneAsync(bot, trial);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Key == AskedPeople.IdOf(trial.People[0]) ? one.Value with { Practices = PracticeCodes.None, ChosenPractices = PracticeCodes.Parse("Z99102") } : one.Value) });
        var round = await StartedAsync(bot, trial);
        var all = await bot.Services.GetRequiredService<Peers>().ReadNowAsync(round, Token);
        Assert.Equal(["Z99102"], all.All.Single(peer => peer.Id == AskedPeople.IdOf(trial.People[0]).ToString()).Practices);
        Assert.DoesNotContain(await trial.RatingsAsync(round), rating => rating is (0, 2) or (2, 0));
    }

    [Fact]
    public async Task Names_of_nobody_are_taken_out_at_night_and_a_match_that_does_not_count_goes_with_the_person()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        var round = await StartedAsync(bot, trial);
        var (before, me) = (await trial.RatingsAsync(round), AskedPeople.IdOf(trial.People[3]));
        var key = ReviewRows.KeyOf(round);
        await trial.Raters.ChangeAsync(round, me, mine => mine with { About = [.. mine.About, "nobody1234567890"] }, [], Token);
        await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [new Change.Insert(new Record(key, ReviewRows.RatersOf("never") + me) { ["Person"] = me.ToString() })], Token);

        await bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<ReviewRetention>().Single().SweepAsync(ReviewTrial.Here, default, Sweep.Remove, Token);
        Assert.Equal(before.Order(), (await trial.RatingsAsync(round)).Order());
        Assert.All(await bot.RowsAsync(ReviewRows.Table, key, ReviewRows.RatersOf(round.Match)), one => Assert.Equal(["Person", "Sealed"], one.Columns.Select(column => column.Key).Order()));
        Assert.Single((await bot.RowsAsync(ReviewRows.Table, key, ReviewRows.RatersOf(round.Match))).Select(one => one.GetBinary("Sealed")!.Length).Distinct());
        await Held(bot).ForgetAsync(Asked(bot, trial.People[3]), Token);
        Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, key, ReviewRows.Rater), one => one.RowKey.Contains(trial.People[3].ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_round_that_no_server_could_start_in_time_is_called_off_and_everybody_hears_it()
    {
        var key = new ShakyKey();
        var bot = await StartAsync(new BotOptions { MayLogErrors = true, Parts = parts => parts.AddSingleton(provider => new AskKeys(key, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Chance>())) });
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        key.IsAway = true;
        bot.Clock.Advance(new DateTimeOffset(2026, 4, 2, 16, 1, 0, TimeSpan.Zero) - bot.Clock.GetUtcNow());
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10));
        Assert.NotNull((await trial.NowAsync(round)).CalledOffAt);
        Assert.Single(bot.CardsOf(trial.People[0]), card => card.Heading == "The round “Spring” doesn't take place" && card.Says("It couldn't be started in time") && !card.Says("fewer than") && !card.Says("called it off"));
    }

    [Fact]
    public async Task Closing_starting_and_calling_off_are_asked_once_and_nothing_else_is_a_command()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        await AloneAsync(bot, trial);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        foreach (var (wanted, sure) in new[] { ("off", "Call this round off?"), ("start", "Start this round now?") })
        {
            var card = await bot.Organiser.ReadsAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = wanted });
            Assert.True(card.Says(sure) && card.Buttons.Contains("No, leave it"), card.ToString());
        }

        Assert.NotNull((await bot.Organiser.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "erase" })).Sentence);
        Assert.Equal(RoundStage.Joining, (await trial.NowAsync(round)).StageAt(bot.Clock.GetUtcNow()));

        // Where nobody could be asked about yet, it isn't started to be called off at once.
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Value with { Practices = PracticeCodes.Parse("Z99001") }) });
        Assert.StartsWith("So far there is nobody about whom 9 others could be asked", (await bot.Organiser.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "start", ["sure"] = "true" })).Sentence, StringComparison.Ordinal);
        await bot.Organiser.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "off", ["sure"] = "true" });
        Assert.StartsWith("That round was called off.", (await trial.People[1].Opens(PostForms.About("review.join.form").With(new JsonObject { ["round"] = round.Id }))).Sentence, StringComparison.Ordinal);
    }

    /// <summary>Everybody is of a practice of their own.</summary>
    private static Task AloneAsync(BotUnderTest bot, ReviewTrial trial)
    {
        var number = trial.People.Select((who, n) => (Id: AskedPeople.IdOf(who), n)).ToDictionary(one => one.Id, one => one.n);
        return bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => number.TryGetValue(one.Key, out var n) ? one.Value with { Practices = PracticeCodes.Parse($"Z991{n:D2}") } : one.Value) });
    }

    private static async Task<ReviewRound> StartedAsync(BotUnderTest bot, ReviewTrial trial)
    {
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        return await trial.NowAsync(round);
    }

    private static async Task CloseAsync(BotUnderTest bot, ReviewRound round)
    {
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
    }

    private static ReviewHeld Held(BotUnderTest bot) => bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ReviewHeld>().Single();

    private static PersonAsked Asked(BotUnderTest bot, Colleague who) => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] };

    private static string BoxOf(ReviewTrial trial, ReviewRound round, int person) => ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[person])));
}
