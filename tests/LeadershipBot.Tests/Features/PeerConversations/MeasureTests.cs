using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>A measure that somebody enters by hand: what is read, what is arranged, and how it is taken back.</summary>
public sealed class MeasureTests : WholeApp
{
    [Fact]
    public async Task Practices_that_differ_on_a_measure_are_matched_once_and_its_figures_are_kept_nowhere()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.MeetsAsync(who);
            await bot.ListsAsync(who, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(code), LeadOf = PracticeCodes.Parse(code) });
        }

        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("talks.measure.form"))).Card);
        Assert.True(CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["measure"] = "Referrals", ["values"] = "Z99002 x" }))).Card).Says("This line has no figure that can be read: Z99002 x"));
        Assert.True(CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["measure"] = "Referrals", ["values"] = "Z99002 1\nX99999 2" }))).Card).Says("X99999 is no practice of this organisation."));

        // Looked at first: nothing is arranged yet, and what is corrected is looked at once more.
        var look = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["measure"] = "Referrals", ["values"] = "Z99002 123.75\nZ99003\t4.125\nZ99004 9" }))).Card);
        Assert.True(look.Says("3 practices were read, from 4.125 to 123.75. Is that right?") && look.Says("1 conversation would be arranged") && look.Says("Left out, as nobody leads them whom I can ask now: "), look.ToString());
        look = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(look, new JsonObject { ["values"] = "Z99002 12.375\nZ99003\t4.125\nZ99004 9" }))).Card);
        Assert.True(look.Says("from 4.125 to 12.375") && look.Buttons.Contains("Match them"), look.ToString());
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
        var said = (await bot.Organiser.Sends(PostForms.Filled(look, []))).Sentence;
        Assert.StartsWith("1 conversation is arranged.", said, StringComparison.Ordinal);

        // The same dialog again, or another's with the same measure in another spelling, arranges nothing anew; in another month it does.
        foreach (var (who, spelt) in new[] { (bot.Organiser, "Referrals"), (bot.Chair, " referrals "), (bot.Chair, "REFERRALS") })
        {
            said = (await who.MatchesPracticesAsync(spelt, "Z99002 12.375\nZ99003 4.125")).Sentence;
            Assert.EndsWith("was matched this month already, so nothing was arranged anew.", said, StringComparison.Ordinal);
        }

        // The lower one doesn't come first, in any column or order.
        var talk = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
        Assert.Equal("Z99002,Z99003", talk.GetString("Practices"));
        Assert.StartsWith(AskedPeople.IdOf(bot.Tomasz).ToString(), talk.GetString("People"), StringComparison.Ordinal);

        var card = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Talk with Dr Tomasz Zielinski");
        Assert.True(card.Says("Your practices differ on Referrals."), card.ToString());
        Assert.All(new[] { "1 · What do each of us see behind our own figure?", "2 · What do we do differently, and why?", "3 · What is worth trying, in one practice or both?" }, prompt => Assert.True(card.Says(prompt), card.ToString()));
        Assert.Single(bot.CardsOf(bot.Tomasz), other => other.Heading == "Talk with Dr Priya Raman");
        Assert.DoesNotContain(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here), row => row.Columns.Any(column => column.Value is string text && (text.Contains("12.375", StringComparison.Ordinal) || text.Contains("4.125", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_two_practices_will_try_is_asked_about_six_weeks_later_and_only_the_fact_and_the_note_are_kept()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.MeetsAsync(who);
            await bot.LeadsAsync(who, code);
        }

        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 12.375\nZ99003 4.125");
        await bot.DrainAsync();
        var about = new JsonObject { ["talk"] = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).RowKey[TalkRows.Talk.Length..] };
        var noted = bot.Clock.GetUtcNow();
        Assert.Equal("Kept. You can both change it.", (await bot.Priya.SendsFormAsync("talks.note.form", about, new JsonObject { ["note"] = "We both triage by phone", ["willTry"] = "A shared template" })).Sentence);
        await bot.BecomesAsync(noted.AddDays(41));
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Says("How did it go") || card.Heading.EndsWith("how did it go?", StringComparison.Ordinal));
        await bot.BecomesAsync(noted.AddDays(42).AddMinutes(1));
        foreach (var (who, other) in new[] { (bot.Tomasz, bot.Priya), (bot.Priya, bot.Tomasz) })
            Assert.True(Assert.Single(bot.CardsOf(who), card => card.Heading == $"You and {other.Name}: how did it go?").Says("What you will try: A shared template"));
        for (var i = 0; i < 2; i++)
            Assert.True((await bot.Tomasz.ReadsAsync(bot, "talks.outcome", about.With(new JsonObject { ["outcome"] = "NotYet" }))).Says("We have not tried it yet (chosen)"));
        Assert.Equal("NotYet", Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).GetString("Outcome"));
        string[] kept = ["OrganisationName", "People", "At", "Measure", "Practices", "Note", "WillTry", "MetAt", "FollowUpAt", "Outcome"];
        Assert.Equal(kept.Order(StringComparer.Ordinal), Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).Columns.Select(column => column.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Entering_a_measure_reads_who_leads_its_practices_and_not_everybody()
    {
        var bot = await StartAsync();
        await bot.ListsManyAsync(ReviewTrial.Here, 1_500);
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
            await bot.LeadsAsync(who, code);
        var rows = new ConcurrentQueue<string>();
        bot.Store.RowRead = row => rows.Enqueue(row.RowKey);
        var said = (await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1\nZ99003 2")).Sentence;
        bot.Store.RowRead = null;
        Assert.StartsWith("1 conversation is arranged.", said, StringComparison.Ordinal);
        Assert.DoesNotContain(rows, row => row.Contains(".member.", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains(".lead.Z99002.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_practice_with_the_lower_figure_is_kept_in_the_same_place_as_one_with_the_higher()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
            await bot.ListsAsync(who, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(code), LeadOf = PracticeCodes.Parse(code) });
        foreach (var (measure, values) in new[] { ("One", "Z99002 1\nZ99003 2"), ("Other", "Z99002 2\nZ99003 1") })
            await bot.Organiser.MatchesPracticesAsync(measure, values);
        var talks = await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk);
        Assert.Equal(2, talks.Count);
        Assert.Single(talks.Select(row => row.GetString("Practices") + row.GetString("People")).Distinct());
    }

    [Fact]
    public async Task A_mistyped_measure_is_taken_back_while_nobody_has_met_who_was_told_hears_it_and_it_can_be_entered_anew()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.MeetsAsync(who);
            await bot.ListsAsync(who, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(code), LeadOf = PracticeCodes.Parse(code) });
        }

        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1240\nZ99003 4");
        await bot.DrainAsync();
        var home = await bot.Chair.Hears("conversations");
        Assert.True(home.Says("On “Referrals”, arranged on ") && home.Buttons.Contains("Take back"), home.ToString());
        Assert.DoesNotContain("Take back", (await bot.Priya.Hears("conversations")).Buttons);
        var about = new JsonObject { ["number"] = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match)).RowKey[TalkRows.Match.Length..] };
        Assert.NotNull((await bot.Priya.PressesAsync(bot, "talks.measure.back", about.DeepClone().AsObject())).Sentence); // not hers to do
        Assert.True((await bot.Chair.ReadsAsync(bot, "talks.measure.back", about.DeepClone().AsObject())).Says("Taken back: nobody talks about “Referrals”"));
        Assert.True((await bot.Organiser.ReadsAsync(bot, "talks.measure.back", about.DeepClone().AsObject())).Says("It was taken back already."));
        foreach (var who in new[] { bot.Tomasz, bot.Priya })
            Assert.Single(bot.CardsOf(who), card => card.Heading == "A conversation about a measure is called off" && card.Says("took the whole matching on “Referrals” back"));
        foreach (var prefix in new[] { TalkRows.Talk, TalkRows.Mine, TalkRows.Match })
            Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, prefix));

        // Entered anew in the same month; once they have met it stays.
        Assert.StartsWith("1 conversation is arranged.", (await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 12.4\nZ99003 4")).Sentence, StringComparison.Ordinal);
        await bot.DrainAsync();
        var key = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).RowKey[TalkRows.Talk.Length..];
        await bot.Priya.ReadsAsync(bot, "talks.one", new JsonObject { ["talk"] = key, ["do"] = "met" });
        Assert.StartsWith("Some of them have met already", (await bot.Chair.PressesAsync(bot, "talks.measure.back", about.DeepClone().AsObject())).Sentence, StringComparison.Ordinal);
        Assert.Equal(["talks.measure", "talks.measure", "talks.measureTakenBack"], (await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, "audit.")).Select(row => row.GetString("What")).Order());
    }

    [Fact]
    public async Task Practices_of_one_lead_are_left_out_for_that_reason()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Tomasz, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99002,Z99003"), LeadOf = PracticeCodes.Parse("Z99002,Z99003") });
        await bot.ListsAsync(bot.Priya, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99004"), LeadOf = PracticeCodes.Parse("Z99004") });
        Assert.True(CardReading.Of((await bot.Organiser.LooksAtMeasureAsync("Referrals", "Z99002 1\nZ99003 9")).Card).Says("No two of these practices differ and have different leads whom I can ask now."));
        var look = CardReading.Of((await bot.Organiser.LooksAtMeasureAsync("Referrals", "Z99002 1\nZ99003 9\nZ99004 9")).Card);
        Assert.True(look.Says("1 conversation would be arranged") && look.Says("Left out, as the same person leads those from whom they differ: "), look.ToString());
    }
}
