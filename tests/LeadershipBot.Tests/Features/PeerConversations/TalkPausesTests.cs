using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>Conversations are asks: they heed the pause that somebody set for all.</summary>
public sealed class TalkPausesTests : WholeApp
{
    [Fact]
    public async Task Who_pauses_all_asks_is_not_matched_and_reads_so_and_is_again_when_the_pause_ends()
    {
        var bot = await StartAsync();
        await bot.JoinAsync(bot.Tomasz, bot.Priya, bot.Yusuf);
        await bot.Yusuf.Types("pause until 20 March");
        await bot.BecomesAsync(TalkTrial.Monday);
        var talk = Assert.Single(await bot.TalksAsync());
        Assert.False(talk.Has(AskedPeople.IdOf(bot.Yusuf)));
        Assert.True((await bot.Yusuf.Hears("conversations")).Says("You take part. As you pause everything that I ask, you aren't matched before Fri 20 Mar 2026."));
        await bot.BecomesAsync(TalkTrial.Monday.AddDays(14));
        Assert.Equal(3, (await bot.TalksAsync()).Single(one => one.Id != talk.Id).People.Count);
        Assert.True((await bot.Yusuf.Hears("conversations")).Says("You take part."));
    }

    [Fact]
    public async Task Who_pauses_for_some_weeks_is_matched_again_by_themselves_after_them_or_once_they_end_the_pause()
    {
        var bot = await StartAsync();
        Assert.StartsWith("You take no part in conversations, so there is nothing to pause.", (await bot.Tomasz.SendsFormAsync("talks.pause.form", [], new JsonObject { ["weeks"] = "4" })).Sentence, StringComparison.Ordinal);
        await bot.JoinAsync(bot.Tomasz, bot.Priya, bot.Yusuf);
        for (var i = 0; i < 2; i++) // twice is once, and a Monday in a month is four weeks from now
            Assert.Equal("Recorded: you aren't matched before Mon 30 Mar 2026.", (await bot.Yusuf.SendsFormAsync("talks.pause.form", [], new JsonObject { ["weeks"] = "4" })).Sentence);
        await bot.Priya.SendsFormAsync("talks.pause.form", [], new JsonObject { ["weeks"] = "2" });
        await bot.Priya.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "back" });
        await bot.BecomesAsync(TalkTrial.Monday);
        await bot.BecomesAsync(TalkTrial.Monday.AddDays(14));
        Assert.Equal([2, 2], (await bot.TalksAsync()).Select(talk => talk.People.Count));
        Assert.DoesNotContain(await bot.TalksAsync(), talk => talk.Has(AskedPeople.IdOf(bot.Yusuf)));
        await bot.BecomesAsync(TalkTrial.Monday.AddDays(28));
        Assert.True(Assert.Single(await bot.TalksAsync(), talk => talk.People.Count == 3).Has(AskedPeople.IdOf(bot.Yusuf)));
        Assert.True((await bot.Yusuf.Hears("conversations")).Says("You take part."));
    }

    [Fact]
    public async Task Who_pauses_after_they_were_matched_gets_the_card_when_the_pause_ends()
    {
        var bot = await StartAsync();
        await bot.JoinAsync(bot.Tomasz, bot.Priya);
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (table == TalkRows.Table && changes.Any(change => change.RowKey.StartsWith(TalkRows.Match, StringComparison.Ordinal)))
                await bot.SetsAsync(bot.Priya, PersonalSettings.Usual with { PausedUntil = TalkTrial.Monday.AddDays(2).AddHours(1) });
        };
        await bot.BecomesAsync(TalkTrial.Monday);
        bot.Store.BeforeCommit = null;
        Assert.Single(await bot.TalksAsync());
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == "Talk with Dr Priya Raman");
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading.StartsWith("Talk with", StringComparison.Ordinal));
        await bot.BecomesAsync(TalkTrial.Monday.AddDays(2).AddHours(1).AddMinutes(1));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Talk with Dr Tomasz Zielinski");
    }

    [Fact]
    public async Task A_lead_who_pauses_all_asks_is_not_matched_on_a_measure_but_another_of_the_practice_is()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.MeetsAsync(who);
            await bot.LeadsAsync(who, code);
        }

        await bot.Priya.Types("pause 6 weeks");
        var card = CardReading.Of((await bot.Organiser.LooksAtMeasureAsync("Referrals", "Z99002 1\nZ99003 2")).Card);
        Assert.True(card.Says("No two of these practices differ and have different leads whom I can ask now."), card.ToString());
        await bot.LeadsAsync(bot.Yusuf, "Z99003");
        Assert.StartsWith("1 conversation is arranged.", (await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1\nZ99003 2")).Sentence, StringComparison.Ordinal);
        var talk = Assert.Single(await bot.TalksAsync());
        Assert.True(talk.Has(AskedPeople.IdOf(bot.Yusuf)) && talk.Has(AskedPeople.IdOf(bot.Tomasz)));
    }
}
