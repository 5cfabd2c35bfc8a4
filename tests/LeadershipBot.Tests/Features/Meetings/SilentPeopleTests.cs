using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Arranging;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>What it costs that many who were called and never answered are called no more.</summary>
public sealed class SilentPeopleTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_times_the_people_cost_three_times_the_rows_and_not_nine_times()
    {
        var (few, many) = (await RowsReadForAsync(120), await RowsReadForAsync(360));
        Assert.True(many < 4 * few, $"{few} rows for 120 people, {many} for 360");
    }

    private async Task<int> RowsReadForAsync(int people)
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.ListsManyAsync("larkford", people);
        var key = await bot.ArrangesAsync(bot.Organiser);
        await bot.Services.GetRequiredService<MeetingShelf>().ChangeAsync(key, null, now => now.Meeting with { Calls = now.Meeting.Calls + 1, Content = now.Meeting.Content with { Called = new Audience { Professions = [Profession.Lay] } } }, _ => [], Token);
        var rows = 0;
        bot.Store.RowRead = _ => Interlocked.Increment(ref rows);
        var uncall = ActivatorUtilities.CreateInstance<UncallOthers>(bot.Services);
        Assert.IsType<Delivered.Done>(await uncall.DeliverAsync(MeetingRows.Table, OutboxRow.New(key, UncallOthers.Kind, "", bot.Clock.GetUtcNow()), Token));
        bot.Store.RowRead = null;
        var noted = await bot.Services.GetRequiredService<MeetingShelf>().ListNotedAsync(key, Token);
        Assert.True(noted.Count(one => one.NotCalledSince is not null) >= people, $"{noted.Count} of {people}");
        return rows;
    }
}
