using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Interests.Held;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Interests;

/// <summary>The register as a file, and what is held, kept and forgotten of interests.</summary>
public sealed class InterestFileTests : WholeApp
{
    private const string Here = InterestForms.Here;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chair_takes_the_register_as_a_spreadsheet_in_which_nothing_is_a_formula()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        await bot.Chair.DeclaresAsync("=HYPERLINK(\"x\"), and more", from: "2026-01-01", mitigation: "Leaves the room");
        await bot.Priya.DeclaresAsync("Wife's pharmacy", "Indirect", relation: "Partner");
        await bot.Organiser.Executes("interests.nothing", new JsonObject { ["organisation"] = Here });

        var register = await bot.Chair.RegisterAsync();
        await bot.Chair.Sends(InterestForms.DataOf(register.Json, "As a file"));
        await bot.Chair.Delivers(d => d.AcceptFileAsync(bot.Chair.Person, Assert.Single(bot.ConsentsFor(bot.Chair)), Token));
        await bot.DrainAsync();

        var lines = Encoding.UTF8.GetString(bot.NewestUpload()).Split("\r\n");
        Assert.StartsWith("\uFEFFName,Role,Title,Type,Interest", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("Dr Amara Okafor,", StringComparison.Ordinal) && line.Contains("Financial,\"'=HYPERLINK(\"\"x\"\"), and more\",,2026-01-01,,Leaves the room,,2026-03-02,32,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Dr Priya Raman,member,", StringComparison.Ordinal) && line.Contains("spouse or partner", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Helen Whitcombe,", StringComparison.Ordinal) && line.EndsWith("Nothing to declare (stated 2 Mar 2026)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_lost_the_role_before_taking_the_file_gets_none_and_a_member_is_offered_none()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        await bot.Priya.DeclaresAsync("Shares");
        Assert.DoesNotContain("As a file", (await bot.Priya.RegisterAsync()).Buttons);
        Assert.StartsWith("This is for:", (await bot.Priya.Opens(new JsonObject { ["verb"] = "interests.file", ["organisation"] = Here })).Sentence, StringComparison.Ordinal);

        await bot.Chair.Sends(InterestForms.DataOf((await bot.Chair.RegisterAsync()).Json, "As a file"));
        await bot.ListsAsync(bot.Chair, Here, Roles.Member);
        await bot.Chair.Delivers(d => d.AcceptFileAsync(bot.Chair.Person, Assert.Single(bot.ConsentsFor(bot.Chair)), Token));
        await bot.DrainAsync();

        Assert.Equal(0, bot.Teams.Drive.UploadRequests);
        Assert.True(bot.NewestCardIn(bot.Chair.Chat).Says("The register as a file is for chairs, organisers and administrators."), bot.NewestCardIn(bot.Chair.Chat).ToString());
    }

    [Fact]
    public async Task What_is_held_is_told_and_the_register_keeps_it_when_the_person_is_forgotten()
    {
        var bot = await StartAsync();
        await bot.Priya.DeclaresAsync("Shares in a company");
        await bot.Priya.Executes("interests.confirm", new JsonObject { ["organisation"] = Here });
        var about = new PersonAsked(AskedPeople.IdOf(bot.Priya), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(Here, "Larkford and Vale CCG")] };
        var held = bot.Services.GetServices<IPersonalData>().OfType<InterestsHeld>().Single();

        var section = Assert.Single(await held.DescribeAsync(about, Token));
        Assert.Equal(
            ["Larkford and Vale CCG: Shares in a company (since 20 Feb 2026)", "Larkford and Vale CCG: stated on 2 Mar 2026 that there is nothing to declare, or that all is still right."],
            section.Lines.Select(line => line.Words));
        Assert.Equal(4, section.Json.AsArray().Count);
        var plan = await held.PlanAsync(about, Token);
        Assert.Empty(plan.Erased);
        Assert.StartsWith("What you declared for Larkford and Vale CCG", Assert.Single(plan.Kept).Words, StringComparison.Ordinal);
        await held.ForgetAsync(about, Token);
        Assert.Single(await bot.RowsAsync("Interests", Here, "interest."));
        Assert.Empty(await held.DescribeAsync(about with { Person = AskedPeople.IdOf(bot.Tomasz) }, Token));
    }

    [Fact]
    public async Task Interests_go_six_years_after_they_ended_and_not_before()
    {
        var bot = await StartAsync();
        await bot.Priya.DeclaresAsync("Ended", until: "2026-02-25");
        await bot.Priya.DeclaresAsync("Goes on");
        var retention = bot.Services.GetServices<IRetention>().OfType<InterestRetention>().Single();
        Assert.Equal(RetentionKind.EndedInterests, retention.Kind);

        Assert.Equal(0, await retention.SweepAsync(Here, At("2026-02-25"), Sweep.Remove, Token));
        Assert.Equal(1, await retention.SweepAsync(Here, At("2026-02-26"), Sweep.Count, Token));
        Assert.Equal(2, (await bot.RowsAsync("Interests", Here, "interest.")).Count);
        Assert.Equal(1, await retention.SweepAsync(Here, At("2026-02-26"), Sweep.Remove, Token));

        Assert.Equal("Goes on", Assert.Single(await bot.RowsAsync("Interests", Here, "interest.")).GetString("What"));
        Assert.Equal(2, (await bot.RowsAsync("Interests", Here, "audit.")).Count);
    }

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse(day + "T12:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
