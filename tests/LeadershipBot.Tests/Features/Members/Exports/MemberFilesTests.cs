using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Exports;

/// <summary>The people of an organisation, and those who can't be reached, as files.</summary>
public sealed class MemberFilesTests : WholeApp
{
    private const string Here = Places.Larkford;
    private const string Gone = "6f1e0000-0000-4000-8000-0000000000aa";
    private const string New = "6f1e0000-0000-4000-8000-0000000000ab";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_organiser_takes_the_members_as_a_file_and_the_same_file_imported_again_changes_nobody()
    {
        var bot = await StartAsync();
        await ChangesAsync(bot, Gone, member => member with { Name = "Dr Gone", LeftAt = bot.Clock.GetUtcNow() });
        await ChangesAsync(bot, New, member => Choosing.Newcomer(member.Id, "Dr New") with { ChosenPractices = PracticeCodes.Parse("Z99001") });
        await ChangesAsync(bot, bot.Tomasz.ObjectId, member => member with { ChosenPractices = PracticeCodes.Parse("Z99004") });
        await bot.ListsAsync(bot.Priya, Here, Roles.LocalityLead | Roles.PanelMember, member => member with { Name = "=HYPERLINK(\"x\")", Email = "priya@larkford.example" });

        var setUp = await bot.Organiser.Hears("set up");
        Assert.Contains("Members as a file", setUp.Buttons);
        await bot.Organiser.Presses("Members as a file", bot.CardsIn(bot.Organiser.Chat)[^1]);
        var file = await TakenAsync(bot, bot.Organiser);

        var lines = file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\uFEFFobject_id,email,name,title,role,practice,practice_name,locality,lead_of,profession,contract,chosen_practice,status,left_on", lines[0]);
        Assert.Contains(lines, line => line.StartsWith($"{bot.Priya.ObjectId},priya@larkford.example,\"'=HYPERLINK(\"\"x\"\")\",", StringComparison.Ordinal) && line.Contains("locality lead; panel member,Z99", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(bot.Tomasz.ObjectId, StringComparison.Ordinal) && line.EndsWith(",Z99004,member; a choice of theirs waits to be confirmed,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"{New},,Dr New,", StringComparison.Ordinal) && line.EndsWith(",Z99001,not confirmed: joined by themselves,", StringComparison.Ordinal));
        Assert.EndsWith(",left,2026-03-02", lines[^1], StringComparison.Ordinal);
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Here, "audit."), row => row.GetString("What") == "members.fileOrdered" && row.GetString("Who") == bot.Organiser.ObjectId);

        // The first time the list learns what the seeded people are; from then on nothing is left to change.
        await ImportAsync(bot, file.Replace("'=HYPERLINK", "HYPERLINK", StringComparison.Ordinal));
        await bot.Organiser.Types("export members");
        var again = await TakenAsync(bot, bot.Organiser);
        var report = await ImportAsync(bot, again);
        Assert.Equal((0, 0, 0, 0, 2), (report.Added, report.Changed, report.Left, report.Rejected, report.Ignored));
        Assert.NotNull((await MemberAsync(bot, Gone))!.LeftAt);
        Assert.True((await MemberAsync(bot, New))!.IsUnconfirmed);
        Assert.Equal(Roles.LocalityLead | Roles.PanelMember, (await MemberAsync(bot, bot.Priya.ObjectId))!.Roles);
        Assert.Equal("Z99004", (await MemberAsync(bot, bot.Tomasz.ObjectId))!.ChosenPractices.ToString());
    }

    [Fact]
    public async Task Who_cannot_be_reached_comes_as_a_file_with_the_reason_and_what_to_do()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Priya, Here, Roles.Member, member => member with { Email = "priya@larkford.example" });
        await bot.Organiser.Hears("reach");
        await bot.Organiser.Presses("As a file", bot.CardsIn(bot.Organiser.Chat)[^1]);
        var lines = (await TakenAsync(bot, bot.Organiser)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        var (reached, total) = await bot.ReachAsync();
        Assert.Equal("\uFEFFLocality,Practice code,Practice,Name,E-mail,Why,What to do", lines[0]);
        Assert.Equal(total - reached, lines.Length - 1);
        Assert.Contains(lines, line => line.Contains($",{bot.Priya.Name},priya@larkford.example,\"not installed, and in no team of yours\",\"Send them the invitation text", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(bot.Organiser.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(bot.Priya.ObjectId, string.Concat(lines), StringComparison.OrdinalIgnoreCase);
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Here, "audit."), row => row.GetString("What") == "members.reachFileOrdered");
    }

    [Fact]
    public async Task Export_lists_what_the_person_may_take_and_a_press_brings_it()
    {
        var bot = await StartAsync();
        Assert.True((await bot.Tomasz.Hears("export")).Says("This is for: organiser, chair, administrator."));
        var chair = await bot.Chair.Hears("export");
        Assert.Equal(["Register of interests"], chair.Texts.Where(text => text is "Members" or "Who can't be reached" or "Register of interests"));

        var list = await bot.Organiser.Hears("export");
        Assert.Equal(["Members", "Who can't be reached", "Register of interests"], list.Texts.Where(text => text is "Members" or "Who can't be reached" or "Register of interests"));
        await bot.Organiser.Presses("Take it: Who can't be reached", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.DrainAsync();
        Assert.Single(bot.ConsentsFor(bot.Organiser));
    }

    [Fact]
    public async Task A_chair_an_organiser_of_another_body_and_who_lost_the_role_get_no_file_of_the_members()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale-pcn", "Vale PCN");
        await bot.ListsAsync(bot.Priya, "vale-pcn", Roles.Organiser);
        foreach (var verb in new[] { "members.file", "roster.file" })
        {
            var data = new JsonObject { ["verb"] = verb, ["organisation"] = Here };
            Assert.StartsWith("This is for: organiser, administrator.", (await bot.Chair.Executes(verb, data.DeepClone().AsObject())).Sentence, StringComparison.Ordinal);
            Assert.StartsWith("This is for: organiser, administrator.", (await bot.Priya.Executes(verb, data)).Sentence, StringComparison.Ordinal);
        }

        await bot.Organiser.Types("export members");
        await bot.ListsAsync(bot.Organiser, Here, Roles.Member);
        await bot.Organiser.Delivers(d => d.AcceptFileAsync(bot.Organiser.Person, Assert.Single(bot.ConsentsFor(bot.Organiser)), Token));
        await bot.DrainAsync();
        Assert.Equal(0, bot.Teams.Drive.UploadRequests);
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("Files of the organisation's people are for organisers and administrators."));
    }

