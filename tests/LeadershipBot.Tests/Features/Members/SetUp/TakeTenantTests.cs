using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.SetUp;

public sealed class TakeTenantTests : WholeApp
{
    private const string Second = "7d1e0000-0000-4000-9000-00000000000b";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_its_tenant_an_organisation_loses_its_people_and_its_teams_and_chats()
    {
        var bot = await StartAsync(new BotOptions { Settings = [BotUnderTest.RunByRavi] });
        await bot.Chair.Hears("hello");
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        var organisations = bot.Services.GetRequiredService<OrganisationShelf>();
        var name = new OrganisationName(Places.Larkford, "Larkford and Vale CCG");
        await organisations.AddTenantAsync(name, Second, Audit.ByProgram(Places.Larkford, "organisation.tenantAdded", bot.Clock.GetUtcNow()), Token);
        var home = bot.Teams.World.Tenants[0].Id;
        var roster = RosterRows.PartitionOf(bot.PlaceOf(bot.GroupChat));

        var ruling = await bot.Services.GetRequiredService<TakeTenantAway>().RunAsync(Places.Larkford, home, Token);
        Assert.False(ruling.IsRefused(out var why, out var taken), why?.TextKey);
        await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.True(taken!.Members > 5 && taken.Holders > 2);
        Assert.Equal(1, taken.Places);
        Assert.Equal(taken.Holders, (await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, "audit.")).Count(row => row.GetString("What") == "members.rolesChanged"));
        Assert.True(bot.NewestCardIn(bot.Chair.Chat).Says("Now: none. You are no longer on its list."), bot.NewestCardIn(bot.Chair.Chat).ToString());
        Assert.Null(await bot.Services.GetRequiredService<PlaceShelf>().ReadAsync(bot.PlaceOf(bot.GroupChat), Token));
        Assert.Empty(await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, RosterRows.OfOrganisation));
        Assert.Empty(await bot.RowsAsync(RosterRows.Table, roster, RosterRows.AllPeople));
        Assert.True((await bot.Organiser.Hears("set up")).Says("This is for: organiser, chair, administrator."));
        Assert.Equal(["members.placeReleased"], (await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, "audit.")).Where(row => row.GetString("What") == "members.placeReleased").Select(row => row.GetString("What")));
        Assert.Equal("", (await organisations.ReadAsync(Places.Larkford, Token))!.Organisation.HelpContact);
    }
}
