using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Profile;

public sealed class PracticeTypeAheadTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_are_offered_the_practices_of_their_own_organisation_only()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("profile");
        var dialog = await bot.Priya.OpensDialog("Details");

        Assert.NotEmpty(await bot.Priya.TypesAhead(dialog, "practice", ""));
        Assert.Equal("larkford/Z99004", Assert.Single(await bot.Priya.TypesAhead(dialog, "practice", "quays")).Value);
        Assert.Equal("larkford/Z99004", Assert.Single(await bot.Priya.TypesAhead(dialog, "practice", "Z99004")).Value);
        Assert.Empty(await bot.Priya.TypesAhead(dialog, "practice", "densham"));
    }

    [Fact]
    public async Task Strangers_are_offered_the_practices_of_all_organisations_of_their_tenant_with_the_organisation_s_name()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere ICB");
        var stranger = bot.Joins("Dr Nobody Knows");
        await stranger.Hears("hello");
        var dialog = await stranger.OpensDialog("Tell us your practice");

        Assert.Equal(("Quayside Surgery, Larkford and Vale CCG (Z99004)", "larkford/Z99004"), Assert.Single(await stranger.TypesAhead(dialog, "practice", "quays")));
    }

    [Fact]
    public async Task All_practices_of_the_country_are_read_once_while_the_dialog_opens_and_no_letter_reads_them_again()
    {
        var path = Path.Combine(Needs.Root, "..", "shared", "data", "ods", "epraccur.csv");
        Assert.SkipUnless(File.Exists(path), "Needs ../shared/data/ods/epraccur.csv.");
        var bot = await StartAsync();
        await using (var file = File.OpenRead(path))
            Assert.Equal(0, (await bot.Services.GetRequiredService<ImportPractices>().RunAsync(file, dryRun: false, Token)).ExitCode);
        var stranger = bot.Joins("Dr Nobody Knows");
        await stranger.Hears("hello");
        var dialog = await stranger.OpensDialog("Tell us your practice");
        Assert.NotEmpty(await stranger.TypesAhead(dialog, "practice", "d")); // may wait for the end of that reading

        var (reads, ofPractices, commits) = (bot.Store.Reads, bot.Store.ReadsOf(OdsRows.Table), bot.Store.Commits);
        Assert.InRange(ofPractices, 1, int.MaxValue);
        string[] typed = ["den", "densh", "surgery", "st ma", "ts18 1hu", "A81001", "q"];
        foreach (var letters in typed)
            Assert.NotEmpty(await stranger.TypesAhead(dialog, "practice", letters));
        Assert.Equal((ofPractices, commits), (bot.Store.ReadsOf(OdsRows.Table), bot.Store.Commits));
        Assert.InRange(bot.Store.Reads - reads, 0, 2 * typed.Length); // which organisations the tenant has, for somebody whom none lists

        Assert.Contains(("The Densham Surgery, Stockton-on-Tees (A81001)", "/A81001"), await stranger.TypesAhead(dialog, "practice", "densham"));
        Assert.Empty(await stranger.TypesAhead(dialog, "practice", "A81003")); // closed in 2017
    }
}
