using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Members.RoleGiving;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Roster;

/// <summary>Whoever never opened the bot, and is in a team or chat of their organisation, is told things in their own chat.</summary>
public sealed class OpenChatTests : WholeApp
{
    private const string Told = "Your roles in Larkford and Vale CCG have changed";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_who_is_only_in_the_group_is_told_in_their_own_chat_and_the_chat_is_begun_once()
    {
        var (bot, una) = await StartWithUnaAsync();
        await bot.ReachAsync();
        await bot.Organiser.Hears("reach");
        Assert.Equal(0, Opened(bot)); // counting begins no chat

        await bot.Chair.GivesAsync(una, "Organiser");
        await bot.Administrator.GivesAsync(una, "PanelMember");
        await bot.DrainAsync();

        Assert.Equal(2, ToldTo(bot, una));
        Assert.Equal(1, Opened(bot));
        Assert.NotNull(await ChatOfAsync(bot, una));
        Assert.Contains(await bot.RowsAsync(OrganisationRows.TenantsTable, una.Person.TenantId, OrganisationRows.Seen), row => row.RowKey.EndsWith(una.ObjectId, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Two_servers_that_begin_it_at_once_keep_one_chat()
    {
        var (bot, una) = await StartWithUnaAsync();

        var both = await Task.WhenAll(OpenAsync(bot, una), OpenAsync(bot, una));

        Assert.Equal([una.Chat.Id, una.Chat.Id], both.Select(reach => reach.Chat!.ConversationId));
        Assert.Equal((await OpenAsync(bot, una)).Chat, both[0].Chat);
    }

    [Fact]
    public async Task Who_removed_the_bot_is_not_written_to_through_a_group()
    {
        var (bot, una) = await StartWithUnaAsync();
        bot.Teams.World.SetInstall(una.Chat, InstallState.Installed);
        await una.Hears("hello");
        await una.Delivers(d => d.UninstallAsync(una.Person, Token));

        await bot.Chair.GivesAsync(una, "Organiser");
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));

        Assert.Equal((0, 0), (ToldTo(bot, una), Opened(bot)));
        Assert.Equal("removed", (await OpenAsync(bot, una)).Why);
    }

    [Fact]
    public async Task Who_removed_the_bot_is_not_written_to_long_after_either_and_who_has_it_again_is()
    {
        var (bot, una) = await StartWithUnaAsync(new BotOptions { Settings = ["--Retention:Chats=1"] });
        bot.Teams.World.SetInstall(una.Chat, InstallState.Installed);
        await una.Hears("hello");
        await una.Delivers(d => d.UninstallAsync(una.Person, Token));
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(4));
        Assert.Equal("RemovedAt", Assert.Single((await ChatOfAsync(bot, una))!.Columns).Key); // no more than that

        Assert.Equal("removed", (await OpenAsync(bot, una)).Why);
        Assert.Equal(0, Opened(bot));

        await una.Delivers(d => d.InstallAsync(una.Person, Token));
        Assert.Equal(una.Chat.Id, (await OpenAsync(bot, una)).Chat!.ConversationId);
        Assert.NotEmpty(await bot.RowsAsync(OrganisationRows.TenantsTable, una.Person.TenantId, OrganisationRows.OfSeen(IdOf(una)).RowKey)); // retention finds the new chat
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_in_the_group_but_on_the_roll_no_more_is_not_written_to(bool hasLeft)
    {
        var (bot, una) = await StartWithUnaAsync();
        if (hasLeft)
            await bot.ListsAsync(una, Places.Larkford, Roles.Member, member => member with { LeftAt = BotUnderTest.Start });
        else
            await bot.Services.GetRequiredService<RollShelf>().EraseAsync(Places.Larkford, IdOf(una), BotUnderTest.Start, Token); // what points to it stays

        Assert.Equal("neverMet", (await OpenAsync(bot, una)).Why);
        Assert.Equal(0, Opened(bot));
    }

    [Fact]
    public async Task Who_blocked_the_bot_can_not_be_reached_and_it_is_said_why()
    {
        var (bot, una) = await StartWithUnaAsync();
        bot.Teams.World.SetInstall(una.Chat, InstallState.Blocked);

        var reach = await OpenAsync(bot, una);

        Assert.Equal((null, "BlockedOrNotInstalled", null), (reach.Chat, reach.Why, reach.NotNow));
        Assert.Null(await ChatOfAsync(bot, una));
    }

    [Fact]
    public async Task Who_is_in_no_place_of_the_organisation_is_not_looked_for_in_Teams()
    {
        var bot = await StartAsync();
        bot.Teams.World.AddPerson("Una Reached");
        var una = bot.Who("Una Reached");
        await bot.ListsAsync(una, Places.Larkford, Roles.Member);
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);

        Assert.Equal("neverMet", (await OpenAsync(bot, una)).Why);
        Assert.Equal(0, Opened(bot));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task While_Teams_is_busy_or_down_the_message_waits_and_comes_once(int status)
    {
        var (bot, una) = await StartWithUnaAsync();
        bot.Teams.Faults.Next(4, new Fault(FaultKind.Answer, status, RetryAfterSeconds: status == 429 ? 6 : null), request => request.Operation is ConnectorOperation.CreateConversation);

        await bot.WhilePassing(bot.Chair.GivesAsync(una, "Organiser"));
        Assert.Equal(0, ToldTo(bot, una));
        for (var step = 0; step < 400 && ToldTo(bot, una) == 0; step++)
            await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

        Assert.Equal(1, ToldTo(bot, una));
    }

    /// <summary>Una is listed, and in the group that belongs to the organisation; she never had the bot.</summary>
    private async Task<(BotUnderTest Bot, Colleague Una)> StartWithUnaAsync(BotOptions? options = null)
    {
        var bot = await StartAsync(options);
        bot.Teams.World.Join(bot.GroupChat, bot.Teams.World.AddPerson("Una Reached"));
        var una = bot.Who("Una Reached");
        await bot.ListsAsync(una, Places.Larkford, Roles.Member);
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        return (bot, una);
    }

    private static MemberId IdOf(Colleague who) => new(who.Person.TenantId, who.ObjectId);

    private static Task<PersonalReach> OpenAsync(BotUnderTest bot, Colleague who)
        => bot.Services.GetRequiredService<IReach>().OpenAsync(new MemberId(who.Person.TenantId, who.ObjectId), Token);

    private static async Task<LeadershipBot.Storage.Record?> ChatOfAsync(BotUnderTest bot, Colleague who)
        => await bot.Store.Inner.FindAsync(PersonRows.Table, RoleForms.KeyOf(who), PersonRows.Chat, Token);

    private static int ToldTo(BotUnderTest bot, Colleague who) => bot.CardsIn(who.Chat).Count(card => CardReading.Of(card.Card()).Heading == Told);

    private static int Opened(BotUnderTest bot) => bot.Teams.Connector.Requests.Count(request => request.Operation is ConnectorOperation.CreateConversation);
}
