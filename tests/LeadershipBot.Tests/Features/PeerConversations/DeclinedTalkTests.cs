using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>Leads who were matched on a measure without having asked for it, and can't take part.</summary>
public sealed class DeclinedTalkTests : WholeApp
{
    private const string AfterAll = "No conversation this time after all";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("On leave until May")]
    [InlineData("")]
    public async Task A_lead_declines_with_one_press_and_the_partner_is_told_and_waits_for_nobody(string reason)
    {
        var bot = await StartAsync();
        var about = await MatchedAsync(bot, bot.Tomasz, bot.Priya);
        Assert.Contains("I can't", Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == "Talk with Dr Priya Raman").Buttons);
        for (var i = 0; i < 2; i++) // twice is once
            Assert.True((await bot.Tomasz.ReadsAsync(bot, "talks.decline", about.With(new JsonObject { ["reason"] = reason }))).Says("Recorded, and passed on to Dr Priya Raman, so that nobody waits."));
        await bot.DrainAsync();
        var told = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == AfterAll);
        Assert.True(told.Says(reason.Length > 0 ? "Dr Tomasz Zielinski can't take part: On leave until May" : "Dr Tomasz Zielinski can't take part.") && told.Says("You needn't do anything."), told.ToString());
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Heading == AfterAll);

        // From the card that they got before, neither can note that they met.
        var alone = await bot.Priya.ReadsAsync(bot, "talks.one", about.With(new JsonObject { ["do"] = "met" }));
        Assert.True(alone.Says("Whoever you were to talk with doesn't take part any more.") && alone.Says("Dr Tomasz Zielinski can't take part"), alone.ToString());
        Assert.DoesNotContain(alone.Buttons, button => button is "We have met" or "Write our note" or "I can't");
        Assert.StartsWith("Whoever you were to talk with doesn't take part any more, so nothing was noted.", (await bot.Priya.Opens(PostForms.About("talks.note.form").With(about))).Sentence, StringComparison.Ordinal);
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "talks.one", about.With(new JsonObject { ["do"] = "met" }))).Says("Recorded, and passed on to Dr Priya Raman"));
        Assert.Null(Assert.Single(await bot.TalksAsync()).MetAt);
        Assert.True((await bot.Priya.ReadsAsync(bot, "talks.decline", about)).Says("Recorded. Nobody else was left, so nobody waits."));
        await bot.DrainAsync();
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Heading == AfterAll); // who declined first hears nothing of it
        foreach (var who in new[] { bot.Tomasz, bot.Priya })
            Assert.DoesNotContain((await who.Hears("conversations")).Texts, line => line.StartsWith("Dr ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_three_the_other_two_are_told_and_go_on()
    {
        var bot = await StartAsync();
        var about = await MatchedAsync(bot, bot.Tomasz, bot.Priya, bot.Yusuf);
        await bot.Yusuf.ReadsAsync(bot, "talks.decline", about);
        await bot.DrainAsync();
        var again = Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Two of you are left: you go on together."));
        Assert.True(again.Heading == "Talk with Dr Tomasz Zielinski" && again.Says("Dr Yusuf Demir can't take part.") && again.Says("Your practices differ on Referrals."), again.ToString());
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "talks.one", about.With(new JsonObject { ["do"] = "met" }))).Says("You met"));
        Assert.Equal(2, Assert.Single(await bot.TalksAsync()).People.Count);

        // Then the second can't, and somebody else never could.
        Assert.StartsWith("One of you noted already that you met, so it can't be declined any more.", (await bot.Priya.PressesAsync(bot, "talks.decline", about)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("That conversation isn't there any more, or isn't yours.", (await bot.Chair.PressesAsync(bot, "talks.decline", about)).Sentence, StringComparison.Ordinal);
        Assert.True((await bot.Yusuf.ReadsAsync(bot, "talks.decline", about)).Says("Recorded, and passed on to "));
        Assert.Equal(2, Assert.Single(await bot.TalksAsync()).People.Count);
    }

    [Fact]
    public async Task Of_three_of_whom_two_decline_one_after_the_other_the_last_is_told_of_both()
    {
        var bot = await StartAsync();
        var about = await MatchedAsync(bot, bot.Tomasz, bot.Priya, bot.Yusuf);
        foreach (var who in new[] { bot.Yusuf, bot.Tomasz })
        {
            await who.ReadsAsync(bot, "talks.decline", about);
            await bot.DrainAsync();
        }

        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Two of you are left: you go on together."));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == AfterAll && card.Says("Dr Yusuf Demir can't take part. · Dr Tomasz Zielinski can't take part."));
    }

    [Fact]
    public async Task A_reason_with_a_patient_s_details_is_not_kept_and_nothing_is_declined_by_it()
    {
        var bot = await StartAsync();
        var about = await MatchedAsync(bot, bot.Tomasz, bot.Priya);
        Assert.StartsWith("This looks like it holds a patient's details", (await bot.Tomasz.PressesAsync(bot, "talks.decline", about.With(new JsonObject { ["reason"] = "Seeing Mrs Smith, born 3.4.1951" }))).Sentence, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(await bot.TalksAsync()).People.Count);
        Assert.DoesNotContain(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here), row => row.Columns.Any(column => column.Value is string words && words.Contains("Smith", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_declined_is_told_what_is_held_and_forgotten_with_their_reason()
    {
        var bot = await StartAsync();
        var about = await MatchedAsync(bot, bot.Tomasz, bot.Priya);
        await bot.Tomasz.ReadsAsync(bot, "talks.decline", about.With(new JsonObject { ["reason"] = "On leave until May" }));
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<TalksHeld>().Single();
        var lines = Assert.Single(await held.DescribeAsync(new PersonAsked(AskedPeople.IdOf(bot.Tomasz), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] }, Token)).Lines;
        Assert.Contains(lines, line => line.Words == "You said that you can't take part. On leave until May");
        await bot.ForgetsAsync(bot.Tomasz);
        Assert.Empty(await bot.RowsWithAsync(bot.Tomasz));
        Assert.DoesNotContain(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here), row => row.Columns.Any(column => column.Value is string words && words.Contains("leave until", StringComparison.Ordinal)));
        Assert.True((await bot.Priya.ReadsAsync(bot, "talks.one", about)).Says("Whoever you were to talk with doesn't take part any more."));
    }

    [Fact]
    public async Task Two_weeks_after_the_others_were_told_it_is_kept_who_declined_and_no_more_why()
    {
        var bot = await StartAsync();
        var about = await MatchedAsync(bot, bot.Tomasz, bot.Priya, bot.Yusuf);
        await bot.Yusuf.ReadsAsync(bot, "talks.decline", about.With(new JsonObject { ["reason"] = "Off sick until May" }));
        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddDays(4));
        await bot.Tomasz.ReadsAsync(bot, "talks.decline", about.With(new JsonObject { ["reason"] = "On leave" }));
        await bot.BecomesAsync(bot.Clock.GetUtcNow() + Talk.ReasonsKeptFor - TimeSpan.FromMinutes(1));
        Assert.True((await bot.Priya.ReadsAsync(bot, "talks.one", about)).Says("Dr Yusuf Demir can't take part: Off sick until May · Dr Tomasz Zielinski can't take part: On leave"));

        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddMinutes(2));
        Assert.True((await bot.Priya.ReadsAsync(bot, "talks.one", about)).Says("Dr Yusuf Demir can't take part. · Dr Tomasz Zielinski can't take part."));
        Assert.True((await bot.Yusuf.ReadsAsync(bot, "talks.one", about)).Says("You don't take part in this conversation"));
        Assert.DoesNotContain(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here), row => row.Columns.Any(column => column.Key == "Reasons" || column.Value is string words && (words.Contains("sick", StringComparison.Ordinal) || words.Contains("leave", StringComparison.Ordinal))));
        Assert.DoesNotContain(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here), row => row.RowKey.Contains(ForgetReasons.Kind, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_measure_that_is_taken_back_leaves_nothing_of_whoever_declined()
    {
        var bot = await StartAsync();
        var about = await MatchedAsync(bot, bot.Tomasz, bot.Priya);
        await bot.Tomasz.ReadsAsync(bot, "talks.decline", about);
        await bot.Chair.PressesAsync(bot, "talks.measure.back", new JsonObject { ["number"] = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match)).RowKey[TalkRows.Match.Length..] });
        await bot.DrainAsync();
        Assert.Empty(await bot.RowsWithAsync(bot.Tomasz));
    }

    /// <summary>Leads of practices that differ, matched and told, and what names their conversation.</summary>
    private static async Task<JsonObject> MatchedAsync(BotUnderTest bot, params Colleague[] leads)
    {
        foreach (var (number, who) in leads.Index())
        {
            await bot.MeetsAsync(who);
            await bot.LeadsAsync(who, $"Z9900{number + 2}");
        }

        await bot.Organiser.MatchesPracticesAsync("Referrals", string.Join('\n', leads.Index().Select(one => $"Z9900{one.Index + 2} {one.Index + 1}")));
        await bot.DrainAsync();
        Assert.Equal(leads.Length, Assert.Single(await bot.TalksAsync()).People.Count);
        return new JsonObject { ["talk"] = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).RowKey[TalkRows.Talk.Length..] };
    }
}
