using System.Text;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Tests.Features.Members.RoleGiving;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.SetUp;

public sealed class SetUpTests : WholeApp
{
    private const string Practices = "practice_code,practice_name,town,postcode,ccg_code,open_date\nA81001,THE SURGERY,YARM,,00K,\nA81002,QUEENS PARK,YARM,,00K,\nA81003,ELSEWHERE,LEEDS,,01X,\n";

    [Fact]
    public async Task An_organiser_sees_how_far_the_organisation_is_and_the_next_step_first()
    {
        var bot = await StartAsync();

        var card = await bot.Organiser.Hears("set up");

        Assert.Equal("Set up Larkford and Vale CCG", card.Heading);
        Assert.True(card.Says("Larkford and Vale CCG › 3 localities › 12 practices › 10 members"), card.ToString());
        Assert.True(card.Says("Help contact · to do"), card.ToString());
        var visible = card.Json["actions"]!.AsArray().Where(one => one!["mode"]?.GetValue<string>() != "secondary").Select(one => one!["title"]!.GetValue<string>());
        Assert.Equal(["Name a help contact"], visible);
        Assert.DoesNotContain("Change name or kind", card.Buttons);
    }

    [Fact]
    public async Task From_nothing_a_body_is_made_people_are_imported_and_a_role_is_given()
    {
        var (bot, founder) = await WithFounderAsync();
        await ImportPracticesAsync(bot);

        var made = await founder.MakesBodyAsync(("name", "NHS Hartlepool CCG"), ("kind", "CCG"), ("commissioner", "00K"));
        Assert.True(made.Says("✓ NHS Hartlepool CCG is made, with 2 practices."), made.ToString());
        var id = SetUpForms.OrganisationOf(made);

        var table = $"object_id,name,role,practice\n{bot.Yusuf.ObjectId},Dr Yusuf Demir,,A81001\n{bot.Priya.ObjectId},Dr Priya Raman,,A81002\nnobody,Nobody,,\n";
        var report = await founder.SendsFormAsync(await founder.OpensFormAsync("members.setUp.people", id), ("list", table));
        Assert.True(report.Says("To add: 2 (Dr Priya Raman, Dr Yusuf Demir)"), report.ToString());
        Assert.False(report.Says("To leave"), report.ToString());
        Assert.True(report.Says("Line 4"), report.ToString());
        Assert.True(report.Says("Nothing has changed yet."), report.ToString());
        Assert.DoesNotContain("This is what it would do", report.Texts); // the dialog's frame says it
        Assert.Empty(await founder.OfferedAsync("yusuf", id));

        var imported = await founder.SendsFormAsync(report);
        Assert.True(imported.Says("✓ Imported: 2 added, 0 changed, 0 left; 1 line was not used."), imported.ToString());
        Assert.True(imported.Says("Line 4, object\\_id: 'nobody' is no object id."), imported.ToString()); // which line, and why, after as before
        imported = await founder.SendsFormAsync(imported);
        Assert.True(imported.Says("2 practices › 2 members"), imported.ToString());

        await founder.GivesAsync(bot.Yusuf, "Organiser", id);
        Assert.Equal(["Dr Yusuf Demir · THE SURGERY"], await founder.OfferedAsync("yusuf", id));
        var seen = await founder.Executes("members.setUp", new() { ["organisation"] = id });
        Assert.True(CardReading.Of(seen.Card).Says("organiser: 1"), CardReading.Of(seen.Card).ToString());
    }

    [Fact]
    public async Task A_body_takes_its_commissioners_name_and_what_is_typed_next_is_about_it()
    {
        var bot = await StartAsync(new BotOptions { Settings = [BotUnderTest.RunByRavi] });
        await ImportPracticesAsync(bot);
        await bot.Store.ImportBodiesAsync(new MemoryStream(Encoding.UTF8.GetBytes("ccg_code,ccg_name,close_date\n00K,NHS HARTLEPOOL CCG,\n")));

        var nameless = await bot.Administrator.MakesBodyAsync(("kind", "CCG"));
        Assert.Equal("00K", (await bot.Administrator.MakesBodyAsync(("kind", "CCG"), ("commissioner", "00K"), ("codes", "A99999"))).Input("commissioner")["value"]!.GetValue<string>());
        var made = await bot.Administrator.MakesBodyAsync(("kind", "CCG"), ("commissioner", "00K"));

        Assert.True(nameless.Says("The organisation has no name yet."), nameless.ToString());
        Assert.True(made.Says("is made, with 2 practices. What you type in our chat is about it from now on."), made.ToString());
        var name = Assert.IsType<Organisation>((await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(SetUpForms.OrganisationOf(made), TestContext.Current.CancellationToken))?.Organisation).Name.Name;
        Assert.Equal("NHS HARTLEPOOL CCG", name, ignoreCase: true);
        Assert.True((await bot.Administrator.Hears("roles")).Says(name), "roles is about another organisation");
        await bot.Administrator.Hears("profile");
        await bot.Administrator.Presses("Act for Larkford and Vale CCG", bot.CardsIn(bot.Administrator.Chat)[^1]);
        Assert.True((await bot.Administrator.Hears("roles")).Says("Larkford and Vale CCG"));
    }

