using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.People;
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
        Assert.All(people, one => Assert.Single(bot.CardsOf(one), mine => mine.Says(CantGoOn)));
        await bot.BecomesAsync(Wednesday.AddDays(1).AddHours(3));
        var card = Assert.Single(bot.CardsOf(bot.Organiser), one => one.Says(ManyLeft));
        Assert.True(card.Says("30 applicants aren't listed any more: Frailty in care homes"), card.ToString());
        Assert.True(card.Says("Dr Crowd 00001, Dr Crowd 00002,") && card.Says("Dr Crowd 00010 and 20 more aren't listed any more, so they can't be moved on") && !card.Says("Dr Crowd 00011"), card.ToString());
        Assert.True(card.Says("I tell them in Teams; where I can't, you hear so."), card.ToString());

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
        Assert.True(card.Says("An applicant isn't listed any more: Frailty in care homes") && card.Says("Dr Crowd 00005 isn't listed any more, so they can't be moved on or offered a place."), card.ToString());
        Assert.Single(bot.CardsOf(people[4]), mine => mine.Says(CantGoOn));
        Assert.DoesNotContain(CantGoOn, bot.Told(people[3]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_bot_can_t_reach_any_more_is_said_so_on_the_same_card()
    {
        var (bot, people, _) = await AreGoneAsync();
        bot.Teams.World.SetInstall(people[1].Chat, InstallState.Uninstalled);
        bot.Teams.World.SetInstall(people[2].Chat, InstallState.Blocked);
        foreach (var hours in new[] { 0, 24, 27, 30 })
            await bot.BecomesAsync(Wednesday.AddHours(hours));
        var card = Assert.Single(bot.CardsOf(bot.Organiser), one => one.Says(ManyLeft));
        Assert.True(card.Says("I have no way to tell Dr Crowd 00002 and Dr Crowd 00003 in Teams: please do. The others I tell."), card.ToString());
    }

    [Fact]
    public async Task Where_nobody_can_be_reached_nobody_is_said_to_be_told()
    {
        var (bot, people, _) = await AreGoneAsync(count: 1);
        bot.Teams.World.SetInstall(people[0].Chat, InstallState.Uninstalled);
        foreach (var hours in new[] { 0, 24, 27 })
            await bot.BecomesAsync(Wednesday.AddHours(hours));
        var card = Assert.Single(bot.CardsOf(bot.Organiser), one => one.Says(Left));
        Assert.True(card.Says("I have no way to tell Dr Crowd 00001 in Teams: please do.") && !card.Says("I tell them"), card.ToString());
    }

    [Fact]
    public async Task Of_whom_whoever_runs_it_stepped_back_from_the_chair_reads_and_they_do_not()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz);
        await bot.Organiser.SendsFormAsync("applications.conflict.form", FellowshipForms.Opening(key), new JsonObject { ["about"] = AskedPeople.IdOf(bot.Priya).ToString() });
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Priya) && one.Key != AskedPeople.IdOf(bot.Tomasz)).ToDictionary() });
        foreach (var hours in new[] { 24, 48, 51 })
            await bot.BecomesAsync(FellowDrivers.Closed.AddHours(hours));
        var runs = Assert.Single(bot.CardsOf(bot.Organiser), one => one.Says(Left));
        Assert.True(runs.Says("Dr Tomasz Zielinski isn't listed any more") && !runs.Says("Dr Priya Raman"), runs.ToString());
        Assert.Single(bot.CardsOf(bot.Chair), one => one.Says("Dr Priya Raman and Dr Tomasz Zielinski aren't listed any more"));
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

    /// <summary>They apply, and the next list leaves them out. All of them have met the bot.</summary>
    private async Task<(BotUnderTest Bot, IReadOnlyList<Colleague> People, IReadOnlyDictionary<MemberId, Member> Before)> AreGoneAsync(int count = Count)
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var key = await bot.OffersFellowshipAsync();
        var people = await bot.ListsManyAsync(FellowshipForms.Here, count);
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
