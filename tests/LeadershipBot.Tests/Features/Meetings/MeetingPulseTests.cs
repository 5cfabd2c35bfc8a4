using System.Text.Json.Nodes;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>What is asked before a meeting closes as it begins, also where that is at another time by now, or not at all.</summary>
public sealed class MeetingPulseTests : WholeApp
{
    private const string Pulse = "Before the meeting";
    private const string MeetingTime = "2026-03-12 18:00";

    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Moved_the_meeting_takes_along_when_its_pulse_closes_and_nobody_hears_of_that_but_by_its_card()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        var poll = await AsksBeforeAsync(bot);
        var own = await AsksBeforeAsync(bot, "2026-03-11 12:00"); // one for which somebody chose another time keeps that
        var cards = bot.CardsIn(bot.Tomasz.Chat).Count;
        await MovesAsync(bot, key, "2026-03-19");
        await MovesAsync(bot, key, "2026-03-17");
        Assert.Equal(MeetingForms.Starts.AddDays(5), (await HeadAsync(bot, poll)).Poll.ClosesAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 12, 0, 0, TimeSpan.Zero), (await HeadAsync(bot, own)).Poll.ClosesAt);
        Assert.Contains(bot.CardsOf(bot.Tomasz), card => card.Heading == Pulse && card.Says("Tue 17 Mar, 18:00"));
        Assert.Equal(cards + 2, bot.CardsIn(bot.Tomasz.Chat).Count); // the meeting's own news, twice

        // It closes then, not before.
        await bot.BecomesAsync(MeetingForms.Starts.AddDays(5).AddMinutes(-1));
        Assert.True((await HeadAsync(bot, poll)).Poll.IsOpenAt(bot.Clock.GetUtcNow()));
        await bot.BecomesAsync(MeetingForms.Starts.AddDays(5).AddMinutes(1));
        await bot.PassAsync(AMoment, Step);
        Assert.All((await HeadAsync(bot, poll)).Shards.Values, shard => Assert.True(shard.IsFinal));
        Assert.Equal(2, (await bot.RowsAsync(PollRows.Table, poll, "audit.")).Count(row => row.GetString("What") == "polls.rescheduled"));
    }

    [Fact]
    public async Task Cancelled_the_meeting_ends_its_pulse()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        var poll = await AsksBeforeAsync(bot);
        var later = await AsksBeforeAsync(bot, MeetingTime, "Wed 11 Mar 2026 09:00");
        await bot.Organiser.SendsFormAsync("meetings.cancel.form", MeetingForms.Of(key), new JsonObject { ["reason"] = "The hall is flooded" });
        await bot.PassAsync(AMoment, Step);
        Assert.False((await HeadAsync(bot, poll)).Poll.IsOpenAt(bot.Clock.GetUtcNow()));
        Assert.All((await HeadAsync(bot, poll)).Shards.Values, shard => Assert.True(shard.IsFinal));
        Assert.Contains(bot.CardsOf(bot.Tomasz), card => card.Heading == Pulse && !card.Buttons.Contains("Answer"));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 11, 9, 5, 0, TimeSpan.Zero)); // what was still to open never does
        await bot.PassAsync(AMoment, Step);
        Assert.True((await HeadAsync(bot, later)).Poll is { IsScheduled: true, ClosedAt: not null });
    }

    /// <summary>Asks what is asked before the meeting, as its card offers; the poll's key.</summary>
    private static async Task<string> AsksBeforeAsync(BotUnderTest bot, string closes = "", string opens = "")
    {
        var before = await bot.PollKeysAsync();
        await bot.Organiser.Types("meetings");
        await bot.Organiser.Presses("Manage", bot.CardsIn(bot.Organiser.Chat)[^1]);
        var preview = CardReading.Of((await bot.Organiser.Presses("Ask before it", bot.CardsIn(bot.Organiser.Chat)[^1])).Card);
        if (closes.Length > 0)
        {
            var settings = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, preview, "Back");
            preview = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, settings, "Preview", ("closesAt", closes), ("opensAt", opens));
        }

        await bot.Organiser.Sends(PostForms.Filled(preview, []));
        await bot.PassAsync(AMoment, Step);
        return (await bot.PollKeysAsync()).Except(before, StringComparer.Ordinal).Single();
    }

    private static async Task MovesAsync(BotUnderTest bot, string key, string day)
    {
        await bot.Organiser.SendsFormAsync("meetings.form", MeetingForms.Of(key), new JsonObject { ["day"] = day });
        await bot.PassAsync(AMoment, Step);
    }

    private static async Task<PollHead> HeadAsync(BotUnderTest bot, string poll) => (await bot.Services.GetRequiredService<PollShelf>().FindAsync(poll, Token))!;

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var name in new[] { "Helen Whitcombe", "Dr Tomasz Zielinski" })
            await bot.MeetsAsync(bot.Who(name));
        return bot;
    }
}
