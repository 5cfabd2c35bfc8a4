using System.Text.Json.Nodes;
using LeadershipBot.Features.Brief;
using LeadershipBot.Features.Ledger.Briefing;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Decisions;
using LeadershipBot.Tests.Features.Ledger;
using LeadershipBot.Tests.Features.Ledger.Anonymous;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Brief;

/// <summary>One card for the chair. The bot's clock starts on Monday 2 March 2026 at 09:00.</summary>
public sealed class BriefTests : WholeApp
{
    private const string Question = "Shall we merge the hubs?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chair_reads_what_came_out_since_last_time_and_what_is_overdue()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Priya, bot.Tomasz })
            await who.Types("hello");
        var none = await bot.Chair.Hears("brief");
        Assert.True(none.Says("Nothing new, nothing overdue") && none.Says("since Sat 31 Jan, 09:00"), none.ToString());

        await AskedAndClosedAsync(bot, "Named");
        var raised = await bot.RaisesAsync(bot.Priya);
        await bot.RaisesAsync(bot.Tomasz, "Nobody replies to this");
        await bot.Organiser.SaysFateAsync(raised, "ActedOn", "Done");
        var brief = await bot.Chair.Hears("brief");

        Assert.True(brief.Says($"“{Question}”: Yes came first with 2 of 2 answers (100%). 2 of 10 (20%) answered."), brief.ToString());
        Assert.True(brief.Says("1 thing that was raised got its outcome: 1 acted on.") && brief.Says("2 new things were raised."), brief.ToString());
        Assert.True(brief.Says("since Mon 2 Mar, 09:00"), brief.ToString());
        Assert.Equal(brief.Texts, (await bot.Chair.Hears("brief")).Texts); // looked at twice, nothing is lost

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(29));
        var later = await bot.Chair.Hears("brief");
        Assert.True(later.Says("1 thing that was raised is overdue.") && later.Says("nobody has said what came of it.") && !later.Says("Yes came first"), later.ToString());
        var overdue = CardReading.Of((await bot.Chair.Executes("shell.command", new JsonObject { ["command"] = "ledger overdue", ["organisation"] = LedgerForms.Here })).Card);
        Assert.True(overdue.Says("Nobody replies to this") && overdue.Heading.EndsWith("overdue", StringComparison.Ordinal), overdue.ToString());
    }

    [Fact]
    public async Task Decisions_stand_in_it_with_what_members_say_and_until_they_are_looked_at_again()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Priya, bot.Tomasz })
            await who.Types("hello");
        var key = await DecisionTrial.SendAsync(bot, bot.Chair, null, ("reviewOn", "2026-03-20"));
        await bot.Priya.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = DecisionTrial.Organisation, ["said"] = "Disagree" });

        var brief = await bot.Chair.Hears("brief");

        Assert.True(brief.Says("The two hubs merge in April") && brief.Says("1 of the 3 who have it (33%) said something to it. It takes reactions until") && !brief.Says("Not shown"), brief.ToString());
        Assert.True(brief.Says("is to be looked at again on 20 March 2026."), brief.ToString());
        Assert.DoesNotContain("disagree", brief.ToString(), StringComparison.OrdinalIgnoreCase);
        var paper = await PaperAsync(bot.Chair, "decisions", key);
        Assert.Contains($"decided: “{DecisionTrial.What}” (by Governing body, 2 March, 8 to 2; sent to members Mon 2 Mar, 09:00 (GMT))", paper, StringComparison.Ordinal);
        Assert.Contains("Not shown: Results are shown once it has closed.", paper, StringComparison.Ordinal);
        Assert.Contains("Copy for board paper", (await DecisionTrial.OpenManagingAsync(bot.Chair, key)).Buttons);
        Assert.StartsWith("Only chairs and organisers", (await CopyAsync(bot.Priya, "decisions", key)).Sentence, StringComparison.Ordinal);

        var opened = brief.Json.ToJsonString();
        Assert.Equal(2, opened.Split("\"verb\":\"decisions.open\",\"decision\":\"" + key + "\"").Length - 1); // what came of it, and that it is to be looked at
        await bot.Chair.Executes("decisions.right", new JsonObject { ["decision"] = key, ["organisation"] = DecisionTrial.Organisation, ["review"] = "Decision.20260320" });
        Assert.False((await bot.Chair.Hears("brief")).Says("is to be looked at again"));
    }

    [Fact]
    public async Task What_was_raised_anonymously_is_told_once_and_so_is_a_decision_that_was_withdrawn()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Priya })
            await who.Types("hello");
        await bot.Priya.RaisesAnonymouslyAsync();
        var key = await DecisionTrial.SendAsync(bot, bot.Chair);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(7).AddHours(-3)); // Monday at six: it is passed on at eight
        Assert.False((await bot.Chair.Hears("brief")).Says("was raised"));
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(7).AddHours(-2));
        await bot.Chair.Sends(PollForms.Pressed(await DecisionTrial.OpenManagingAsync(bot.Chair, key), "Withdraw", ("why", "It was wrong.")));

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(9));
        var brief = await bot.Chair.Hears("brief");
        Assert.True(brief.Says("1 new thing was raised.") && brief.Says("was withdrawn on Mon 9 Mar") && brief.Says("It was wrong."), brief.ToString());
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(10));
        brief = await bot.Chair.Hears("brief");
        Assert.False(brief.Says("was raised") || brief.Says("was withdrawn on"), brief.ToString());
    }

    [Fact]
    public async Task Practices_are_silent_of_which_nothing_was_heard_by_name_and_confidential_answers_tell_of_nobody()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Priya, bot.Tomasz, bot.Yusuf })
            await who.Types("hello");
        await AskedAndClosedAsync(bot, "Confidential");
        await bot.RaisesAsync(bot.Yusuf);
        Assert.False((await bot.Chair.Hears("brief")).Says("not heard by name")); // nothing was asked by name: it tells of nobody

        await bot.RaisesAsync(bot.Priya, "By name", "Named");
        var brief = await bot.Chair.Hears("brief");
        Assert.True(brief.Says("11 of 12 practices were not heard by name in 90 days.") && brief.Says("What is said confidentially or anonymously is never looked at"), brief.ToString());
        var list = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "brief.silent", ["organisation"] = LedgerForms.Here })).Card);
        Assert.True(list.Says("Hollin Lane Medical Centre") && list.Says("Meadowsweet Medical Practice") && !list.Says("The Tannery Practice") && list.Says("Vale · nobody listed who works there"), list.ToString());
        Assert.DoesNotContain("Dr ", list.ToString(), StringComparison.Ordinal);

        var lead = bot.Who("Dr Callum Reid");
        await lead.Types("hello");
        var ofNorth = await lead.Hears("brief");
        Assert.True(ofNorth.Says("2 of 2 practices were not heard by name") && ofNorth.Says("fewer than 5 people are listed are left out") && !ofNorth.Says("new things"), ofNorth.ToString()); // those of one GP aren't told

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(95));
        Assert.False((await bot.Chair.Hears("brief")).Says("not heard by name")); // it is too long ago to tell anything
    }

    [Fact]
    public async Task Of_what_was_raised_without_a_name_the_entries_are_not_even_read_for_the_practices_that_are_silent()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Priya, bot.Yusuf })
            await who.Types("hello");
        await bot.RaisesAsync(bot.Yusuf);
        var named = await bot.RaisesAsync(bot.Priya, "By name", "Named");

        var lines = await bot.RowsAsync(LedgerIndexRows.Table, LedgerForms.Here);
        Assert.Equal(named, Assert.Single(lines, row => row.GetBoolean("IsNamed") is true).GetString("Key"));
        var activity = bot.Services.GetServices<IPracticeActivity>().OfType<LedgerActivity>().Single();
        var heard = await activity.ListAsync(LedgerForms.Here, BotUnderTest.Start, Token).ToListAsync(Token);
        Assert.Equal(bot.Priya.ObjectId, Assert.Single(heard).PersonId);
    }

    [Fact]
    public async Task A_result_becomes_a_plain_paragraph_with_its_turnout_dates_and_what_is_hidden()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Priya, bot.Tomasz })
            await who.Types("hello");
        await AskedAndClosedAsync(bot, "Named");
        var named = (await bot.PollKeysAsync())[0];
        var paper = await PaperAsync(bot.Chair, "polls", named);
        Assert.Contains($"“{Question}” (asked by Larkford and Vale CCG Mon 2 Mar, 09:00 (GMT); closed ", paper, StringComparison.Ordinal);
        Assert.Matches(@"2 of \d+ \(\d+%\) answered\. All together: Yes 2 \(100%\); No 0 \(0%\)\.", paper);

        await AskedAndClosedAsync(bot, "Confidential");
        var hidden = (await bot.PollKeysAsync()).Single(key => key != named);
        var few = await PaperAsync(bot.Chair, "polls", hidden);
        Assert.Contains("Not shown: Fewer than 5 people answered, so no result is shown.", few, StringComparison.Ordinal);
        Assert.DoesNotContain("Yes", few, StringComparison.Ordinal);
        var results = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.results", ["poll"] = named })).Card);
        Assert.Contains("Copy for board paper", results.Buttons);

        var whole = await PaperAsync(bot.Chair, "brief", "all");
        Assert.Contains("Brief of Larkford and Vale CCG, from ", whole, StringComparison.Ordinal);
        Assert.Contains("Results: ", whole, StringComparison.Ordinal);
        Assert.Contains("were raised with Larkford and Vale CCG since 1 March 2025", await PaperAsync(bot.Tomasz, "ledger", "figures"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_and_where_others_read_along_and_what_does_not_exist_is_refused()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        Assert.True((await bot.Priya.Hears("brief")).Says("This is for:"));
        Assert.True((await bot.Chair.Hears("brief", bot.Channel)).Says("in your own chat with me only"));
        Assert.StartsWith("This is for:", (await bot.Priya.Opens(new JsonObject { ["verb"] = "brief.silent", ["organisation"] = LedgerForms.Here })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("The brief is for chairs", (await CopyAsync(bot.Priya, "brief", "all")).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("That button no longer works", (await CopyAsync(bot.Chair, "nothing", "x")).Sentence, StringComparison.Ordinal);
        Assert.Contains("no such decision", (await CopyAsync(bot.Chair, "decisions", "elsewhere.x")).Sentence, StringComparison.Ordinal);
        Assert.NotNull((await CopyAsync(bot.Chair, "polls", "nothing")).Sentence);
        Assert.NotNull((await bot.Chair.Opens(new JsonObject { ["verb"] = "brief.copy", ["organisation"] = "elsewhere", ["kind"] = "ledger", ["key"] = "x" })).Sentence);
        Assert.Empty(await bot.RowsAsync(BriefShelf.Table, LedgerForms.Here));
    }

    [Fact]
    public async Task While_the_store_is_down_nobody_loses_what_is_new_to_them()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        await bot.Chair.Hears("brief");
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(7));
        var before = await bot.RowsAsync(BriefShelf.Table, LedgerForms.Here);
        bot.Store.Fails(StoreFault.Unavailable, "LedgerIndex");
        Assert.True((await bot.Chair.Hears("brief")).Says("couldn't confirm"));
        bot.Store.Recovers();

        Assert.Equal(before.Single().GetDateTimeOffset("At"), (await bot.RowsAsync(BriefShelf.Table, LedgerForms.Here)).Single().GetDateTimeOffset("At"));
        await bot.Chair.Hears("brief");
        Assert.Equal(BotUnderTest.Start, (await bot.RowsAsync(BriefShelf.Table, LedgerForms.Here)).Single().GetDateTimeOffset("Since"));
    }

    [Fact]
    public async Task When_somebody_had_a_brief_is_told_them_erased_with_them_and_removed_in_time()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        await bot.Chair.Hears("brief");
        await bot.Organiser.Hears("brief");
        var held = bot.Services.GetServices<LeadershipBot.Shell.Privacy.IPersonalData>().Single(one => one.GetType().Name == "BriefHeld");
        var chair = new LeadershipBot.Shell.Privacy.PersonAsked(AskedPeople.IdOf(bot.Chair), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new LeadershipBot.Domain.People.OrganisationName("larkford", "Larkford")] };
        Assert.Single((await held.DescribeAsync(chair, Token)).Single().Lines);
        Assert.Single((await held.PlanAsync(chair, Token)).Erased);
        await held.ForgetAsync(chair, Token);
        Assert.Empty(await held.DescribeAsync(chair, Token));

        var retention = bot.Services.GetServices<LeadershipBot.Shell.Privacy.IRetention>().Single(one => one.Kind.Name == "Briefs");
        Assert.Equal(0, await retention.SweepAsync("larkford", BotUnderTest.Start, LeadershipBot.Shell.Privacy.Sweep.Remove, Token));
        Assert.Equal(1, await retention.SweepAsync("larkford", BotUnderTest.Start.AddDays(1), LeadershipBot.Shell.Privacy.Sweep.Remove, Token));
        Assert.Empty(await bot.RowsAsync(BriefShelf.Table, "larkford"));
    }

    private static Task<BotAnswer> CopyAsync(Colleague who, string kind, string key)
        => who.Opens(new JsonObject { ["verb"] = "brief.copy", ["organisation"] = LedgerForms.Here, ["kind"] = kind, ["key"] = key });

    private static async Task<string> PaperAsync(Colleague who, string kind, string key)
        => CardReading.Of((await CopyAsync(who, kind, key)).Card).Input("paper")["value"]!.GetValue<string>();

    /// <summary>Everybody is asked; two answer, and it closes after a day.</summary>
    private static async Task AskedAndClosedAsync(BotUnderTest bot, string voice)
    {
        var before = (await bot.PollKeysAsync()).ToHashSet();
        var form = SendingTrial.FormOf(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), Question, closes: "1");
        form["voice"] = voice;
        await bot.Chair.Sends(form);
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        var key = (await bot.PollKeysAsync()).Single(one => !before.Contains(one));
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
        {
            var poll = bot.PollsIn(who.Chat).Last(one => one.Key == key);
            await who.Votes("Yes", on: poll);
        }

        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(5));
    }
}
