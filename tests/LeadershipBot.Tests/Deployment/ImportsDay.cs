using System.Text;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which files are imported, twice, with all columns that are kept.</summary>
internal static class ImportsDay
{
    // The layout of epraccur, with every field that is kept filled in.
    private const string ThreePractices = """
        "A81001","THE DENSHAM SURGERY","Y63","Q74","THE HEALTH CENTRE","LAWSON STREET","NORTON","STOCKTON-ON-TEES","CLEVELAND","TS18 1HU","19740401","","A","B","00K","20130401","","","","","","0","","00K","","4",""
        "A81002","QUEENS PARK MEDICAL CENTRE","Y63","Q74","QUEENS PARK","FARRER STREET","STOCKTON ON TEES","CLEVELAND","","TS18 2AW","19740401","","A","B","00K","20130401","","","","","","0","","00K","","4",""
        "A81003","VICTORIA MEDICAL PRACTICE","Y54","Q74","THE HEALTH CENTRE","VICTORIA ROAD","HARTLEPOOL","CLEVELAND","","TS26 8DB","19740401","20171031","C","B","00K","20130401","20171031","","","","","0","","00K","","4",""
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task RunAsync(BotUnderTest bot)
    {
        var services = bot.Services;
        var lines = ThreePractices.Split('\n');
        Assert.Equal(3, (await PracticesAsync(services, lines)).Added);
        Assert.Equal(1, (await PracticesAsync(services, lines[..2])).Left);
        using var bodies = Of("ccg_code,ccg_name,close_date\n00K,NHS Hartlepool CCG,20200331\n");
        Assert.Equal(1, (await services.GetRequiredService<ImportBodies>().RunAsync(bodies, dryRun: false, Token)).Added);

        var tenant = bot.Teams.World.Tenants[0].Id;
        var made = await services.GetRequiredService<MakeOrganisation>().RunAsync(
            new OrganisationRequest("NHS Hartlepool CCG", "CCG", "00K", tenant), (id, what) => Audit.ByProgram(id, what, bot.Clock.GetUtcNow()), Token);
        Assert.False(made.IsRefused(out _, out var organisation));
        var everything = "object_id,email,name,role,practice,practice_lead,profession,contract,title\n"
            + "11111111-2222-4333-8444-555555555555,i.ngo@example.nhs.uk,Ifeoma Ngo,organiser,A81001,yes,GP,partner,Clinical lead\n";
        var invited = ",t.olsen@example.nhs.uk,Tor Olsen,chair,A81002,yes,GP,partner,Clinical chair\n";
        await ImportAsync(services, organisation!.Name, "practice_code,locality\nA81001,North\nA81002,North\n");
        await ImportAsync(services, organisation.Name, "practice_code,list_size\nA81001,7300\n");
        await ImportAsync(services, organisation.Name, everything + invited);
        await ImportAsync(services, organisation.Name, "email,name\nnobody@example.nhs.uk,Nobody\n"); // the others have left
        await ImportAsync(services, organisation.Name, lines[1]); // and one practice
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(30)); // old versions are swept
    }

    private static async Task<ImportReport> PracticesAsync(IServiceProvider services, IEnumerable<string> lines)
    {
        using var file = Of(string.Join('\n', lines));
        return await services.GetRequiredService<ImportPractices>().RunAsync(file, dryRun: false, Token);
    }

    private static async Task ImportAsync(IServiceProvider services, OrganisationName organisation, string table)
    {
        var imports = services.GetRequiredService<RollImports>();
        var staged = await imports.StageAsync(organisation.Id, ImportText.Pasted(table), expected: null, Token);
        Assert.False(staged.IsRefused(out _, out var one));
        Assert.True(one!.Token is not null, string.Join('\n', one.Report.Lines()));
        var done = await imports.ConfirmAsync(organisation.Id, one.Token!, LeadershipBot.Domain.People.RoleGiving.MayGive(Roles.Administrator), "", what => Audit.ByProgram(organisation.Id, what, TimeProvider.System.GetUtcNow()), Token);
        Assert.False(done.IsRefused(out var why, out _), why?.TextKey);
    }

    private static MemoryStream Of(string text) => new(Encoding.UTF8.GetBytes(text));
}
