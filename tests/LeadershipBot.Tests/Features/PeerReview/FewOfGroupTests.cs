using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Who is among few since the round goes by profession reads that, and needn't think that somebody named them.</summary>
public sealed class FewOfGroupTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_practice_managers_among_GPs_read_that_only_their_profession_is_asked()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 17);
        var managers = trial.People.Take(3).Select(AskedPeople.IdOf).ToHashSet();
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Value with { Profession = managers.Contains(one.Key) ? Profession.PracticeManager : Profession.Gp }) });
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var head = (await trial.Shelf.FindAsync(ReviewTrial.Here, round.Id, Token))!;
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [new Change.Replace(ReviewRows.OfRound(round with { Who = WhoMayRate.SameProfession }, head.ETag))], Token));
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));

        const string Why = "people of your profession are asked in this round";
        Assert.Single(bot.CardsOf(trial.People[0]), card => card.Heading == "“Spring”: nobody is asked about you" && card.Says(Why));
        Assert.True((await trial.People[0].Hears("review")).Says("fewer than 9 of the others of your profession could be."));
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
        Assert.True((await trial.ReadsAsync(round, 0)).Says(Why));
    }

    [Fact]
    public async Task Who_is_listed_only_since_the_start_and_is_among_few_is_told_so_at_the_next_look()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 17);
        var late = AskedPeople.IdOf(trial.People[0]);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Value with { Profession = one.Key == late ? Profession.PracticeManager : Profession.Gp }) });
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var head = (await trial.Shelf.FindAsync(ReviewTrial.Here, round.Id, Token))!;
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [new Change.Replace(ReviewRows.OfRound(round with { Who = WhoMayRate.SameProfession }, head.ETag))], Token));
        Member? left = null;
        await bot.ChangesRollAsync(ReviewTrial.Here, roll =>
        {
            left = roll.Members[late];
            return roll with { Members = roll.Members.Where(one => one.Key != late).ToDictionary() };
        });
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        await bot.ListsAsync(trial.People[0], ReviewTrial.Here, Roles.Member, _ => left!);
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(12));
        Assert.Single(bot.CardsOf(trial.People[0]), card => card.Heading == "“Spring”: nobody is asked about you");
        var home = await trial.People[0].Hears("review");
        Assert.True(home.Says("fewer than 9 of the others of your profession could be.") && !home.Says("It is being prepared."), home.ToString());
        await KeyTrial.CloseAsync(bot, round);
        Assert.False((await trial.ReadsAsync(round, 0)).Says("couldn't be set up in time"));
    }
}
