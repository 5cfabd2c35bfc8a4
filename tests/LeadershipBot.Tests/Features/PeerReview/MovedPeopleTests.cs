using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Somebody moves, or an import is wrong, while a round is open: nobody's feedback goes for it, as only what was so at its start says among how many somebody is.</summary>
public sealed class MovedPeopleTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_picks_the_practice_of_others_in_mid_round_deletes_nothing_that_was_answered_about_them()
    {
        var (bot, trial, round) = await StartedAsync(10, (n, member) => member with { Practices = PracticeCodes.Parse($"Z991{n:D2}") }, WhoMayRate.Anybody);
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333");
        var (picker, practices) = (AskedPeople.IdOf(trial.People[9]), string.Join(',', Enumerable.Range(0, 9).Select(n => $"Z991{n:D2}")));
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Key == picker ? one.Value with { ChosenPractices = PracticeCodes.Parse(practices) } : one.Value) });
        await JudgeAsync(bot, trial, round);
    }

    [Fact]
    public async Task An_import_with_wrong_professions_in_mid_round_deletes_nothing_that_was_answered()
    {
        var (bot, trial, round) = await StartedAsync(12, (n, member) => member with { Practices = PracticeCodes.Parse($"Z991{n:D2}"), Profession = Profession.Gp }, WhoMayRate.SameProfession);
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333");
        var wrong = trial.People.Take(6).Select(AskedPeople.IdOf).ToHashSet();
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => wrong.Contains(one.Key) ? one.Value with { Profession = Profession.Nurse } : one.Value) });
        await JudgeAsync(bot, trial, round);
    }

    /// <summary>Neither at the daily look nor at the end.</summary>
    private static async Task JudgeAsync(BotUnderTest bot, ReviewTrial trial, ReviewRound round)
    {
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(12));
        Assert.All(trial.People, who => Assert.DoesNotContain(bot.CardsOf(who), card => card.Heading.EndsWith("nobody is asked about you", StringComparison.Ordinal)));
        await KeyTrial.CloseAsync(bot, round);
        for (var person = 0; person < trial.People.Count; person++)
            Assert.Equal(6, (await trial.SubjectAsync(round, person))!.Result?.Answered);
    }

    private async Task<(BotUnderTest Bot, ReviewTrial Trial, ReviewRound Round)> StartedAsync(int count, Func<int, Member, Member> with, WhoMayRate who)
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, count);
        var number = trial.People.Index().ToDictionary(one => AskedPeople.IdOf(one.Item), one => one.Index);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => number.TryGetValue(one.Key, out var n) ? with(n, one.Value) : one.Value) });
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var head = (await trial.Shelf.FindAsync(ReviewTrial.Here, round.Id, Token))!;
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [new Change.Replace(ReviewRows.OfRound(round with { Who = who }, head.ETag))], Token));
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        return (bot, trial, await trial.NowAsync(round));
    }
}
