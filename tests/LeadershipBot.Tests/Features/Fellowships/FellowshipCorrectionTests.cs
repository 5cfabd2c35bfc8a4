using System.Text.Json.Nodes;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Succession;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>What is corrected once members have seen it, who is told of it, and the cycles that follow.</summary>
public sealed class FellowshipCorrectionTests : WholeApp
{
    [Fact]
    public async Task Who_runs_it_and_the_panel_are_corrected_and_applicants_are_told_who_reads_now_what_they_wrote()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.AppliesForAsync(key);
        await bot.Tomasz.PressesAsync(bot, "fellowships.save", FellowshipForms.About(key));

        var refused = CardReading.Of((await CorrectsAsync(bot, key, new JsonObject { ["runBy"] = AskedPeople.IdOf(bot.Tomasz).ToString() })).Card);
        Assert.True(refused.Says("Dr Tomasz Zielinski neither organises nor chairs here, so they could not run it."), refused.ToString()); // it takes a role
        refused = CardReading.Of((await CorrectsAsync(bot, key, new JsonObject { ["panel"] = AskedPeople.IdOf(bot.Tomasz).ToString() })).Card);
        Assert.True(refused.Says("Dr Tomasz Zielinski has no role here"), refused.ToString());
        await bot.Tomasz.Sends(PostForms.About("fellowships.correct").With(FellowshipForms.About(key)).With(new JsonObject { ["runBy"] = AskedPeople.IdOf(bot.Chair).ToString(), ["panel"] = "" }));
        Assert.Equal(bot.Organiser.Name, (await bot.FellowshipAsync(key)).Content.RunBy!.Name); // a member may not

        for (var i = 0; i < 2; i++) // sent twice
            await CorrectsAsync(bot, key, new JsonObject { ["runBy"] = AskedPeople.IdOf(bot.Chair).ToString(), ["panel"] = AskedPeople.IdOf(callum).ToString() });
        await bot.DrainAsync();
        var told = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(told.Says("Who runs it, or decides, has changed.") && told.Says("Dr Amara Okafor, the chair and the panel (Dr Callum Reid)"), told.ToString());
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Who runs it, or decides, has changed."));
        Assert.Empty(bot.SentTo(bot.Tomasz)); // it doesn't concern whoever only saved it
        Assert.Contains(await bot.RowsAsync(FellowshipRows.Table, key, "audit."), row => row.GetString("What") == "fellowships.corrected" && row.GetString("Whom") == bot.Chair.ObjectId);

