using System.Diagnostics;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Members.Roster;

public sealed class ReadRosterTests : WholeApp
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_who_come_and_go_at_once_are_one_reading()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        var before = bot.PagesRead();

        for (var i = 0; i < 4; i++)
            await bot.Chair.Delivers(d => d.JoinAsync(bot.Chair.Person, bot.GroupChat, bot.Teams.World.AddPerson($"Dr New Comer{i}"), Token));
        await bot.Chair.Delivers(d => d.LeaveAsync(bot.Chair.Person, bot.GroupChat, bot.Tomasz.Person, Token));
        await bot.PassAsync(Settled);

        Assert.Equal(before + 1, bot.PagesRead());
        Assert.Equal(bot.Teams.World.Members(bot.GroupChat).Count, (await bot.RosterAsync(bot.GroupChat))!.Counts.Members);
        var left = Assert.Single(await RowsAsync(bot, bot.GroupChat, RosterRows.Left));
        Assert.EndsWith(bot.Tomasz.ObjectId, left.RowKey, StringComparison.Ordinal);

        await bot.Chair.Delivers(d => d.JoinAsync(bot.Chair.Person, bot.GroupChat, bot.Tomasz.Person, Token));
        await bot.PassAsync(Settled);
        Assert.Empty(await RowsAsync(bot, bot.GroupChat, RosterRows.Left));
    }

    [Fact]
    public async Task A_place_that_belongs_to_nobody_is_never_read()
    {
        var bot = await StartAsync();
        bot.Teams.World.SetInstall(bot.Channel, InstallState.Never);
        await bot.Priya.Delivers(d => d.InstallAsync(bot.Priya.Person, bot.Channel, Token));
        await bot.Chair.Delivers(d => d.JoinAsync(bot.Chair.Person, bot.Channel, bot.Teams.World.AddPerson("Dr New Comer"), Token));
        await bot.PassAsync(Settled);

        Assert.Equal(0, bot.PagesRead());
        Assert.Null(await bot.RosterAsync(bot.Channel));
    }

    [Fact]
    public async Task It_is_read_again_every_night_and_the_reading_before_is_swept()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        var (first, pages) = ((await bot.RosterAsync(bot.GroupChat))!, bot.PagesRead());

        await bot.PassAsync(TimeSpan.FromHours(48), TimeSpan.FromHours(6));

        var now = (await bot.RosterAsync(bot.GroupChat))!;
        Assert.Equal(pages + 2, bot.PagesRead());
        Assert.NotEqual(first.Version, now.Version);
        var people = await RowsAsync(bot, bot.GroupChat, RosterRows.AllPeople);
        Assert.Equal(now.Counts.Members, people.Count);
        Assert.All(people, row => Assert.StartsWith(RosterRows.PeopleOf(now.Version), row.RowKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_guests_and_other_tenants_nothing_is_kept_but_that_they_are_there()
    {
        var teams = new BotOptions { Settings = ["--Tenants:Allowed=7d1e0000-0000-4000-9000-000000000001"] };
        var bot = await StartAsync(teams);
        var guest = bot.Teams.World.AddPerson("Gina Guestling", isGuest: true);
        var foreigner = bot.Teams.World.AddPerson("Otto Elsewhere", tenant: bot.Teams.World.AddTenant("Another"));
        bot.Teams.World.Join(bot.GroupChat, guest);
        bot.Teams.World.Join(bot.GroupChat, foreigner);

        await bot.BindsAsync(bot.Organiser, bot.GroupChat);

        var head = (await bot.RosterAsync(bot.GroupChat))!;
        Assert.Equal((1, 1), (head.Counts.Guests, head.Counts.OtherTenants));
        var rows = await RowsAsync(bot, bot.GroupChat, RosterRows.AllPeople);
        foreach (var person in new[] { guest, foreigner })
        {
            var row = rows.Single(one => one.RowKey.EndsWith(person.ObjectId, StringComparison.OrdinalIgnoreCase));
            Assert.Equal("Standing", Assert.Single(row.Columns).Key);
        }
    }

    [Fact]
    public async Task A_reading_that_Teams_stops_goes_on_where_it_was_and_counts_only_when_it_is_whole()
    {
        var bot = await StartAsync();
        for (var i = 0; i < 1100; i++)
            bot.Teams.World.Join(bot.GroupChat, bot.Teams.World.AddPerson($"Dr Many{i}"));
        bot.Teams.Faults.Throttle(1, 6, request => request.Path.Contains("continuationToken", StringComparison.Ordinal));

        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        Assert.Equal("", (await bot.RosterAsync(bot.GroupChat))!.Version);
        Assert.Single(await RowsAsync(bot, bot.GroupChat, RosterRows.Reading));
        await bot.PassAsync(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(5));

        Assert.Equal(bot.Teams.World.Members(bot.GroupChat).Count, (await bot.RosterAsync(bot.GroupChat))!.Counts.Members);
        Assert.Equal(bot.Teams.World.Members(bot.GroupChat).Count, (await RowsAsync(bot, bot.GroupChat, RosterRows.AllPeople)).Count);
        Assert.Empty(await RowsAsync(bot, bot.GroupChat, RosterRows.Reading));
        Assert.Equal(1, bot.Teams.Connector.Requests.Count(r => r.Operation is ConnectorOperation.PagedMembers && !r.Path.Contains("continuationToken", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Five_thousand_people_are_read_within_20_seconds_under_the_limits_of_Teams()
    {
        var bot = await StartAsync(new BotOptions { TimePasses = true, Limits = ConnectorLimits.Teams });
        for (var i = 0; i < 5000; i++)
            bot.Teams.World.Join(bot.GroupChat, bot.Teams.World.AddPerson($"Dr Many{i}"));
        var rosters = bot.Services.GetRequiredService<RosterShelf>();
        await rosters.BelongsAsync(bot.PlaceOf(bot.GroupChat), Places.Larkford, Token);
        var order = OutboxRow.New(RosterRows.PartitionOf(bot.PlaceOf(bot.GroupChat)), ReadRoster.Kind, "", bot.Clock.GetUtcNow());

        var watch = Stopwatch.StartNew();
        var delivered = await bot.Services.GetRequiredService<ReadRoster>().DeliverAsync(RosterRows.Table, order, Token);
        watch.Stop();

        TestContext.Current.TestOutputHelper?.WriteLine($"5,000 people in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.IsType<Delivered.Done>(delivered);
        Assert.True((await bot.RosterAsync(bot.GroupChat))!.Counts.Members >= 5000);
        Assert.DoesNotContain(bot.Teams.Connector.Requests, request => request.Status == 429);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task A_team_from_which_the_bot_was_removed_reaches_nobody_until_it_is_back()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        var (reached, total) = await bot.ReachAsync();
        Assert.True(reached > 1);

        await bot.Chair.Delivers(d => d.UninstallAsync(bot.Chair.Person, bot.GroupChat, Token));
        await bot.PassAsync(Settled);
        Assert.NotNull((await bot.RosterAsync(bot.GroupChat))!.RemovedAt);
        Assert.True((await bot.ReachAsync()).Reached < reached);

        await bot.Chair.Delivers(d => d.InstallAsync(bot.Chair.Person, bot.GroupChat, Token));
        await bot.PassAsync(Settled);
        Assert.Equal((reached, total), await bot.ReachAsync());
    }

    [Fact]
    public async Task A_place_that_Teams_says_is_gone_is_gone()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        bot.Teams.World.SetInstall(bot.GroupChat, InstallState.Uninstalled); // and the bot heard nothing of it

        await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(6));

        Assert.NotNull((await bot.RosterAsync(bot.GroupChat))!.RemovedAt);
    }

    [Fact]
    public async Task Whoever_removes_the_bot_from_their_own_chat_is_not_reached_until_they_have_it_again()
    {
        var bot = await StartAsync();
        await bot.Tomasz.Hears("hello");
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        var before = await bot.ReachAsync();

        await bot.Tomasz.Delivers(d => d.UninstallAsync(bot.Tomasz.Person, Token));
        Assert.Equal(before.Reached - 1, (await bot.ReachAsync()).Reached);
        Assert.True((await bot.Organiser.Hears("reach")).Says("1 · removed the bot"));

        await bot.Tomasz.Delivers(d => d.InstallAsync(bot.Tomasz.Person, Token));
        Assert.Equal(before, await bot.ReachAsync());
    }

    private static Task<List<Record>> RowsAsync(BotUnderTest bot, Conversation place, string prefix)
        => bot.RowsAsync(RosterRows.Table, RosterRows.PartitionOf(bot.PlaceOf(place)), prefix);
}
