using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A whole practice that a list leaves out: one card tells whoever runs it, and a list that is put right in time none.</summary>
public sealed class ManyLeftTests : WholeApp
{
    private const int Count = 30;
    private const string CantGoOn = "so your application can't go further for now";
    private const string Left = "isn't listed any more, so they";
    private const string ManyLeft = "aren't listed any more";

    private static readonly DateTimeOffset Wednesday = BotUnderTest.Start.AddDays(2);

    [Fact]
    public async Task Thirty_who_left_are_told_each_and_whoever_runs_it_on_one_card()
    {
        var (bot, people, _) = await AreGoneAsync();
        await bot.BecomesAsync(Wednesday);
        AssertNobodyHeard(bot, people);

        await bot.BecomesAsync(Wednesday.AddDays(1));
        var card = Assert.Single(bot.CardsOf(bot.Organiser), one => one.Says(ManyLeft));
        Assert.True(card.Says("30 applicants aren't listed any more: Frailty in care homes"), card.ToString());
        Assert.True(card.Says("Dr Crowd 00001, Dr Crowd 00002,") && card.Says("Dr Crowd 00010 and 20 more aren't listed any more, so they can't be moved on") && !card.Says("Dr Crowd 00011"), card.ToString());
        Assert.All(people, one => Assert.Single(bot.CardsOf(one), mine => mine.Says(CantGoOn)));

        await bot.BecomesAsync(Wednesday.AddDays(2));
        Assert.Single(bot.CardsOf(bot.Organiser), one => one.Says(ManyLeft));
    }

    [Fact]
    public async Task Listed_again_before_the_second_look_nobody_hears_anything()
    {
        var (bot, people, before) = await AreGoneAsync();
        await bot.BecomesAsync(Wednesday);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = before });
        foreach (var day in new[] { 1, 2, 5 })
            await bot.BecomesAsync(Wednesday.AddDays(day));
        AssertNobodyHeard(bot, people);
        Assert.All(people, one => Assert.DoesNotContain("lists you again", bot.Told(one), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_listed_again_by_the_moment_of_sending_is_not_on_the_card()
    {
        var (bot, people, before) = await AreGoneAsync();
        await bot.BecomesAsync(Wednesday);
        await bot.BecomesAsync(Wednesday.AddDays(1).AddHours(-2).AddMinutes(-45)); // the second look was at six; nobody is told anything before half past seven
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = before.Where(one => one.Key != AskedPeople.IdOf(people[4])).ToDictionary() });
        await bot.BecomesAsync(Wednesday.AddDays(1));
        var card = Assert.Single(bot.CardsOf(bot.Organiser), one => one.Says(Left));
        Assert.True(card.Says("An applicant isn't listed any more: Frailty in care homes") && card.Says("Dr Crowd 00005 isn't listed any more, so they can't be moved on or offered a place. They are told."), card.ToString());
        Assert.Single(bot.CardsOf(people[4]), mine => mine.Says(CantGoOn));
        Assert.DoesNotContain(CantGoOn, bot.Told(people[3]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_was_ordered_for_one_applicant_becomes_the_openings()
    {
        var (bot, people, _) = await AreGoneAsync();
        var partition = FellowshipForms.Partition(Assert.Single(await bot.FellowshipKeysAsync()));
        var outbox = (Outbox)bot.Services.GetService(typeof(Outbox))!;
        Change[] orders = [.. people.Take(3).Select(one => ApplicationRows.OrderAbout(partition, LookForListed.Kind, AskedPeople.IdOf(one), Wednesday.AddMinutes(-5)))];
        await outbox.CommitAsync(ApplicationRows.Table, partition, orders, TestContext.Current.CancellationToken);
        await bot.BecomesAsync(Wednesday);
        Assert.Equal(OutboxRow.RowKeyOf(LookForListed.Kind, ""), Assert.Single(await bot.RowsAsync(ApplicationRows.Table, partition, OutboxRow.RowKeyOf(LookForListed.Kind, ""))).RowKey);
    }

    /// <summary>Thirty apply, and the next list leaves them out. All of them have met the bot.</summary>
    private async Task<(BotUnderTest Bot, IReadOnlyList<Colleague> People, IReadOnlyDictionary<MemberId, Member> Before)> AreGoneAsync()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var key = await bot.OffersFellowshipAsync();
        var people = await bot.ListsManyAsync(FellowshipForms.Here, Count);
        foreach (var who in people)
            await who.AppliesForAsync(key);
        await bot.BecomesAsync(Wednesday.AddDays(-1)); // they are listed at the first look
        IReadOnlyDictionary<MemberId, Member> before = new Dictionary<MemberId, Member>();
        var gone = people.Select(AskedPeople.IdOf).ToHashSet();
        await bot.ChangesRollAsync(FellowshipForms.Here, roll =>
        {
            before = roll.Members;
            return roll with { Members = roll.Members.Where(one => !gone.Contains(one.Key)).ToDictionary() };
        });
        return (bot, people, before);
    }

    private static void AssertNobodyHeard(BotUnderTest bot, IEnumerable<Colleague> people)
    {
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Says(Left) || card.Says(ManyLeft));
        Assert.All(people, one => Assert.DoesNotContain(CantGoOn, bot.Told(one), StringComparison.Ordinal));
    }
}
