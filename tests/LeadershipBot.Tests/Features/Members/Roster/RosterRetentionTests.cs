using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Members.Roster;

public sealed class RosterRetentionTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_left_who_was_in_a_place_without_the_bot_and_for_whom_it_was_installed_goes_when_its_time_is_over()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        await bot.Chair.Delivers(d => d.LeaveAsync(bot.Chair.Person, bot.GroupChat, bot.Tomasz.Person, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(6));
        await bot.Chair.Delivers(d => d.UninstallAsync(bot.Chair.Person, bot.GroupChat, Token));
        await bot.DrainAsync();
        var install = new Record(Places.Larkford, Installations.Prefix + "t.o") { ["State"] = nameof(InstallationState.Installed), ["At"] = bot.Clock.GetUtcNow() };
        await bot.Store.Inner.CommitAsync(OrganisationRows.Table, Places.Larkford, [new Change.Insert(install)], Token);
        var (before, there) = (bot.Clock.GetUtcNow().AddMinutes(-10), (await PeopleAsync(bot, bot.GroupChat)).Count);
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var retention = bot.Services.GetServices<IRetention>().OfType<RetainRosters>().Single();
        Assert.Equal(RetentionKind.Rosters, retention.Kind);

        Assert.Equal(0, await retention.SweepAsync(Places.Larkford, before, Sweep.Remove, Token));
        Assert.Equal(there + 2, await retention.SweepAsync(Places.Larkford, bot.Clock.GetUtcNow(), Sweep.Count, Token));
        Assert.Equal(there, (await PeopleAsync(bot, bot.GroupChat)).Count);
        Assert.Equal(there + 2, await retention.SweepAsync(Places.Larkford, bot.Clock.GetUtcNow(), Sweep.Remove, Token));

        Assert.Equal(0, await retention.SweepAsync(Places.Larkford, bot.Clock.GetUtcNow(), Sweep.Count, Token));
        Assert.Empty(await PeopleAsync(bot, bot.GroupChat));
        Assert.NotEmpty(await PeopleAsync(bot, bot.Channel));
        Assert.Empty(await bot.RowsAsync(RosterRows.Table, RosterRows.PartitionOf(bot.PlaceOf(bot.GroupChat)), RosterRows.Left));
        Assert.Empty(await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, Installations.Prefix));
    }

    private static Task<List<Record>> PeopleAsync(BotUnderTest bot, LeadershipBot.Simulator.People.Conversation place)
        => bot.RowsAsync(RosterRows.Table, RosterRows.PartitionOf(bot.PlaceOf(place)), RosterRows.AllPeople);
}
