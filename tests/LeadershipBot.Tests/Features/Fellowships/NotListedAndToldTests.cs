using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Whom the organisation doesn't list at the moment, perhaps since one practice's file was missing, hears of their own application all the same.</summary>
public sealed class NotListedAndToldTests : WholeApp
{
    private const string Withdrawn = "It isn't offered any more: The money went";

    [Fact]
    public async Task Withdrawn_while_they_are_in_no_list_who_applied_was_offered_or_waits_hears_it_and_who_only_saved_it_not()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.MeetsAsync(callum);
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz, bot.Yusuf);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        var head = await bot.Services.GetRequiredService<FellowshipShelf>().FindAsync(key, TestContext.Current.CancellationToken);
        await bot.Services.GetRequiredService<SavedShelf>().SaveAsync(head!, AskedPeople.IdOf(callum), BotUnderTest.Start, TestContext.Current.CancellationToken);
        await LeaveAsync(bot, bot.Priya, bot.Tomasz, bot.Yusuf, callum);

        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.DrainAsync();
        foreach (var (who, lost) in new[] { (bot.Priya, "The place that you were offered can't be taken any more"), (bot.Tomasz, "You were on the waiting list, which has ended"), (bot.Yusuf, "If you applied, it is not decided on") })
            Assert.Single(bot.CardsOf(who), card => card.Says(Withdrawn) && card.Says(lost));
        Assert.DoesNotContain("The money went", bot.Told(callum), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_while_they_are_in_no_list_who_applied_reads_what_it_is_now_and_gets_no_button_that_leads_nowhere()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await LeaveAsync(bot, bot.Priya);
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-02" });
        await bot.DrainAsync();
        var told = bot.CardsOf(bot.Priya).Single(card => card.Says("Changed: Frailty in care homes"));
        Assert.True(told.Says("Mon 20 Apr 2026 to Sun 2 Aug 2026") && told.Buttons.Count == 0, told.ToString());
    }

    [Fact]
    public async Task Open_again_while_they_are_in_no_list_who_waited_in_vain_hears_it_and_why_they_cant_apply_yet()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(1));
        var next = await bot.RepeatsAsync(key);
        await LeaveAsync(bot, bot.Tomasz);
        await bot.ApprovesAsync(bot.Chair, next);
        await bot.DrainAsync();
        var told = bot.CardsOf(bot.Tomasz).Single(card => card.Says("Open again: Frailty in care homes"));
        Assert.True(told.Says("doesn't list you at the moment, so you can't apply yet") && told.Buttons.Count == 0, told.ToString());
    }

    [Fact]
    public async Task Offered_a_place_while_they_are_in_no_list_their_card_says_until_when_it_is_kept_and_that_yes_has_to_wait()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        Assert.True((await MineAsync(bot, key)).Says("Next: say yes or no by Tue 24 Mar, 09:00"));
        await LeaveAsync(bot, bot.Priya);
        var mine = await MineAsync(bot, key);
        Assert.True(mine.Says("kept for you until Tue 24 Mar, 09:00") && mine.Says("yes once it lists you again") && mine.Says("talk to Helen Whitcombe") && !mine.Says("Next: say yes"), mine.ToString());
    }

    private static Task<CardReading> MineAsync(BotUnderTest bot, string key) => bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));

    private static Task LeaveAsync(BotUnderTest bot, params Colleague[] people)
    {
        var gone = people.Select(AskedPeople.IdOf).ToHashSet();
        return bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => !gone.Contains(one.Key)).ToDictionary() });
    }
}