        await CorrectsAsync(bot, key, new JsonObject { ["funding"] = "PartFunded", ["fundedBy"] = "half by the ICB" });
        await bot.DrainAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            Assert.True(bot.NewestCardIn(who.Chat).Says("The time is part funded: half by the ICB"), bot.Told(who));
    }

    [Fact]
    public async Task The_audit_says_which_part_changed_from_what_to_what_and_nothing_that_somebody_typed()
    {
        var bot = await StartAsync();
        var (callum, key) = (bot.Who("Dr Callum Reid"), await bot.OffersFellowshipAsync());
        await CorrectsAsync(bot, key, new JsonObject { ["runBy"] = AskedPeople.IdOf(bot.Chair).ToString(), ["panel"] = AskedPeople.IdOf(callum).ToString(), ["funding"] = "PartFunded", ["fundedBy"] = "half by Dr Lee" });
        await bot.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 4, ["ends"] = "2026-08-02" });

        var audit = (await bot.RowsAsync(FellowshipRows.Table, key, "audit.")).Select(row => (row.GetString("What"), row.GetString("Whom"), row.GetString("Before"), row.GetString("After"))).ToList();
        foreach (var part in new[] { (bot.Organiser.ObjectId, "RunBy", null), (bot.Chair.ObjectId, null, "RunBy"), (callum.ObjectId, (string?)null, (string?)"Panel"), (null!, "Funded", "PartFunded"), (null!, "FundedBy", "FundedBy") })
            Assert.Contains(("fellowships.corrected", part.Item1, part.Item2, part.Item3), audit);
        Assert.Contains(("fellowships.changed", null, "Places=3; ClosesAt=2026-03-16T17:00Z; InterviewOn=; Starts=2026-04-20; Ends=2026-07-19", "Places=4; ClosesAt=2026-03-16T17:00Z; InterviewOn=; Starts=2026-04-20; Ends=2026-08-02"), audit);
        Assert.DoesNotContain(audit, entry => $"{entry}".Contains("Dr Lee", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_neither_organises_nor_chairs_is_not_written_down_to_run_it()
    {
        var bot = await StartAsync();
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write"))).Card);
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["title"] = "Another", ["about"] = "It changes.", ["sessions"] = "2", ["places"] = 1, ["fundedBy"] = "the ICB", ["backfill"] = "The federation" });
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["runBy"] = AskedPeople.IdOf(bot.Priya).ToString() });
        Assert.True(page.Says("Dr Priya Raman neither organises nor chairs here, so they could not run it."), page.ToString());
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["runBy"] = AskedPeople.IdOf(bot.Organiser).ToString() });
        Assert.True(page.Says("Applications until 17:00 on") || page.Buttons.Contains("Ask for approval"), page.ToString());
    }

    [Fact]
    public async Task Another_day_of_the_interviews_is_told_to_who_applied_and_to_nobody_else()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.AppliesForAsync(key);
        await bot.Tomasz.PressesAsync(bot, "fellowships.save", FellowshipForms.About(key));
        var early = CardReading.Of((await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["interview"] = "2026-03-10" })).Card);
        Assert.True(early.Says("Interviews come after applications close and before it starts."), early.ToString());

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["interview"] = "2026-03-25" });
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("The interviews are on Wed 25 Mar 2026 now."), bot.Told(bot.Priya));
        Assert.Empty(bot.SentTo(bot.Tomasz));

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["interview"] = "2026-03-27", ["places"] = 4 }); // told together
        await bot.DrainAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            Assert.True(bot.NewestCardIn(who.Chat).Says("It has 4 places now") && bot.NewestCardIn(who.Chat).Says("Interviews are on Fri 27 Mar 2026."), bot.Told(who));
        Assert.DoesNotContain("Fri 27 Mar 2026 now", bot.Told(bot.Priya), StringComparison.Ordinal);
        var closed = CardReading.Of((await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["closes"] = "2026-02-27" })).Card);
        Assert.True(closed.Says("Applications would close in the past."), closed.ToString());
    }

    [Fact]
    public async Task Another_day_of_the_interviews_for_a_post_is_told_to_who_applied()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.MakesPostAsync(bot.Organiser, interview: "2026-04-08");
        await bot.DrainAsync();
        await bot.Priya.SendsFormAsync("applications.form", new JsonObject { ["kind"] = "posts", ["opening"] = PostRows.OpeningOf(key, 1) }, new JsonObject { ["statement"] = "I led a change with others", ["readiness"] = "Now" });
        await bot.Organiser.SendsFormAsync("posts.manage", new JsonObject { ["post"] = key }, new JsonObject { ["verb"] = "posts.interview", ["interview"] = "2026-04-20" });
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("The interviews are on Mon 20 Apr 2026 now."), bot.Told(bot.Priya));
        await bot.Organiser.SendsFormAsync("posts.manage", new JsonObject { ["post"] = key }, new JsonObject { ["verb"] = "posts.interview", ["interview"] = "" });
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("The day of the interviews isn't known any more."), bot.Told(bot.Priya));
    }

    [Fact]
    public async Task The_next_cycle_is_begun_again_and_again_and_each_names_the_one_before()
    {
        var bot = await StartAsync();
        var first = await bot.OffersFellowshipAsync();
        var abandoned = await RepeatsAsync(bot, first);
        Assert.Equal(abandoned, await RepeatsAsync(bot, first, isNew: false)); // pressed twice, it is one draft
        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(abandoned)).With(new JsonObject { ["reason"] = "Not like this" }));

        var second = await RepeatsAsync(bot, first);
        Assert.Equal((first, 2), ((await bot.FellowshipAsync(second)).RepeatOf, (await bot.FellowshipAsync(second)).Cycle));
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write").With(FellowshipForms.About(second)))).Card);
        page = await bot.Organiser.SendsPageAsync(page, []);
        page = await bot.Organiser.SendsPageAsync(page, []);
        await bot.Organiser.Sends(PostForms.Filled(page, new JsonObject { ["closes"] = "2027-03-15" }));
        Assert.True((await bot.ApprovesAsync(bot.Chair, second)).Says("Approved."));

        var third = await RepeatsAsync(bot, first); // from the first, too, it is the cycle after the newest
        Assert.Equal((second, 3), ((await bot.FellowshipAsync(third)).RepeatOf, (await bot.FellowshipAsync(third)).Cycle));
        Assert.True((await bot.ManagesAsync(third)).Says("It follows Frailty in care homes (cycle 2)."), (await bot.ManagesAsync(third)).ToString());
    }

    private static async Task<string> RepeatsAsync(BotUnderTest bot, string of, bool isNew = true)
    {
        var before = await bot.FellowshipKeysAsync();
        var page = CardReading.Of((await bot.Organiser.Sends(PostForms.About("fellowships.again").With(FellowshipForms.About(of)))).Card);
        await bot.DrainAsync();
        Assert.Equal(before.Count + (isNew ? 1 : 0), (await bot.FellowshipKeysAsync()).Count);
        return page.SentBy(0)["fellowship"]!.GetValue<string>();
    }

    private static Task<LeadershipBot.Simulator.Connector.BotAnswer> CorrectsAsync(BotUnderTest bot, string key, JsonObject inputs)
        => bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), inputs);
}
