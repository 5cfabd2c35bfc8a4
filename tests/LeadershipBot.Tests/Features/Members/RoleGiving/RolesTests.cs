using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Members.SetUp;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.RoleGiving;

public sealed class RolesTests : WholeApp
{
    [Fact]
    public async Task A_chair_sees_who_may_do_what()
    {
        var bot = await StartAsync();

        var card = await bot.Chair.Hears("roles");

        Assert.Equal("Who may do what", card.Heading);
        Assert.Contains("Organiser", card.Texts);
        Assert.Contains("Helen Whitcombe", card.Texts);
        Assert.DoesNotContain("Dr Priya Raman", card.Texts);
        Assert.Contains("Change a role", card.Buttons);
    }

    [Fact]
    public async Task A_chair_gives_a_role_which_works_at_once_and_the_person_is_told_once()
    {
        var bot = await StartAsync();
        Assert.DoesNotContain("roles", (await bot.Priya.Hears("help")).Texts);
        var before = bot.CardsIn(bot.Priya.Chat).Count;
        var dialog = await RoleForms.OpenAsync(bot.Chair, bot.Priya);

        var given = CardReading.Of((await bot.Chair.Sends(RoleForms.Marked(dialog, "Organiser,PanelMember"))).Card);

        Assert.True(given.Says("Now: organiser, panel member."), given.ToString());
        Assert.True(given.Says("Before: member."), given.ToString());
        Assert.Contains("roles", (await bot.Priya.Hears("help")).Texts);
        var told = bot.CardsIn(bot.Priya.Chat).Skip(before).Select(message => CardReading.Of(message.Card())).ToList();
        Assert.Single(told, card => card.Heading == "Your roles in Larkford and Vale CCG have changed");
        Assert.Contains(told, card => card.Says("Dr Amara Okafor changed them."));
    }

    [Fact]
    public async Task What_was_changed_by_whom_and_from_what_to_what_is_in_the_audit()
    {
        var bot = await StartAsync();

        await bot.Chair.GivesAsync(bot.Priya, "Organiser");

        var entry = Assert.Single(await bot.RowsAsync(OrganisationRows.Table, "larkford", "audit."), row => row.GetString("What") == "members.rolesChanged");
        Assert.Equal(bot.Chair.ObjectId, entry.GetString("Who"));
        Assert.Equal(RoleForms.KeyOf(bot.Priya), entry.GetString("Whom"));
        Assert.Equal(("Member", "Organiser"), (entry.GetString("Before"), entry.GetString("After")));
    }

    [Fact]
    public async Task The_same_dialog_sent_twice_changes_and_tells_once()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("help"); // so that her chat is known
        var data = RoleForms.Marked(await RoleForms.OpenAsync(bot.Chair, bot.Priya), "Organiser");
        var before = bot.CardsIn(bot.Priya.Chat).Count;

