using System.Text.Json.Nodes;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>Thanks that hurt: who can report or remove them, who decides, and who hears of it.</summary>
public sealed class ReportedThanksTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anybody_who_reads_public_thanks_can_report_them_and_hears_what_became_of_it()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Priya, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "For keeping quiet about it", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 2, 11, 31, 0, TimeSpan.Zero));

        // From the card that everybody got; pressing twice is one report, and the organiser is told once, without who reported.
        var sent = bot.CardsIn(bot.Priya.Chat).Single(message => CardReading.Of(message.Card()).Heading == "Thanks of the month");
        for (var i = 0; i < 2; i++)
            Assert.True(CardReading.Of((await bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id).With(new JsonObject { ["month"] = "202603" }))).Card).Says("Reported. An organiser or chair reads it and decides"));
        Assert.Contains("Report", CardReading.Of(sent.Card()).Buttons);
        var told = Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == "Thanks that were reported");
        Assert.True(told.Says("“For keeping quiet about it”") && !told.Says("Raman"), told.ToString());
        Assert.DoesNotContain(bot.CardsOf(bot.Chair), card => card.Heading == "Thanks that were reported"); // there is an organiser
        Assert.True((await bot.Chair.ReadsAsync(bot, "thanks.reported")).Says("“For keeping quiet about it”"));

        // Left: who reported hears it, and may report it again, which is told again.
        Assert.StartsWith("Left as it is.", (await DecidesAsync(bot, bot.Organiser, id, "", 1)).Sentence, StringComparison.Ordinal);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "The thanks that you reported" && card.Says("left them as they are"));
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported));
        await bot.PassAsync(TimeSpan.FromSeconds(1));
        await bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        await bot.Tomasz.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        Assert.Equal(2, bot.CardsOf(bot.Organiser).Count(card => card.Heading == "Thanks that were reported"));

        // Hidden: all who reported hear it, both sides read why, and it is gone from the card that everybody got.
        Assert.True(CardReading.Of((await DecidesAsync(bot, bot.Organiser, id, "", 0)).Card).Says("There was nothing to read in it"));
        Assert.StartsWith("Hidden.", (await DecidesAsync(bot, bot.Organiser, id, "It accuses somebody", 0)).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            Assert.Contains(bot.CardsOf(who), card => card.Heading == "The thanks that you reported" && card.Says("hid them from others"));
        foreach (var who in new[] { bot.Yusuf, bot.Tomasz })
            Assert.Contains(bot.CardsOf(who), card => card.Says("An organiser hid it from others: It accuses somebody"));
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading == "Thanks of the month" && card.Says("“For keeping quiet about it”"));
        Assert.Equal(["thanks.hidden", "thanks.left", "thanks.reported", "thanks.reported", "thanks.reported"], (await bot.RowsAsync(ThanksRows.Table, PostForms.Here, "audit.")).Select(row => row.GetString("What")).Order());
        Assert.Contains("aren't there any more", CardReading.Of((await bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id))).Card).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_thanks_that_hurt_are_reported_by_whom_they_went_to_alone_and_removed_for_good()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Yusuf, bot.Priya, bot.Chair })
            await bot.MeetsAsync(who);
        var id = await bot.Organiser.ThanksAsync(bot, bot.Yusuf, "For nothing, as always");
        Assert.Contains("aren't there any more", CardReading.Of((await bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id))).Card).ToString(), StringComparison.Ordinal);
        Assert.True((await bot.Yusuf.ReadsAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id).With(new JsonObject { ["at"] = "mine" }))).Says("Reported."));

        // Who gave them is an organiser: they neither hear of it, nor decide.
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading == "Thanks that were reported");
        Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == "Thanks that were reported");
        Assert.False((await bot.Organiser.ReadsAsync(bot, "thanks.reported")).Says("For nothing"));
        Assert.StartsWith("They are from you or to you", (await bot.Organiser.Opens(PostForms.About("thanks.hide.form").With(ThanksTrial.About(bot.Yusuf, id)))).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("They are from you or to you", (await bot.Organiser.Sends(PostForms.About("thanks.hide").With(ThanksTrial.About(bot.Yusuf, id)).With(new JsonObject { ["what"] = "leave" }))).Sentence, StringComparison.Ordinal);

        // Removed, after one question: for both, and pressed twice it is gone once. Its copy that was reported goes with it, and there is nothing left to decide.
        var sure = await bot.Yusuf.ReadsAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id });
        Assert.Equal(["Remove for good", "Keep"], sure.Buttons);
        Assert.True(sure.Says("If they were reported, nobody decides about that any more."), sure.ToString());
        Assert.Single(await bot.ThanksToAsync(bot.Yusuf));
        for (var i = 0; i < 2; i++)
            Assert.True((await bot.Yusuf.ReadsAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true" })).Says("Removed. It is gone for both of you."));
        Assert.Empty(await bot.ThanksToAsync(bot.Yusuf));
        Assert.True((await bot.Organiser.ReadsAsync(bot, "thanks.mine", new JsonObject { ["list"] = "given" })).Says("You have thanked nobody here yet."));
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported));
        Assert.False((await bot.Chair.ReadsAsync(bot, "thanks.reported")).Says("For nothing"));
        Assert.StartsWith("Those thanks aren't there any more.", (await bot.Chair.Sends(PostForms.About("thanks.hide").With(ThanksTrial.About(bot.Yusuf, id)).With(new JsonObject { ["what"] = "hide", ["reason"] = "Rude" }))).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.CardsOf(bot.Yusuf), card => card.Heading == "The thanks that you reported"); // they removed them themselves
    }

    [Fact]
    public async Task Removed_by_whom_they_thank_no_copy_of_reported_thanks_is_left_and_whoever_else_reported_them_hears_it()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Yusuf, bot.Priya })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "For keeping quiet about it", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
            await who.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        Assert.Equal(2, (await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported)).Count);
        await bot.Yusuf.ReadsAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true" });
        await bot.DrainAsync();
        Assert.DoesNotContain(await bot.RowsAsync(ThanksRows.Table, PostForms.Here), row => row.Columns.Any(column => column.Value is string words && words.Contains("keeping quiet", StringComparison.Ordinal)));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "The thanks that you reported" && card.Says("They were removed meanwhile."));
        Assert.DoesNotContain(bot.CardsOf(bot.Yusuf), card => card.Heading == "The thanks that you reported");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reported_and_removed_at_the_same_moment_no_copy_outlives_the_thanks(bool removedFirst)
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Yusuf);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "For keeping quiet about it", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        var other = false;
        bot.Store.BeforeCommit = async (_, _, changes) =>
        {
            if (other || !changes.Any(change => removedFirst ? change is Change.Insert && change.RowKey.StartsWith(ThanksRows.Reported, StringComparison.Ordinal) : change is Change.Delete && change.RowKey.EndsWith(id, StringComparison.Ordinal) && change.RowKey.StartsWith(ThanksRows.To, StringComparison.Ordinal)))
                return;
            other = true;
            _ = await (removedFirst ? RemovesAsync() : ReportsAsync());
        };
        _ = await bot.WhilePassing(removedFirst ? ReportsAsync() : RemovesAsync());
        bot.Store.BeforeCommit = null;
        Assert.True(other);
        Assert.Empty(await bot.ThanksToAsync(bot.Yusuf));
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported));

        Task<LeadershipBot.Simulator.Connector.BotAnswer> ReportsAsync() => bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        Task<LeadershipBot.Simulator.Connector.BotAnswer> RemovesAsync() => bot.Yusuf.PressesAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true" });
    }

    [Fact]
    public async Task Reported_by_another_just_as_they_are_hidden_who_reported_hears_it_and_nothing_is_left_to_decide()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Yusuf, bot.Priya, bot.Chair, bot.Organiser })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "For keeping quiet about it", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        await bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        var reported = false;
        bot.Store.BeforeCommit = async (_, _, changes) =>
        {
            if (reported || !changes.Any(change => change is Change.Delete && change.RowKey.StartsWith(ThanksRows.Reported, StringComparison.Ordinal)))
                return;
            reported = true;
            _ = await bot.Chair.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        };
        var hides = await bot.WhilePassing(DecidesAsync(bot, bot.Organiser, id, "It accuses somebody", 0));
        bot.Store.BeforeCommit = null;
        Assert.True(reported);
        Assert.StartsWith("Hidden.", hides.Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported));
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        foreach (var who in new[] { bot.Priya, bot.Chair })
            Assert.Single(bot.CardsOf(who), card => card.Heading == "The thanks that you reported" && card.Says("hid them from others"));
    }

    [Fact]
    public async Task Public_thanks_are_leafed_through_page_by_page_and_month_by_month()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Yusuf);
        for (var n = 0; n < 10; n++)
            await bot.Yusuf.PublishesAsync(bot, await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, $"Thing {n}.", mayBePublic: true));
        await bot.BecomesAsync(new DateTimeOffset(2026, 6, 3, 9, 0, 0, TimeSpan.Zero));
        var (seen, month) = (new List<string>(), await bot.Chair.ReadsAsync(bot, "thanks.month"));
        Assert.True(month.Says("June 2026") && month.Says("No thanks are public in this month.") && !month.Buttons.Contains("Month after"), month.ToString());
        for (var back = 0; back < 3; back++)
            month = await bot.Chair.ReadsAsync(bot, "thanks.month", Data(month, "Month before"));
        Assert.True(month.Says("March 2026") && month.Buttons.Contains("Month after"), month.ToString());
        for (var page = 0; page < 3; page++)
        {
            seen.AddRange(month.Texts.Where(line => line.StartsWith("“Thing", StringComparison.Ordinal)));
            Assert.Contains("Hide the thanks to Dr Yusuf Demir", month.Buttons);
            if (page < 2)
                month = await bot.Chair.ReadsAsync(bot, "thanks.month", Data(month, "Next page"));
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"“Thing {n}.”"), seen.Order(StringComparer.Ordinal));
        var everybody = await bot.Priya.ReadsAsync(bot, "thanks.month", new JsonObject { ["month"] = "202603" });
        Assert.True(everybody.Buttons.Contains("Report") && !everybody.Buttons.Contains("Hide the thanks to Dr Yusuf Demir"), everybody.ToString());
        Assert.True((await bot.Priya.ReadsAsync(bot, "thanks.month", new JsonObject { ["month"] = "190001" })).Says("June 2021"));
    }

    [Fact]
    public async Task Who_reports_thanks_after_twenty_others_reads_that_theirs_was_not_added()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        var people = await bot.ListsManyAsync(PostForms.Here, 21);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "For keeping quiet", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        foreach (var who in people.Take(20))
            Assert.True((await ReportsAsync(bot, who, id)).Says("Reported."));
        var card = await ReportsAsync(bot, people[20], id);
        Assert.True(card.Says("Many people have reported these thanks already") && !card.Says("Reported."), card.ToString());
        Assert.True((await ReportsAsync(bot, people[0], id)).Says("Reported.")); // theirs is there
        Assert.Equal(20, (await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported)).Count);
    }

    [Fact]
    public async Task Who_is_forgotten_is_in_no_report()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Priya })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "For keeping quiet", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        await bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ThanksHeld>().Single();
        var section = Assert.Single(await held.DescribeAsync(Asked(bot, bot.Priya), Token));
        Assert.Contains(section.Lines, line => line.Words == "You reported the thanks to Dr Yusuf Demir: For keeping quiet");
        await held.ForgetAsync(Asked(bot, bot.Tomasz), Token);
        var report = ThanksRows.ToReport(Assert.Single(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported)))!;
        Assert.Null(report.Thanks.From);
        await held.ForgetAsync(Asked(bot, bot.Priya), Token);
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported));
    }

    private static async Task<CardReading> ReportsAsync(BotUnderTest bot, Colleague who, string id)
        => CardReading.Of((await who.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id))).Card);

    private static PersonAsked Asked(BotUnderTest bot, Colleague who) => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new("larkford", "Larkford")] };

    private static async Task<LeadershipBot.Simulator.Connector.BotAnswer> DecidesAsync(BotUnderTest bot, Colleague who, string id, string reason, int button)
    {
        var form = CardReading.Of((await who.Opens(PostForms.About("thanks.hide.form").With(ThanksTrial.About(bot.Yusuf, id)))).Card);
        Assert.Equal(["Hide", "Leave it"], form.Buttons);
        return await who.Sends(PostForms.Filled(form, new JsonObject { ["reason"] = reason }, button));
    }

    private static JsonObject Data(CardReading card, string title)
        => CardReading.All(card.Json).SelectMany(one => one["actions"] as JsonArray ?? []).First(one => one!["title"]!.GetValue<string>() == title)!["data"]!.DeepClone().AsObject();
}
