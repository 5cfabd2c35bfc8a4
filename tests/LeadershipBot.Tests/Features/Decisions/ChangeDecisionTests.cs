using System.Text.Json.Nodes;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Features.Decisions;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using static LeadershipBot.Tests.Features.Decisions.DecisionTrial;

namespace LeadershipBot.Tests.Features.Decisions;

public sealed class ChangeDecisionTests : WholeApp
{
    private const string Better = "The two hubs merge in May.";

    [Fact]
    public async Task A_correction_changes_every_card_and_keeps_what_was_said_before()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        await PressAsync(bot, bot.Priya, "I disagree");
        await CorrectAsync(bot, key);
        await bot.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));

        Assert.All(people, one => Assert.Null(CardOf(bot, one)));
        Assert.All(people, one => Assert.True(Read(bot, one, Better).Says("Corrected on Mon 2 Mar"), Read(bot, one, Better).ToString()));
        Assert.True(Read(bot, bot.Priya, Better).Says("You disagree."));
        Assert.Equal(What, (await bot.RowsAsync(DecisionRows.Table, key, DecisionRows.Before)).Single().GetString("What"));
        Assert.Contains(await bot.RowsAsync(DecisionRows.Table, key, "audit."), row => row.GetString("What") == "decisions.corrected");
        Assert.Null((await HeadAsync(bot, key)).Writing);
    }

    [Fact]
    public async Task What_somebody_else_changed_after_it_was_shown_is_shown_again_and_not_sent()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var shown = await WriteAsync(bot, bot.Chair);
        var key = shown.Json["actions"]![0]!["data"]!["decision"]!.GetValue<string>();
        var theirs = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, await OpenManagingAsync(bot.Organiser, key), "Go on writing");
        await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, theirs, "Next", ("what", "Half a sen"));

        var again = CardReading.Of((await bot.Chair.Sends(Pressed(shown, "Send"))).Card);
        Assert.True(again.Says("It was changed by somebody meanwhile") && again.Heading == "Half a sen", again.ToString());
        Assert.Equal(DecisionState.Draft, (await HeadAsync(bot, key)).Decision.State);
        await bot.Chair.Sends(Pressed(again, "Send"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.NotNull(CardOf(bot, bot.Priya, "Half a sen"));
    }

    [Fact]
    public async Task A_correction_that_somebody_else_changed_after_it_was_shown_is_shown_again()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        var shown = await WriteCorrectionAsync(bot, key);
        var theirs = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, await OpenManagingAsync(bot.Organiser, key), "Correct it");
        await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, theirs, "Next", ("what", "Half a sen"));

        var again = CardReading.Of((await bot.Chair.Sends(PollForms.Pressed(shown, "Correct every card"))).Card);
        Assert.True(again.Says("It was changed by somebody meanwhile") && again.Heading == "Half a sen", again.ToString());
        Assert.Equal(What, (await HeadAsync(bot, key)).Decision.Content.What);
        await bot.Chair.Sends(PollForms.Pressed(again, "Correct every card"));
        Assert.Equal("Half a sen", (await HeadAsync(bot, key)).Decision.Content.What);
    }

    [Fact]
    public async Task A_correction_that_is_only_being_written_is_seen_by_nobody()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        await WriteCorrectionAsync(bot, key);
        await PressAsync(bot, bot.Priya, "Noted");
        Assert.Equal(What, Read(bot, bot.Priya).Heading);
    }

    [Fact]
    public async Task Corrected_while_it_is_being_sent_everybody_ends_with_the_corrected_card()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        await bot.PassAsync(TimeSpan.FromHours(9.5), TimeSpan.FromHours(1)); // 18:30: half of them have quiet hours from 19:00
        await bot.Priya.Types("hello");
        var preview = await WriteAsync(bot, bot.Chair);
        var key = preview.Json["actions"]![0]!["data"]!["decision"]!.GetValue<string>();
        var count = 0;
        bot.Store.BeforeCommit = (table, _, _) => // once a few have it
        {
            count += table == LeadershipBot.Shell.Sending.SendingRows.Table ? 1 : 0;
            return Task.CompletedTask;
        };
        await bot.Chair.Sends(Pressed(preview, "Send to"));
        await CorrectAsync(bot, key);
        await bot.PassAsync(TimeSpan.FromHours(15), TimeSpan.FromMinutes(15));

        Assert.True(count > 0);
        Assert.All(people, one => Assert.Null(CardOf(bot, one)));
        Assert.All(people, one => Assert.NotNull(CardOf(bot, one, Better)));
        Assert.All(await SendingTrial.RowsAsync(bot), row => Assert.Equal(RecipientState.Sent, row.Kept.State));
    }

    [Fact]
    public async Task A_withdrawn_decision_says_so_and_why_on_every_card_and_reaches_nobody_else()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot, "Dr Yusuf Demir");
        var key = await SendAsync(bot, bot.Chair);
        var dialog = await OpenManagingAsync(bot.Chair, key);
        var missing = CardReading.Of((await bot.Chair.Sends(PollForms.Pressed(dialog, "Withdraw"))).Card);
        Assert.True(missing.Says("no reason yet"), missing.ToString());
        await bot.Chair.Sends(PollForms.Pressed(missing, "Withdraw", ("why", "The **figures** were wrong.")));
        await bot.Chair.Sends(PollForms.Pressed(missing, "Withdraw", ("why", "Again.")));
        await bot.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));

        foreach (var one in people.Where(one => one.Name != "Dr Yusuf Demir"))
        {
            var card = Read(bot, one);
            Assert.True(card.Says("Withdrawn on Mon 2 Mar") && card.Says("The \\*\\*figures\\*\\* were wrong"), card.ToString());
            Assert.Empty(card.Buttons);
            Assert.False(card.Says("Neither fills its rota"));
        }

        await bot.Yusuf.Types("hello");
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));
        Assert.Null(CardOf(bot, bot.Yusuf));
        Assert.Single(await bot.RowsAsync(DecisionRows.Table, key, "audit."), row => row.GetString("What") == "decisions.withdrawn");
    }

    [Fact]
    public async Task Buttons_that_come_late_or_out_of_order_change_nothing_and_say_how_it_is()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        var about = new JsonObject { ["decision"] = key, ["organisation"] = Organisation };
        Assert.Contains("goes out already", Said(await bot.Chair.Sends(With(about, "decisions.hold"))), StringComparison.Ordinal);
        Assert.Contains("A decision", Said(await bot.Chair.Sends(With(about, "decisions.correct"))), StringComparison.Ordinal); // nothing was written
        Assert.Contains("no such decision", Said(await bot.Chair.Sends(With(new JsonObject { ["decision"] = "larkford.nothing", ["organisation"] = Organisation }, "decisions.withdraw"))), StringComparison.Ordinal);
        await bot.Chair.Sends(PollForms.Pressed(await OpenManagingAsync(bot.Chair, key), "Withdraw", ("why", "It was wrong.")));
        var before = await HeadAsync(bot, key);
        foreach (var verb in new[] { "decisions.correct", "decisions.send", "decisions.keep", "decisions.write" })
            await bot.Chair.Sends(With(about, verb));
        var after = await HeadAsync(bot, key);
        Assert.Equal((before.ETag, before.Decision.Revision, DecisionState.Withdrawn), (after.ETag, after.Decision.Revision, after.Decision.State));
    }

    private static JsonObject With(JsonObject about, string verb)
    {
        var data = about.DeepClone().AsObject();
        data["verb"] = verb;
        return data;
    }

    private static async Task<CardReading> WriteCorrectionAsync(BotUnderTest bot, string key)
    {
        var first = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await OpenManagingAsync(bot.Chair, key), "Correct it");
        Assert.Equal(What, first.Input("what")["value"]!.GetValue<string>());
        var second = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, first, "Next", ("what", Better));
        return await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, second, "Preview");
    }

    private static async Task CorrectAsync(BotUnderTest bot, string key)
    {
        var data = PollForms.Pressed(await WriteCorrectionAsync(bot, key), "Correct every card");
        await bot.Chair.Sends(data.DeepClone().AsObject());
        await bot.Chair.Sends(data); // twice: once
    }
}
