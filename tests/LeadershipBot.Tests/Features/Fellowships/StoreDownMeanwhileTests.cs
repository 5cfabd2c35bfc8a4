using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Where the store is down between two commits, what belongs together comes about all the same; and what happens often puts nothing off.</summary>
public sealed class StoreDownMeanwhileTests : WholeApp
{
    [Fact]
    public async Task A_place_went_past_somebody_and_the_store_was_down_for_the_note_they_are_told_all_the_same()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz, bot.Yusuf);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
        {
            await bot.Organiser.MovesAsync(key, who, Stage.Reserve);
            bot.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Tomasz)).ToDictionary() });
        await bot.DrainAsync();
        var isFirst = true;
        bot.Store.BeforeCommit = (_, _, changes) =>
        {
            if (!isFirst || !changes.Any(change => change.RowKey == ApplicationMore.ToldRow(AskedPeople.IdOf(bot.Tomasz))))
                return Task.CompletedTask;
            isFirst = false;
            throw new StoreUnavailableException("A fault that was asked for.");
        };
        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(3));

        Assert.False(isFirst);
        Assert.Equal((Stage.Reserve, Stage.Offered), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf)));
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says("A place came free and isn't offered to you"));
    }

    [Fact]
    public async Task Fewer_places_that_were_agreed_and_never_set_are_given_up_after_a_while_and_all_can_be_offered()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(3, bot.Priya, bot.Tomasz, bot.Yusuf);
        var isQuick = true;
        bot.Store.BeforeCommit = (table, _, changes) =>
        {
            if (isQuick && changes.Any(change => change.RowKey == OutboxRow.RowKeyOf(ListFellowship.Kind, "later")))
            {
                isQuick = false;
                bot.Clock.Advance(TimeSpan.FromSeconds(1)); // the store is slow before it is down
            }

            return table == FellowshipRows.Table && changes.Any(change => change is Change.Replace && change.RowKey == FellowshipRows.MainRow) ? throw new StoreUnavailableException("A fault that was asked for.") : Task.CompletedTask;
        };
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 2 });
        await bot.DrainAsync();
        bot.Store.BeforeCommit = null;
        Assert.False(isQuick);
        Assert.Equal((3, 2), ((await bot.FellowshipAsync(key)).Content.Places, await PlacesMaxAsync(bot, key)));

        await bot.BecomesAsync(FellowDrivers.Closed.AddMinutes(10)); // to the second: the look that was ordered first comes to it
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(1));
        Assert.Equal((3, 3), ((await bot.FellowshipAsync(key)).Content.Places, await PlacesMaxAsync(bot, key)));
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
        {
            await bot.Organiser.MovesAsync(key, who, Stage.Offered);
            Assert.Equal(Stage.Offered, await bot.StageAsync(key, who));
        }

        await bot.RecountsAsync(key, 3);
    }

    [Fact]
    public async Task What_happens_each_day_doesnt_put_off_the_look_whether_applicants_are_listed()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        var due = await LookAsync(bot, key);
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(2));
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["fundedBy"] = "the federation" });
        await bot.DrainAsync();
        Assert.Equal(due, await LookAsync(bot, key));
    }

    private static async Task<int?> PlacesMaxAsync(BotUnderTest bot, string key)
        => (await bot.Services.GetRequiredService<ApplicationShelf>().FindHeadAsync(FellowshipForms.Partition(key), TestContext.Current.CancellationToken))!.PlacesMax;

    private static async Task<DateTimeOffset> LookAsync(BotUnderTest bot, string key)
        => OutboxRow.DueOf(Assert.Single(await bot.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), OutboxRow.RowKeyOf(LookForListed.Kind, ""))));
}