    [Fact]
    public async Task Import_pressed_twice_imports_once_and_what_was_changed_meanwhile_is_not_overwritten()
    {
        var bot = await StartAsync();
        var report = await PlanAsync(bot, "practice_code,locality\nZ99001,Vale\n");
        var stale = await PlanAsync(bot, "practice_code,locality\nZ99002,Coast\n");

        await bot.Organiser.SendsFormAsync(report);
        var again = await bot.Organiser.SendsFormAsync(report);
        var refused = await bot.Organiser.SendsFormAsync(stale);

        Assert.True(again.Says("✓ Imported:"), again.ToString());
        Assert.True(refused.Says("Somebody changed the list of members in the meantime, so nothing was imported."), refused.ToString());
    }

    [Fact]
    public async Task A_list_that_is_attached_in_the_own_chat_is_shown_first_and_imported_by_a_press()
    {
        var bot = await StartAsync();
        await bot.Organiser.Delivers(d => d.SendFileAsync(bot.Organiser.Person, "parts.csv", Encoding.UTF8.GetBytes("practice_code,locality\nZ99001,Vale\n"), cancellationToken: TestContext.Current.CancellationToken));
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("To change: 1"), bot.NewestCardIn(bot.Organiser.Chat).ToString());

        var answer = await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);

        Assert.True(CardReading.Of(answer.Card).Says("✓ Imported: 0 added, 1 changed"), CardReading.Of(answer.Card).ToString());
    }

    [Fact]
    public async Task A_body_of_the_same_name_is_shown_not_doubled()
    {
        var (bot, founder) = await WithFounderAsync();
        await founder.MakesBodyAsync(("name", "North Federation"), ("kind", "GP federation"));

        var again = await founder.MakesBodyAsync(("name", " north  FEDERATION "));

        Assert.True(again.Says("North Federation was there already."), again.ToString());
        Assert.Equal(2, (await bot.RowsAsync(OrganisationRows.IndexTable, OrganisationRows.IndexPartition)).Count); // and the demo's own
    }

    [Fact]
    public async Task A_body_can_belong_to_another_and_be_renamed()
    {
        var (_, founder) = await WithFounderAsync();
        var federation = SetUpForms.OrganisationOf(await founder.MakesBodyAsync(("name", "North Federation"), ("kind", "GP federation")));
        var id = SetUpForms.OrganisationOf(await founder.MakesBodyAsync(("name", "Hartlepool"), ("federation", federation)));

        var renamed = await founder.SendsFormAsync(await founder.OpensFormAsync("members.setUp.body", id), ("name", "Hartlepool PCN"), ("kind", "PCN"), ("federation", federation));

        Assert.True(renamed.Says("North Federation › Hartlepool PCN › 0 localities"), renamed.ToString());
        Assert.True(renamed.Says("Hartlepool PCN · PCN"), renamed.ToString());
    }

    [Fact]
    public async Task A_body_that_was_left_without_its_practices_is_finished_by_making_it_again()
    {
        var (bot, founder) = await WithFounderAsync();
        await ImportPracticesAsync(bot);
        var form = await founder.OpensFormAsync("members.setUp.body", organisation: null);
        var data = form.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        (data["name"], data["kind"], data["commissioner"]) = ("NHS Hartlepool CCG", "CCG", "00K");
        var commits = 0;
        bot.Store.BeforeCommit = (table, _, _) => table == OrganisationRows.Table && ++commits == 3 ? throw new LeadershipBot.Storage.StoreUnavailableException("cut off") : Task.CompletedTask;
        await founder.Sends(data.DeepClone().AsObject());
        bot.Store.BeforeCommit = null;

        var made = CardReading.Of((await founder.Sends(data)).Card);

        Assert.True(made.Says("✓ NHS Hartlepool CCG is made, with 2 practices."), made.ToString());
    }

    [Fact]
    public async Task A_name_that_became_free_makes_another_body_and_one_that_was_taken_by_renaming_is_shown()
    {
        var (_, founder) = await WithFounderAsync();
        var first = SetUpForms.OrganisationOf(await founder.MakesBodyAsync(("name", "Hartlepool")));
        await founder.SendsFormAsync(await founder.OpensFormAsync("members.setUp.body", first), ("name", "Hartlepool PCN"));

        var second = await founder.MakesBodyAsync(("name", "Hartlepool"));
        var again = await founder.MakesBodyAsync(("name", "hartlepool"));
        var renamed = await founder.MakesBodyAsync(("name", "Hartlepool PCN"));

        Assert.True(second.Says("✓ Hartlepool is made"), second.ToString());
        Assert.NotEqual(first, SetUpForms.OrganisationOf(second));
        Assert.True(again.Says("Hartlepool was there already."), again.ToString());
        Assert.Equal(SetUpForms.OrganisationOf(second), SetUpForms.OrganisationOf(again));
        Assert.True(renamed.Says("Hartlepool PCN was there already."), renamed.ToString());
        Assert.Equal(first, SetUpForms.OrganisationOf(renamed));
    }

    [Fact]
    public async Task Only_an_administrator_of_both_names_a_federation()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-federation", "Vale Federation");
        var form = await bot.Administrator.OpensFormAsync("members.setUp.body");
        Assert.DoesNotContain("Vale Federation", form.ToString() + form.Json.ToJsonString(), StringComparison.Ordinal);
        var refused = await bot.Administrator.SendsFormAsync(form, ("name", "Larkford and Vale CCG"), ("kind", "CCG"), ("federation", "vale-federation"));
        Assert.True(refused.Says("It can't belong to that organisation."), refused.ToString());
        Assert.True(refused.Says("Whoever is an administrator of both"), refused.ToString());

        await bot.ListsAsync(bot.Administrator, "vale-federation", Roles.Administrator);
        var saved = await bot.Administrator.SendsFormAsync(await bot.Administrator.OpensFormAsync("members.setUp.body"), ("name", "Larkford and Vale CCG"), ("kind", "CCG"), ("federation", "vale-federation"));
        Assert.True(saved.Says("Vale Federation › Larkford and Vale CCG"), saved.ToString());
    }

    [Fact]
    public async Task A_body_of_another_tenant_can_not_be_chosen_as_the_federation()
    {
        var (bot, founder) = await WithFounderAsync();
        var far = new Organisation(new OrganisationName("far", "Far Federation"), "GP federation");
        await bot.Services.GetRequiredService<OrganisationShelf>().CreateAsync(far, ["11111111-1111-4111-8111-111111111111"], [], TestContext.Current.CancellationToken);

        var refused = await founder.MakesBodyAsync(("name", "Hartlepool"), ("federation", "far"));

        Assert.True(refused.Says("It can't belong to that organisation."), refused.ToString());
        Assert.DoesNotContain("Far Federation", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "The organisation has no name yet.")]
    [InlineData("Patient 401 023 2137", "", "This looks like it holds a patient")]
    [InlineData("=cmd", "", "That name begins like a formula")]
    [InlineData("Hartlepool", "A81001 B00001", "No open practice has the code B00001.")]
    public async Task A_body_that_can_not_be_made_comes_back_with_the_reason_and_what_was_typed(string name, string codes, string reason)
    {
        var (bot, founder) = await WithFounderAsync();
        await ImportPracticesAsync(bot);

        var again = await founder.MakesBodyAsync(("name", name), ("codes", codes), ("kind", "PCN"));

        Assert.True(again.Says(reason), again.ToString());
        Assert.Equal(name, again.Input("name")["value"]!.GetValue<string>());
        Assert.Equal(codes, again.Input("codes")["value"]!.GetValue<string>());
        Assert.Equal("PCN", again.Input("kind")["value"]!.GetValue<string>());
        Assert.Single(await bot.RowsAsync(OrganisationRows.IndexTable, OrganisationRows.IndexPartition));
    }

    [Fact]
    public async Task Only_an_administrator_by_setting_makes_a_body()
    {
        var bot = await StartAsync();

        var answer = await bot.Administrator.Opens(new() { ["verb"] = "members.setUp.body" });
        var member = await bot.Priya.Hears("set up");

        Assert.StartsWith("A new organisation is made by an administrator whom the bot's settings name.", answer.Sentence, StringComparison.Ordinal);
        Assert.True(member.Says("This is for:"), member.ToString());
    }

    [Fact]
    public async Task The_help_contact_is_named_by_help_and_the_words_are_spoken_by_cards()
    {
        var bot = await StartAsync();

        await bot.Organiser.SendsFormAsync(await bot.Organiser.OpensFormAsync("members.setUp.contact"), ("person", RoleForms.KeyOf(bot.Organiser)));
        var set = await bot.Organiser.SendsFormAsync(await bot.Organiser.OpensFormAsync("members.setUp.words"), ("locality", "neighbourhood"), ("localities", "neighbourhoods"), ("practice", "surgery"), ("practices", "surgeries"), ("chair", "clinical director"));

        Assert.True((await bot.Priya.Hears("help")).Says("Stuck? Ask Helen Whitcombe."));
        Assert.True(set.Says("3 neighbourhoods › 12 surgeries"), set.ToString());
        var roles = await bot.Chair.Hears("roles");
        Assert.True(roles.Says("Neighbourhood lead"), roles.ToString());
        Assert.True(roles.Says("Clinical director"), roles.ToString());
        var profile = await bot.Chair.Hears("profile");
        Assert.True(profile.Says("Surgery"), profile.ToString());
        Assert.True(profile.Says("Clinical director"), profile.ToString());
        Assert.Equal("Add a surgery: type its name, place or code", (await bot.Chair.OpensDialog("Details")).Input("practice")["label"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_word_that_is_too_long_comes_back_and_an_empty_one_is_the_usual_again()
    {
        var bot = await StartAsync();
        var form = await bot.Organiser.OpensFormAsync("members.setUp.words");

        var again = await bot.Organiser.SendsFormAsync(form, ("locality", new string('x', 41)), ("practice", "surgery"));
        Assert.True(again.Says("is too long"), again.ToString());
        Assert.Equal("surgery", again.Input("practice")["value"]!.GetValue<string>());

        await bot.Organiser.SendsFormAsync(form, ("practices", "surgeries"));
        var usual = await bot.Organiser.SendsFormAsync(form, ("practices", ""));
        Assert.True(usual.Says("12 practices"), usual.ToString());
    }

    [Theory]
    [InlineData("", "There is no table yet.")]
    [InlineData("Ann, chair", "I don't know this table by its header.")]
    [InlineData("object_id,name\n,NHS number 401 023 2137", "This looks like it holds a patient")]
    public async Task A_table_that_can_not_be_read_comes_back_with_the_reason(string table, string reason)
    {
        var bot = await StartAsync();

        var again = await PlanAsync(bot, table);

        Assert.True(again.Says(reason), again.ToString());
        Assert.NotNull(again.Input("list"));
    }

    [Fact]
    public async Task A_list_is_no_way_to_roles_that_one_may_not_give()
    {
        var bot = await StartAsync();

        var answer = await PlanAsync(bot, $"object_id,name,role\n{bot.Organiser.ObjectId},Helen Whitcombe,administrator\n");

        Assert.True(answer.Says("The list gives or takes roles that are not yours to give: "), answer.ToString());
        Assert.Contains("administrator", answer.Input("list")["value"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sets_up_an_organisation_in_which_they_hold_no_role()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        await bot.ListsAsync(bot.Organiser, "elsewhere", default);

        foreach (var verb in new[] { "members.setUp.people", "members.setUp.contact", "members.setUp.words", "members.setUp.body" })
            Assert.StartsWith("This is for:", (await bot.Organiser.Opens(new() { ["verb"] = verb, ["organisation"] = "elsewhere" })).Sentence, StringComparison.Ordinal);
        var stranger = await bot.Chair.Sends(new() { ["verb"] = "members.setUp.saveWords", ["organisation"] = "elsewhere", ["locality"] = "x" });

        Assert.Null(Assert.Single(await bot.RowsAsync(OrganisationRows.Table, "elsewhere"), row => row.RowKey == OrganisationRows.Head).GetString("WordLocality"));
        Assert.Equal("This is for: organiser, chair, administrator. Please ask one of them in your organisation.", stranger.Sentence); // nothing is told of the other organisation
        Assert.DoesNotContain(await bot.RowsAsync(OrganisationRows.Table, "larkford"), row => row.GetString("WordLocality") is not null);
    }

    private async Task<(BotUnderTest Bot, Colleague Founder)> WithFounderAsync()
    {
        var first = await StartAsync();
        var objectId = first.Joins("Sam Founder").ObjectId;
        var bot = await StartAsync(new BotOptions { SharesTeamsWith = first, Settings = [$"--Organisation:Administrators={objectId}"] });
        bot.HearsTeams();
        return (bot, bot.Who("Sam Founder"));
    }

    private static async Task<CardReading> PlanAsync(BotUnderTest bot, string table)
        => await bot.Organiser.SendsFormAsync(await bot.Organiser.OpensFormAsync("members.setUp.people"), ("list", table));

    private static async Task ImportPracticesAsync(BotUnderTest bot)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Practices));
        Assert.Equal(3, (await bot.Services.GetRequiredService<ImportPractices>().RunAsync(file, dryRun: false, TestContext.Current.CancellationToken)).Added);
    }
}
