using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Roster;

public sealed class MatchTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_listed_by_email_is_asked_at_hello_and_is_a_member_once_they_say_yes()
    {
        var bot = await StartAsync();
        var ann = bot.Joins("Dr Ann Listed");
        await ListsByEmailAsync(bot, ann);
        await bot.BindsAsync(bot.Organiser, bot.Channel);

        var question = await ann.Hears("hello");
        Assert.Equal("Is this you?", question.Heading);
        Assert.True(question.Says("Larkford and Vale CCG lists you as GP at The Tannery Practice"), question.ToString());
        Assert.Null(await MemberAsync(bot, ann)); // found is not confirmed
        var yes = await ann.Presses("Yes, it is me", bot.CardsIn(ann.Chat)[^1]);
        var again = await ann.Delivers(d => d.RedeliverAsync(yes, newId: true, Token));
        Assert.All([yes, again], answer => Assert.Equal("✓ Recorded: you are a member of Larkford and Vale CCG", CardReading.Of(answer.Card).Heading));

        var member = await MemberAsync(bot, ann);
        Assert.Equal((Profession.Gp, "dr.ann.listed@example.nhs.uk"), (member!.Profession, member.Email));
        Assert.Empty(await InvitedAsync(bot));
        Assert.Equal("Hello Dr Ann Listed", (await ann.Hears("hello")).Heading);
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, "audit."), row => row.GetString("What") == "members.matchConfirmed");
    }

    [Fact]
    public async Task Not_me_takes_the_match_back_tells_the_organisers_and_is_not_asked_again()
    {
        var bot = await StartAsync();
        var ann = bot.Joins("Dr Ann Listed");
        await bot.Organiser.Hears("hello");
        await ListsByEmailAsync(bot, ann);
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        await ann.Hears("hello");

        var answer = await ann.Presses("Not me", bot.CardsIn(ann.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal("✓ Recorded: it is not you", CardReading.Of(answer.Card).Heading);
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("Dr Ann Listed says “Not me”"), bot.NewestCardIn(bot.Organiser.Chat).ToString());
        Assert.True((await bot.Organiser.Hears("reach")).Says("1 · the e-mail is somebody else's"));
        await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(8));
        Assert.Null(Assert.Single(await InvitedAsync(bot)).MatchedTo);
        Assert.Equal("Hello Dr Ann Listed", (await ann.Hears("hello")).Heading);
    }

    [Fact]
    public async Task In_quiet_hours_the_organisers_hear_of_not_me_in_the_morning()
    {
        var bot = await StartAsync();
        var ann = bot.Joins("Dr Ann Listed");
        await bot.Organiser.Hears("hello");
        await ListsByEmailAsync(bot, ann);
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromHours(11)); // 20:00
        await ann.Hears("hello");

        await ann.Presses("Not me", bot.CardsIn(ann.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromHours(1)); // 07:00
        Assert.DoesNotContain(bot.CardsIn(bot.Organiser.Chat), card => CardReading.Of(card.Card()).Says("says “Not me”"));
        await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(30));

        Assert.Single(bot.CardsIn(bot.Organiser.Chat), card => CardReading.Of(card.Card()).Says("says “Not me”"));
    }

    [Fact]
    public async Task An_organiser_confirms_all_on_the_page_or_those_ticked()
    {
        var bot = await StartAsync();
        Colleague[] people = [.. Enumerable.Range(0, 12).Select(i => bot.Joins($"Dr Page Number{(char)('a' + i)}"))];
        await ListsByEmailAsync(bot, people);
        await bot.BindsAsync(bot.Organiser, bot.Channel);

        Assert.True((await bot.Organiser.Hears("reach")).Says("12 · found by e-mail, not confirmed yet"));
        var page = await bot.Organiser.Presses("Confirm who was found (12)", bot.CardsIn(bot.Organiser.Chat)[^1]);
        var choices = CardReading.Of(page.Card).Input("entries")["choices"]!.AsArray();
        Assert.Equal(10, choices.Count);

        var nobody = await bot.Organiser.Executes("roster.confirm", new() { ["organisation"] = Places.Larkford, ["entries"] = "" });
        Assert.StartsWith("Nobody is ticked", nobody.Sentence, StringComparison.Ordinal);
        var one = await bot.Organiser.Executes("roster.confirm", new() { ["organisation"] = Places.Larkford, ["entries"] = choices[0]!["value"]!.DeepClone() });
        Assert.True(CardReading.Of(one.Card).Says("✓ Recorded: 1 person is a member now."));
        var all = one.Card!["actions"]![1]!["data"]!["all"]!.DeepClone();
        var rest = CardReading.Of((await bot.Organiser.Executes("roster.confirm", new() { ["organisation"] = Places.Larkford, ["all"] = all })).Card);

        Assert.Equal("1 person waits to be confirmed", rest.Heading);
        var audit = (await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, "audit.")).Where(row => row.GetString("What") == "members.matchConfirmed").ToList();
        Assert.Equal(11, audit.Select(row => row.GetString("Whom")).Distinct().Count());
        Assert.NotNull(await MemberAsync(bot, people[0]));
        Assert.Single(await InvitedAsync(bot));
    }

    [Fact]
    public async Task An_address_in_a_tenant_that_is_none_of_the_organisations_is_not_believed()
    {
        var bot = await StartAsync();
        var ann = bot.Joins("Dr Ann Listed");
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere ICB");
        await ListsByEmailAsync(bot, ann);
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        var invited = Assert.Single(await InvitedAsync(bot));
        var tenant = new LeadershipBot.Storage.Record(Places.Larkford, OrganisationRows.TenantOf + ann.Person.TenantId);
        await bot.Services.GetRequiredService<LeadershipBot.Storage.IRecordStore>().CommitAsync(OrganisationRows.Table, Places.Larkford, [new LeadershipBot.Storage.Change.Delete(tenant.RowKey, null)], Token);

        var answer = await ann.Executes("roster.match", new() { ["listedBy"] = Places.Larkford, ["entry"] = RollMatches.KeyOf(invited) });

        Assert.True(CardReading.Of(answer.Card).Says("This entry is no longer on the list"), CardReading.Of(answer.Card).ToString());
        Assert.Null(await MemberAsync(bot, ann));
    }

    [Fact]
    public async Task Only_the_person_who_was_found_can_say_yes()
    {
        var bot = await StartAsync();
        var ann = bot.Joins("Dr Ann Listed");
        await ListsByEmailAsync(bot, ann);
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        var entry = RollMatches.KeyOf(Assert.Single(await InvitedAsync(bot)));

        var other = bot.Joins("Dr Other Person");
        var answer = await other.Executes("roster.match", new() { ["listedBy"] = Places.Larkford, ["entry"] = entry });

        Assert.True(CardReading.Of(answer.Card).Says("This entry is no longer on the list, so nothing was recorded."));
        Assert.Null(await MemberAsync(bot, other));
        Assert.NotNull(Assert.Single(await InvitedAsync(bot)).MatchedTo);
        Assert.NotNull((await other.Executes("roster.notMe", new() { ["listedBy"] = "no such one", ["entry"] = "x" })).Card);
    }

    internal static async Task ListsByEmailAsync(BotUnderTest bot, params Colleague[] people)
    {
        var rolls = bot.Services.GetRequiredService<RollShelf>();
        var organisation = (await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Places.Larkford, Token))!;
        var invited = people.ToDictionary(
            person => person.Person.Email,
            person => new Invited(person.Person.Email, new Member(default, "", Roles.Member) { Profession = Profession.Gp, Practices = PracticeCodes.Parse("Z99003") }));
        var roll = await rolls.LoadAsync(organisation, Token) with { Invited = invited };
        var version = await rolls.StageAsync(Places.Larkford, roll, [], Token);
        Assert.True(await rolls.MakeCurrentAsync(organisation, version, Audit.ByProgram(Places.Larkford, "members.imported", bot.Clock.GetUtcNow()), Token));
        await bot.DrainAsync();
    }

    private static async Task<Member?> MemberAsync(BotUnderTest bot, Colleague who)
    {
        var organisation = await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Places.Larkford, Token);
        return await bot.Services.GetRequiredService<RollShelf>().FindAsync(organisation!, new MemberId(who.Person.TenantId, who.ObjectId), Token);
    }

    private static async Task<IReadOnlyList<Invited>> InvitedAsync(BotUnderTest bot)
    {
        var organisation = await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Places.Larkford, Token);
        return await bot.Services.GetRequiredService<RollShelf>().ListInvitedAsync(organisation!, Token);
    }
}