        await bot.Chair.Sends(data);
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(20));
        var again = CardReading.Of((await bot.Chair.Sends(data)).Card);

        Assert.True(again.Says("has these roles already"), again.ToString());
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, "larkford", "audit."), row => row.GetString("What") == "members.rolesChanged");
        Assert.Equal(before + 1, bot.CardsIn(bot.Priya.Chat).Count);
    }

    [Fact]
    public async Task A_late_redelivery_does_not_undo_what_somebody_else_did_meanwhile()
    {
        var bot = await StartAsync();
        var late = RoleForms.Marked(await RoleForms.OpenAsync(bot.Chair, bot.Priya), "Organiser");
        await bot.Administrator.GivesAsync(bot.Priya, "PanelMember");

        var answer = CardReading.Of((await bot.Chair.Sends(late)).Card);

        Assert.True(answer.Says("Somebody changed the roles of Dr Priya Raman a moment ago"), answer.ToString());
        Assert.Equal("PanelMember", answer.Input("roles")["value"]!.GetValue<string>());
        Assert.Equal(Roles.PanelMember, await RolesOfAsync(bot, bot.Priya));
    }

    [Fact]
    public async Task A_role_that_was_taken_away_stops_working_at_once_here_and_within_half_a_minute_on_every_server()
    {
        var store = new MemoryRecordStore();
        var here = await StartAsync(new BotOptions { Store = store });
        var there = await StartAsync(new BotOptions { Store = store, SharesTeamsWith = here, ServerName = "there" });
        there.HearsTeams();
        Assert.Contains("roles", (await here.Who("Ravi Nair").Hears("help")).Texts); // that server knows the administrator now
        here.HearsTeams();
        Assert.False(await Denied(here));
        await here.ListsAsync(here.Yusuf, "larkford", Roles.Administrator);

        await here.Yusuf.GivesAsync(here.Administrator, "");

        Assert.True(await Denied(here));
        there.HearsTeams();
        here.Clock.Advance(TimeSpan.FromSeconds(29));
        here.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await Denied(here));
    }

    [Fact]
    public async Task The_first_administrator_is_one_by_setting_in_an_organisation_that_does_not_list_them()
    {
        var first = await StartAsync();
        var stranger = first.Joins("Sam Founder");
        var bot = await StartAsync(new BotOptions { SharesTeamsWith = first, Settings = [$"--Organisation:Administrators={stranger.ObjectId}"] });
        bot.HearsTeams();
        var founder = bot.Who("Sam Founder");

        var given = await founder.GivesAsync(bot.Yusuf, "Administrator,Chair");

        Assert.True(given.Says("Now: chair, administrator."), given.ToString());
        Assert.Contains("roles", (await bot.Yusuf.Hears("help")).Texts);
    }

    [Fact]
    public async Task Who_may_not_is_told_who_may()
    {
        var bot = await StartAsync();

        var member = await bot.Priya.Hears("roles");
        Assert.True(member.Says("In Larkford and Vale CCG that is"), member.ToString());

        var data = RoleForms.Marked(await RoleForms.OpenAsync(bot.Organiser, bot.Priya), "Chair");
        var organiser = CardReading.Of((await bot.Organiser.Sends(data)).Card);
        Assert.True(organiser.Says("Not yours to give: chair."), organiser.ToString());
        Assert.True(organiser.Says("Dr Amara Okafor"), organiser.ToString());
        Assert.Equal(Roles.Member, await RolesOfAsync(bot, bot.Priya));
    }

    [Fact]
    public async Task A_chair_of_one_organisation_gives_nothing_in_another()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        await bot.ListsAsync(bot.Priya, "elsewhere", Roles.Member, member => member with { IsImported = true });
        await bot.ListsAsync(bot.Yusuf, "elsewhere", Roles.Organiser);
        await bot.ListsAsync(bot.Chair, "elsewhere", Roles.Member, member => member with { IsImported = true });

        var listed = await bot.Chair.Opens(new() { ["verb"] = "members.roles.choose", ["organisation"] = "elsewhere" });
        var odd = await bot.Chair.Sends(new() { ["verb"] = "members.roles.give", ["organisation"] = "elsewhere", ["person"] = RoleForms.KeyOf(bot.Priya), ["roles"] = "Chair" });

        Assert.Contains("In Elsewhere CCG that is Dr Yusuf Demir", listed.Sentence, StringComparison.Ordinal);
        Assert.Contains("In Elsewhere CCG that is Dr Yusuf Demir", odd.Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.Chair.OfferedAsync("pri", "elsewhere"));
        Assert.Equal(Roles.Member, await RolesOfAsync(bot, bot.Priya, "elsewhere"));
    }

    [Fact]
    public async Task Only_people_of_the_organisation_that_the_dialog_is_about_are_offered()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        await bot.ListsAsync(bot.Chair, "elsewhere", Roles.Chair);

        Assert.Equal(["Dr Priya Raman · The Tannery Practice"], await bot.Chair.OfferedAsync("ram pri"));
        Assert.Equal(["Dr Amara Okafor"], await bot.Chair.OfferedAsync("a", "elsewhere"));
        Assert.Empty(await bot.Chair.OfferedAsync("aman"));
        Assert.Empty(await bot.Priya.OfferedAsync("a"));
    }

    [Fact]
    public async Task Who_only_listed_themselves_must_be_confirmed_before_they_get_a_role()
    {
        var bot = await StartAsync();
        var newcomer = bot.Joins("Dr New Comer");
        await bot.ListsAsync(newcomer, "larkford", Roles.Member, member => member with { ChosenPractices = PracticeCodes.Parse("Z99001"), JoinedThemselves = true });

        var answer = await bot.Chair.GivesAsync(newcomer, "PanelMember");

        Assert.True(answer.Says("Dr New Comer has only listed themselves so far"), answer.ToString());
        Assert.Equal("PanelMember", answer.Input("roles")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_lost_answer_of_the_store_gives_the_role_once()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("help"); // so that her chat is known
        var data = RoleForms.Marked(await RoleForms.OpenAsync(bot.Chair, bot.Priya), "Organiser");
        var before = bot.CardsIn(bot.Priya.Chat).Count;
        bot.Store.Fails(StoreFault.LosesAnswers, OrganisationRows.Table, times: 1);

        await bot.Chair.Sends(data);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));

        Assert.Equal(Roles.Organiser, await RolesOfAsync(bot, bot.Priya));
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, "larkford", "audit."), row => row.GetString("What") == "members.rolesChanged");
        Assert.Equal(before + 1, bot.CardsIn(bot.Priya.Chat).Count);
    }

    [Fact]
    public async Task Who_was_confirmed_by_mistake_is_taken_off_the_list_and_is_told_that_their_role_is_gone()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("hello");
        await bot.Chair.GivesAsync(bot.Priya, "LocalityLead");
        await bot.Organiser.SendsFormAsync(await bot.Organiser.OpensFormAsync("members.setUp.contact"), ("person", RoleForms.KeyOf(bot.Priya)));
        var dialog = await RoleForms.OpenAsync(bot.Organiser, bot.Priya);
        var end = dialog.Json["actions"]!.AsArray().Single(one => one!["title"]!.GetValue<string>() == "Take off the list")!["data"]!.DeepClone().AsObject();

        var ended = CardReading.Of((await bot.Organiser.Sends(end.DeepClone().AsObject())).Card);
        var again = CardReading.Of((await bot.Organiser.Sends(end)).Card);

        Assert.All([ended, again], card => Assert.Equal("Dr Priya Raman is no longer on the list", card.Heading));
        Assert.Equal(Roles.Member, await RolesOfAsync(bot, bot.Priya));
        Assert.Equal("Tell us your practice", (await bot.Priya.Hears("hello")).Buttons[0]);
        Assert.Contains(bot.CardsIn(bot.Priya.Chat), card => CardReading.Of(card.Card()).Says("Changed by Helen Whitcombe") || CardReading.Of(card.Card()).Says("Helen Whitcombe"));
        var audit = Assert.Single(await bot.RowsAsync(OrganisationRows.Table, "larkford", "audit."), row => row.GetString("What") == "members.ended");
        Assert.Equal((RoleForms.KeyOf(bot.Priya), "Left"), (audit.GetString("Whom"), audit.GetString("After")));
        Assert.False((await bot.Tomasz.Hears("help")).Says("Ask Dr Priya Raman"));
    }

    [Fact]
    public async Task Nobody_takes_themselves_off_the_list_or_somebody_with_a_role_beyond_theirs()
    {
        var bot = await StartAsync();

        var own = await bot.Organiser.Sends(new() { ["verb"] = "members.end", ["organisation"] = "larkford", ["person"] = RoleForms.KeyOf(bot.Organiser) });
        var chair = await bot.Organiser.Sends(new() { ["verb"] = "members.end", ["organisation"] = "larkford", ["person"] = RoleForms.KeyOf(bot.Chair) });

        Assert.StartsWith("You can't take yourself off the list", own.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("They hold a role that you can't take away", chair.Sentence, StringComparison.Ordinal);
        Assert.Equal(Roles.Chair, await RolesOfAsync(bot, bot.Chair) & Roles.Chair);
    }

    [Fact]
    public async Task Who_lost_the_right_to_give_roles_a_moment_ago_gives_none_on_a_server_that_has_not_heard_of_it()
    {
        var store = new MemoryRecordStore();
        var here = await StartAsync(new BotOptions { Store = store });
        var there = await StartAsync(new BotOptions { Store = store, SharesTeamsWith = here, ServerName = "there" });
        there.HearsTeams();
        var marked = RoleForms.Marked(await RoleForms.OpenAsync(here.Administrator, here.Priya), "Administrator"); // that server knows the giver now
        await here.ListsAsync(here.Administrator, "larkford", Roles.Member);
        var late = await here.Administrator.Sends(marked);

        Assert.Equal(Roles.Member, await RolesOfAsync(here, here.Priya));
        Assert.NotNull(late.Card);
    }

    private static async Task<bool> Denied(BotUnderTest bot) => (await bot.Administrator.Hears("roles")).Says("This is for:");

    private static async Task<Roles> RolesOfAsync(BotUnderTest bot, Colleague who, string organisation = "larkford")
    {
        var rows = await bot.RowsAsync(OrganisationRows.Table, organisation);
        var roll = OrganisationRows.RollOf(rows.Single(row => row.RowKey == OrganisationRows.Head));
        return RollRows.ToMember(rows.Single(row => row.RowKey == RollRows.MemberKey(roll, new MemberId(who.Person.TenantId, who.ObjectId))), roll).Roles;
    }
}
