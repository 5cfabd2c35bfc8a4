using System.Collections.Concurrent;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

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

    /// <summary>In which partitions rows are listed as somebody asks what waits for them.</summary>
    private static async Task<IReadOnlyCollection<string>> ReadAsync(BotUnderTest bot, Colleague who)
    {
        var partitions = new ConcurrentQueue<string>();
        bot.Store.RowRead = row => partitions.Enqueue(row.PartitionKey);
        await who.Hears("waiting");
        bot.Store.RowRead = null;
        return partitions;
    }
}
