using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>What waits for somebody is found without reading the fellowships that don't concern them.</summary>
public sealed class WaitingReadsTests : WholeApp
{
    [Fact]
    public async Task With_an_application_to_one_whoever_wrote_many_reads_none_of_the_others()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.AppliesForAsync(key);
        for (var i = 0; i < 10; i++)
            await bot.WritesFellowshipAsync(bot.Organiser, title: $"Draft {i}", asks: false);
        await bot.DrainAsync();
        var others = (await bot.FellowshipKeysAsync()).Where(one => one != key).ToHashSet();
        Assert.Equal(10, others.Count);
        Assert.DoesNotContain(await ReadAsync(bot, bot.Organiser), others.Contains);
    }

    [Fact]
    public async Task Who_leads_a_practice_reads_no_fellowship_that_is_over_and_for_which_another_released()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.ListsAsync(bot.Tomasz, FellowshipForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99001"), LeadOf = PracticeCodes.Parse("Z99001") });
        await bot.BecomesAsync(FellowDrivers.Over);
        Assert.DoesNotContain(key, await ReadAsync(bot, bot.Tomasz));
        Assert.Contains(key, await ReadAsync(bot, bot.Yusuf));
    }

    [Fact]
    public async Task Who_agreed_once_the_place_was_taken_finds_on_the_last_day_what_releasing_was_worth()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.TakesPlaceAsync(key);
        await bot.RecordsAsync(key, bot.Priya, "cover", new JsonObject { ["coveredBy"] = "Dr Lee", ["paidBy"] = "the ICB" });
        await bot.DrainAsync();
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));
        await bot.PracticeAgreesAsync(key);
        foreach (var day in new[] { 2, 3 })
            await bot.BecomesAsync(FellowDrivers.Closed.AddDays(day));
        await bot.BecomesAsync(FellowDrivers.Over);
        Assert.Contains(key, await ReadAsync(bot, bot.Yusuf));
        var waits = await bot.Yusuf.Hears("waiting");
        Assert.True(waits.Says("releasing Dr Priya Raman"), waits.ToString());
    }

    [Fact]
    public async Task For_their_portfolio_whoever_wrote_many_reads_only_those_in_which_a_place_has_ended()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        for (var i = 0; i < 10; i++)
            await bot.WritesFellowshipAsync(bot.Organiser, title: $"Draft {i}", asks: false);
        await bot.BecomesAsync(FellowDrivers.Over);
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["skills"] = "1", ["words"] = "A pathway" });
        await bot.DrainAsync();
        var others = (await bot.FellowshipKeysAsync()).Where(one => one != key).ToHashSet();
        var read = await ReadAsync(bot, () => bot.Services.GetServices<IPortfolio>().OfType<FellowshipsInPortfolio>().Single().WriteAsync(new PortfolioWish(AskedPeople.IdOf(bot.Organiser), FellowshipForms.Here, bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), TestContext.Current.CancellationToken));
        Assert.Contains(key, read);
        Assert.DoesNotContain(read, others.Contains);
    }

    /// <summary>In which partitions rows are listed as somebody asks what waits for them.</summary>
    private static Task<IReadOnlyCollection<string>> ReadAsync(BotUnderTest bot, Colleague who) => ReadAsync(bot, () => who.Hears("waiting"));

    /// <summary>In which partitions rows are listed meanwhile.</summary>
    private static async Task<IReadOnlyCollection<string>> ReadAsync(BotUnderTest bot, Func<Task> asked)
    {
        var partitions = new ConcurrentQueue<string>();
        bot.Store.RowRead = row => partitions.Enqueue(row.PartitionKey);
        await asked();
        bot.Store.RowRead = null;
        return partitions;
    }
}