    private static async Task<string> TakenAsync(BotUnderTest bot, Colleague who)
    {
        await bot.DrainAsync();
        await who.Delivers(d => d.AcceptFileAsync(who.Person, Assert.Single(bot.ConsentsFor(who)), Token));
        await bot.DrainAsync();
        return Encoding.UTF8.GetString(bot.NewestUpload());
    }

    private static async Task ChangesAsync(BotUnderTest bot, string objectId, Func<Member, Member> change)
    {
        var id = new MemberId(bot.Organiser.Person.TenantId, objectId);
        await bot.Services.GetRequiredService<RollShelf>().ChangeAsync(
            Here, id, (_, before) => change(before ?? new Member(id, "", Roles.Member)), Audit.ByProgram(Here, "members.listed", bot.Clock.GetUtcNow()), Token);
    }

    private static async Task<Member?> MemberAsync(BotUnderTest bot, string objectId)
    {
        var organisation = (await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Here, Token))!;
        return await bot.Services.GetRequiredService<RollShelf>().FindAsync(organisation, new MemberId(bot.Organiser.Person.TenantId, objectId), Token);
    }

    private static async Task<ImportReport> ImportAsync(BotUnderTest bot, string file)
    {
        var ruling = await bot.Services.GetRequiredService<RollImports>().RunAsync(
            Here, ImportText.Pasted(file), RollFileKind.People, what => Audit.ByProgram(Here, what, bot.Clock.GetUtcNow()), Token);
        Assert.False(ruling.IsRefused(out var why, out var report), why?.TextKey);
        Assert.Null(report!.Unreadable);
        return report;
    }
}
