using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>A conflict that somebody declares on a prompt takes nothing from anybody, holds in later rounds, and tells nobody who was asked about whom.</summary>
public sealed class DeclinedPromptTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Among_ten_a_conflict_declared_on_a_prompt_deletes_nothing_that_others_answered()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        await AloneAsync(bot, trial);
        var round = await StartedAsync(bot, trial, "Spring", "2026-03-09", "2026-03-30");
        var ratings = await trial.RatingsAsync(round);
        var (rater, subject) = ratings[0];
        foreach (var (other, about) in ratings.Where(rating => (rating.Subject == subject || rating.Subject == rater) && rating != (rater, subject) && rating != (subject, rater)))
            await trial.AnswersAsync(round, other, about, "333");
        await DeclinesAsync(trial, round, rater, subject);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 24, 10, 0, 0, TimeSpan.Zero)); // it was looked at again, daily
        Assert.DoesNotContain(await trial.RatingsAsync(round), rating => rating == (rater, subject) || rating == (subject, rater));
        Assert.False((await trial.Shelf.FindPartAsync(round, AskedPeople.IdOf(trial.People[rater]), Token))!.IsAmongFew);
        await CloseAsync(bot, round);
        foreach (var person in new[] { rater, subject })
            Assert.InRange((await trial.SubjectAsync(round, person))!.Result?.Answered ?? 0, 5, 6);
    }

    [Fact]
    public async Task Three_named_at_joining_and_one_on_a_prompt_are_all_heeded_in_the_next_round()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 20);
        await AloneAsync(bot, trial);
        var first = await StartedAsync(bot, trial, "First", "2026-03-09", "2026-03-30");
        var subject = (await trial.RatingsAsync(first)).First(rating => rating.Rater == 0).Subject;
        await DeclinesAsync(trial, first, 0, subject);
        await CloseAsync(bot, first);

        var second = await trial.MakeAsync("Second", "2026-05-11", "2026-05-29");
        var three = Enumerable.Range(1, 19).Where(person => person != subject).Take(3).ToList();
        await trial.Shelf.ChangePartAsync(ReviewRows.KeyOf(second), AskedPeople.IdOf(trial.People[0]), before => before! with { Conflicts = [.. three.Select(person => AskedPeople.IdOf(trial.People[person]).ToString())] }, [], Token);
        var peers = bot.Services.GetRequiredService<Peers>();
        var here = await peers.WithHistoryAsync(second, await peers.ReadAsync(second, bot.Clock.GetUtcNow(), Token), Token);
        Assert.All(three.Append(subject), person => Assert.Contains(PeerPair.Of(IdOf(trial, 0), IdOf(trial, person)), here.Rules.Conflicts));
        Assert.Equal(4, here.Rules.Conflicts.Count);
    }

    [Fact]
    public async Task An_answer_that_comes_just_as_the_prompt_is_handed_over_to_another_counts_beside_theirs()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        await AloneAsync(bot, trial);
        var round = await StartedAsync(bot, trial, "Spring", "2026-03-09", "2026-03-30");
        var before = await trial.RatingsAsync(round);
        var (one, other) = before.First(rating => before.Contains((rating.Subject, rating.Rater))); // both are asked about each other
        var (row, hasAnswered) = (ReviewRows.RatersOf(round.Match) + IdOf(trial, other), false);
        bot.Store.BeforeCommit = async (_, partition, changes) =>
        {
            if (hasAnswered || partition != ReviewRows.KeyOf(round) || !changes.Any(change => change.RowKey == row) || changes.Any(change => change.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal)))
                return; // another's, or that the conflict is declared, with the order to hand over
            hasAnswered = true;
            Assert.True(CardReading.Of((await trial.AnswersAsync(round, other, one, "444")).Card).Says("Recorded about"));
        };
        await DeclinesAsync(trial, round, one, other);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        bot.Store.BeforeCommit = null;
        Assert.True(hasAnswered);
        var after = (await trial.RatingsAsync(round)).Where(rating => rating.Subject == one).ToList();
        Assert.DoesNotContain(after, rating => rating.Rater == other);
        foreach (var (rater, subject) in after)
            await trial.AnswersAsync(round, rater, subject, "333");
        await CloseAsync(bot, round);
        Assert.Equal(after.Count + 1, (await trial.SubjectAsync(round, one))!.Result!.Answered);
    }

    [Fact]
    public async Task A_conflict_declared_on_a_prompt_changes_the_rows_of_many_and_names_nobody()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        var round = await StartedAsync(bot, trial, "Spring", "2026-03-09", "2026-03-30");
        var key = ReviewRows.KeyOf(round);
        var before = (await bot.RowsAsync(ReviewRows.Table, key)).ToDictionary(row => row.RowKey);
        var (rater, subject) = (await trial.RatingsAsync(round))[0];
        await DeclinesAsync(trial, round, rater, subject);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        var after = await bot.RowsAsync(ReviewRows.Table, key);
        var changed = after.Where(row => !before.TryGetValue(row.RowKey, out var old) || old.ETag != row.ETag).ToList();
        Assert.Equal(14, changed.Count(row => row.RowKey.StartsWith(ReviewRows.RatersOf(round.Match), StringComparison.Ordinal)));
        Assert.DoesNotContain(changed, row => row.RowKey.StartsWith(ReviewRows.Part, StringComparison.Ordinal));
        Assert.Single(after.Where(row => row.RowKey.StartsWith(ReviewRows.RatersOf(round.Match), StringComparison.Ordinal)).Select(row => row.GetBinary("Sealed")!.Length).Distinct());
        Assert.All(after, row => Assert.True(trial.People.Count(who => (row.RowKey + string.Join(' ', row.Columns.Select(column => column.Value))).Contains(who.ObjectId, StringComparison.Ordinal)) <= 1, row.RowKey));
        Assert.Equal([ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject]))], (await trial.Raters.FindAsync(round, AskedPeople.IdOf(trial.People[rater]), Token))!.Declined);
    }

    [Fact]
    public async Task An_import_that_omits_people_for_a_while_takes_nothing_from_the_others()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        await AloneAsync(bot, trial);
        var round = await StartedAsync(bot, trial, "Spring", "2026-03-09", "2026-03-30");
        foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 0))
            await trial.AnswersAsync(round, rater, subject, "333");
        var whole = new Dictionary<MemberId, Member>();
        var gone = Enumerable.Range(9, 3).Select(person => AskedPeople.IdOf(trial.People[person])).ToHashSet();
        await bot.ChangesRollAsync(ReviewTrial.Here, roll =>
        {
            whole = roll.Members.ToDictionary();
            return roll with { Members = roll.Members.Where(one => !gone.Contains(one.Key)).ToDictionary() };
        });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 22, 10, 0, 0, TimeSpan.Zero)); // past halfway, and looked at daily
        Assert.False((await trial.Shelf.FindPartAsync(round, AskedPeople.IdOf(trial.People[0]), Token))!.IsAmongFew);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = whole });
        bot.Clock.Advance(TimeSpan.FromMinutes(1)); // what is remembered of who is listed is read anew
        await CloseAsync(bot, round);
        Assert.Equal(6, (await trial.SubjectAsync(round, 0))!.Result?.Answered);
    }

    private static Task<BotAnswer> DeclinesAsync(ReviewTrial trial, ReviewRound round, int rater, int subject)
        => trial.People[rater].Executes("review.decline", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["subject"] = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject])) });

    private static string IdOf(ReviewTrial trial, int person) => AskedPeople.IdOf(trial.People[person]).ToString();

    /// <summary>Everybody is of a practice of their own.</summary>
    private static Task AloneAsync(BotUnderTest bot, ReviewTrial trial)
    {
        var number = trial.People.Select((who, n) => (Id: AskedPeople.IdOf(who), n)).ToDictionary(one => one.Id, one => one.n);
        return bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => number.TryGetValue(one.Key, out var n) ? one.Value with { Practices = PracticeCodes.Parse($"Z991{n:D2}") } : one.Value) });
    }

    private static async Task<ReviewRound> StartedAsync(BotUnderTest bot, ReviewTrial trial, string title, string starts, string closes)
    {
        var round = await trial.MakeAsync(title, starts, closes);
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        return await trial.NowAsync(round);
    }

    private static async Task CloseAsync(BotUnderTest bot, ReviewRound round)
    {
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
    }
}
