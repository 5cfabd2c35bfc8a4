using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Roster;

public sealed class UseHereTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_organiser_gives_a_team_to_their_organisation_and_takes_it_away_again()
    {
        var bot = await StartAsync();
        var free = await bot.Organiser.Hears("use here", bot.Channel);
        Assert.Equal("This team belongs to no organisation yet", free.Heading);
        Assert.True(free.Says("If this place belongs to Larkford and Vale CCG, press “Use here”."), free.ToString());
        Assert.Equal(["Use here"], free.Buttons);

        var bound = await bot.BindsAsync(bot.Organiser, bot.Channel);
        Assert.Equal("This team belongs to Larkford and Vale CCG", bound.Heading);
        Assert.Equal(bot.Teams.World.Members(bot.Channel).Count, (await bot.RosterAsync(bot.Channel))!.Counts.Members);

        await bot.Organiser.Hears("use here", bot.Channel);
        var released = CardReading.Of((await bot.Organiser.Presses("Take it away", bot.CardsIn(bot.Channel)[^1])).Card);
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal("This team belongs to no organisation yet", released.Heading);
        Assert.Equal(["members.placeBound", "members.placeReleased"], await AuditAsync(bot));
        Assert.Empty(await bot.RowsAsync(RosterRows.Table, RosterRows.PartitionOf(bot.PlaceOf(bot.Channel)), RosterRows.AllPeople));
        Assert.Null(await bot.RosterAsync(bot.Channel));
    }

    [Fact]
    public async Task Everybody_there_is_told_once_who_gave_a_team_to_which_organisation_and_who_can_undo_it()
    {
        var bot = await StartAsync();
        await bot.Organiser.Hears("use here", bot.Channel);
        var pressed = await bot.Organiser.Presses("roster.bind", bot.CardsIn(bot.Channel)[^1]);
        await bot.Organiser.Delivers(d => d.RedeliverAsync(pressed, newId: true, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(6));

        var told = bot.NewestCardIn(bot.Channel);
        Assert.Equal("Helen Whitcombe gave this team to Larkford and Vale CCG", told.Heading);
        Assert.True(told.Says("I then read who is here (name, e-mail, account)"), told.ToString());
        Assert.True(told.Says("or an administrator of another organisation who is here, can take it away again"), told.ToString());
        Assert.Single(bot.CardsIn(bot.Channel), one => CardReading.Of(one.Card()).Heading.Contains("gave this team", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_administrator_of_another_body_takes_away_what_was_given_wrongly_and_both_bodies_keep_a_record()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-pcn", "Vale PCN");
        await bot.ListsAsync(bot.Priya, "vale-pcn", Roles.Organiser);
        await bot.ListsAsync(bot.Priya, Places.Larkford, Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        Assert.DoesNotContain("Take it away", (await bot.Priya.Hears("use here", bot.Channel)).Buttons); // an organiser of another one may not

        await bot.ListsAsync(bot.Priya, "vale-pcn", Roles.Administrator);
        Assert.Equal(["Take it away"], (await bot.Priya.Hears("use here", bot.Channel)).Buttons); // and may not move it at once
        await bot.Priya.Presses("Take it away", bot.CardsIn(bot.Channel)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(6));

        Assert.StartsWith($"{bot.Priya.Name} took this team away from Larkford and Vale CCG", bot.NewestCardIn(bot.Channel).Heading, StringComparison.Ordinal);
        Assert.Equal(["members.placeBound", "members.placeReleased"], await AuditAsync(bot));
        Assert.Equal(["members.placeTakenAway"], await AuditAsync(bot, "vale-pcn"));
    }

    [Fact]
    public async Task Pressing_twice_is_once_and_the_whole_team_belongs_whatever_the_channel()
    {
        var bot = await StartAsync();
        await bot.Organiser.Hears("use here", bot.Channel);
        var bound = await bot.Organiser.Presses("roster.bind", bot.CardsIn(bot.Channel)[^1]);
        var again = await bot.Organiser.Delivers(d => d.RedeliverAsync(bound, newId: true, Token));
        Assert.All([bound, again], answer => Assert.Equal("This team belongs to Larkford and Vale CCG", CardReading.Of(answer.Card).Heading));

        var other = bot.Teams.World.Channels(bot.Channel.Team!).First(one => one.Id != bot.Channel.Id);
        Assert.Equal("This team belongs to Larkford and Vale CCG", (await bot.Organiser.Hears("use here", other)).Heading);
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, RosterRows.OfOrganisation));
    }

    [Fact]
    public async Task A_member_without_a_role_is_told_who_can_and_the_own_chat_belongs_to_nobody_else()
    {
        var bot = await StartAsync();
        var refused = await bot.Priya.Hears("use here", bot.Channel);
        Assert.True(refused.Says("This is for: organiser, chair, administrator."), refused.ToString());
        Assert.True((await bot.Organiser.Hears("use here")).Says("This is our own chat"));
    }

    [Fact]
    public async Task A_place_of_another_organisation_is_not_taken_by_somebody_who_is_none_of_its_organisers()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-pcn", "Vale PCN");
        await bot.ListsAsync(bot.Priya, "vale-pcn", Roles.Organiser);
        await bot.Organiser.Hears("use here", bot.GroupChat);
        var card = bot.CardsIn(bot.GroupChat)[^1];
        await bot.Organiser.Presses("roster.bind", card);

        var answer = await PressesAsync(bot.Priya, bot.GroupChat, card, "vale-pcn");
        Assert.Equal("This place belongs to Larkford and Vale CCG, and you are none of its organisers. Nothing has changed. Please ask one of its organisers, or an administrator of yours who is here, to take it away first.", answer.Sentence);
        var invented = await PressesAsync(bot.Organiser, bot.GroupChat, card, "vale-pcn");
        Assert.StartsWith("Only an organiser, a chair or an administrator", invented.Sentence, StringComparison.Ordinal);
        Assert.Equal("This chat belongs to Larkford and Vale CCG", (await bot.Organiser.Hears("use here", bot.GroupChat)).Heading);
    }

    [Fact]
    public async Task Whoever_is_organiser_of_both_moves_a_place_and_both_organisations_keep_a_record()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-pcn", "Vale PCN");
        await bot.ListsAsync(bot.Organiser, "vale-pcn", Roles.Organiser);
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);

        Assert.Equal("This chat belongs to Vale PCN", (await bot.BindsAsync(bot.Organiser, bot.GroupChat, "vale-pcn")).Heading);

        Assert.Contains("members.placeReleased", await AuditAsync(bot));
        Assert.Equal(["members.placeBound"], (await AuditAsync(bot, "vale-pcn")).Where(what => what.StartsWith("members.place", StringComparison.Ordinal)));
        Assert.Equal("vale-pcn", (await bot.RosterAsync(bot.GroupChat))!.OrganisationId);
    }

    [Fact]
    public async Task An_organiser_of_another_body_than_the_one_they_act_for_may_use_a_place_for_it_and_is_asked_for_which_to_reach()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-pcn", "Vale PCN");
        await bot.ListsAsync(bot.Priya, "vale-pcn", Roles.Organiser); // and a member of Larkford, which comes first

        Assert.Equal("This team belongs to Vale PCN", (await bot.BindsAsync(bot.Priya, bot.Channel, "vale-pcn")).Heading);
        Assert.True((await bot.Priya.Hears("reach")).Says("Vale PCN"));
    }

    [Fact]
    public async Task A_removal_that_is_told_late_does_not_undo_a_later_installation()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        var removed = await bot.Chair.Delivers(d => d.UninstallAsync(bot.Chair.Person, bot.GroupChat, Token));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        await bot.Chair.Delivers(d => d.InstallAsync(bot.Chair.Person, bot.GroupChat, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        Assert.True((await bot.RosterAsync(bot.GroupChat))!.Counting);

        await bot.Chair.Delivers(d => d.RedeliverAsync(removed, newId: false, Token));

        Assert.True((await bot.RosterAsync(bot.GroupChat))!.Counting);
    }

    [Fact]
    public async Task Which_organisations_somebody_is_organiser_of_only_they_see()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-pcn", "Vale PCN");
        await bot.ListsAsync(bot.Organiser, "vale-pcn", Roles.Organiser);

        var free = await bot.Organiser.Hears("use here", bot.Channel);
        Assert.Equal(["Choose an organisation"], free.Buttons);
        Assert.DoesNotContain("PCN", free.Json.ToJsonString(), StringComparison.Ordinal);

        var dialog = await bot.Organiser.OpensDialog("Choose an organisation", bot.CardsIn(bot.Channel)[^1]);
        Assert.Equal(["Larkford and Vale CCG", "Vale PCN"], dialog.Input("organisation")["choices"]!.AsArray().Select(one => one!["title"]!.GetValue<string>()));
        Assert.NotNull((await bot.Priya.Presses("Choose an organisation", bot.CardsIn(bot.Channel)[^1])).Sentence);

        var bound = await bot.BindsAsync(bot.Organiser, bot.Channel, "vale-pcn");
        Assert.Equal("This team belongs to Vale PCN", bound.Heading);
        Assert.DoesNotContain("Larkford", bound.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["Choose an organisation", "Take it away"], bound.Buttons);
    }

    [Fact]
    public async Task Somebody_of_another_organisation_is_a_guest_in_a_team_that_belongs_to_one()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-pcn", "Vale PCN");
        var stranger = bot.Joins("Dr Stranger Example");
        await bot.ListsAsync(stranger, "vale-pcn", Roles.Organiser);
        await bot.BindsAsync(bot.Organiser, bot.Channel);

        var refused = await stranger.Hears("reach", bot.Channel);
        Assert.True(refused.Says("In Larkford and Vale CCG that is"), refused.ToString());
        Assert.False(refused.Says("Reachable"), refused.ToString());
        var here = await stranger.Hears("use here", bot.Channel);
        Assert.Equal("This team belongs to Larkford and Vale CCG", here.Heading);
        Assert.Empty(here.Buttons);
        var own = await stranger.Hears("reach");
        Assert.True(own.Says("Vale PCN"), own.ToString());
        Assert.False(own.Says("Larkford"), own.ToString());
    }

    [Fact]
    public async Task Whoever_installs_the_bot_for_their_only_organisation_is_offered_the_team_by_a_button()
    {
        var bot = await StartAsync();
        bot.Teams.World.SetInstall(bot.Channel, InstallState.Never);
        await bot.Organiser.Delivers(d => d.InstallAsync(bot.Organiser.Person, bot.Channel, Token));
        var general = bot.Teams.World.Channels(bot.Channel.Team!)[0];

        var welcome = bot.CardsIn(general)[^1];
        Assert.True(CardReading.Of(welcome.Card()).Says("If this place belongs to Larkford and Vale CCG, press “Use here”."));
        var answer = await bot.Organiser.Presses("Use here", welcome);

        Assert.Equal("This team belongs to Larkford and Vale CCG", CardReading.Of(answer.Card).Heading);
        await bot.PassAsync(TimeSpan.FromSeconds(6));
        Assert.True((await bot.RosterAsync(bot.Channel))!.Counting);
        Assert.NotNull((await bot.Priya.Presses("Use here", welcome)).Sentence);
    }

    [Fact]
    public async Task Another_server_knows_within_half_a_minute_to_whom_a_place_belongs()
    {
        var store = new MemoryRecordStore();
        var first = await StartAsync(new BotOptions { Store = store, ServerName = "one" });
        var second = await StartAsync(new BotOptions { Store = store, ServerName = "two", SharesTeamsWith = first });
        var place = first.PlaceOf(first.Channel);
        var (one, two) = (first.Services.GetRequiredService<PlaceShelf>(), second.Services.GetRequiredService<PlaceShelf>());
        Assert.Null(await one.FindAsync(place, Token));
        Assert.Null(await two.FindAsync(place, Token));

        await first.Organiser.Hears("use here", first.Channel);
        await first.Organiser.Presses("roster.bind", first.CardsIn(first.Channel)[^1]);

        Assert.Equal(Places.Larkford, (await one.FindAsync(place, Token))?.Id);
        Assert.Null(await two.FindAsync(place, Token));
        first.Clock.Advance(OrganisationShelf.RememberedFor);
        Assert.Equal(Places.Larkford, (await two.FindAsync(place, Token))?.Id);
    }

    /// <summary>Presses "Use here" with an organisation of one's own invention.</summary>
    private static Task<BotAnswer> PressesAsync(Colleague who, Conversation place, Message card, string organisation)
        => who.Delivers(d => d.InvokeAsync(
            who.Person,
            place,
            "adaptiveCard/action",
            new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "roster.bind", ["data"] = new JsonObject { ["verb"] = "roster.bind", ["organisation"] = organisation } }, ["trigger"] = "manual" },
            card,
            Token));

    private static async Task<List<string>> AuditAsync(BotUnderTest bot, string organisation = Places.Larkford)
        => [.. (await bot.RowsAsync(OrganisationRows.Table, organisation, "audit.")).Select(row => row.GetString("What")!).Where(what => what.StartsWith("members.place", StringComparison.Ordinal))];
}
