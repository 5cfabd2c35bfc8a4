using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>A register is closed, or it isn't: nothing of a closing that doesn't come through stays.</summary>
public sealed class ClosingTests : WholeApp
{
    private static readonly DateTimeOffset Ends = MeetingForms.Starts.AddMinutes(90);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closing_that_doesnt_come_through_says_of_nobody_that_they_werent_there_and_the_report_notes_them()
    {
        var (bot, key) = await StartMetAsync();
        bot.Store.BeforeCommit = (_, _, changes) => changes.Any(change => change is Change.Replace { Record: { RowKey: MeetingRows.MeetingRow } row } && row.GetDateTimeOffset("ClosedAt") is not null)
            ? throw new StoreUnavailableException("A fault that was asked for.")
            : Task.CompletedTask;
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        bot.Store.BeforeCommit = null;
        Assert.Null((await bot.MeetingAsync(key)).Meeting.ClosedAt);
        Assert.Equal(Presence.NotNoted, (await bot.StandsAsync(key, bot.Tomasz))!.Presence);
        await bot.Services.GetRequiredService<TakeAttendance>().RunAsync(key, new Attended(new HashSet<string> { AskedPeople.IdOf(bot.Tomasz).ToString() }, 0), Token);
        Assert.Equal((Presence.Present, PresenceSource.Report), await bot.StandsAsync(key, bot.Tomasz) is { } there ? (there.Presence, there.PresenceFrom) : default);

        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya, bot.Tomasz);
        Assert.Equal(2, (await bot.MeetingAsync(key)).Meeting.Stand!.Came);
        Assert.Equal((Presence.Absent, PresenceSource.Hand), await bot.StandsAsync(key, bot.Yusuf) is { } not ? (not.Presence, not.PresenceFrom) : default);
    }

    [Fact]
    public async Task A_register_is_closed_and_counts_the_same_though_the_rows_of_those_who_werent_there_arent_written()
    {
        var (bot, key) = await StartMetAsync();
        bot.Store.BeforeCommit = (_, _, changes) => changes.Any(change => change is Change.Replace { Record: var row } && row.GetString("Presence") == nameof(Presence.Absent))
            ? throw new StoreUnavailableException("A fault that was asked for.")
            : Task.CompletedTask;
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        bot.Store.BeforeCommit = null;
        await bot.DrainAsync();
        Assert.Equal((1, Presence.NotNoted), ((await bot.MeetingAsync(key)).Meeting.Stand!.Came, (await bot.StandsAsync(key, bot.Yusuf))!.Presence));
        var card = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(card.Says("There (1): Dr Priya Raman") && card.Says("Apologies (2): Dr Tomasz Zielinski, Dr Yusuf Demir"), card.ToString());
    }

    [Fact]
    public async Task However_many_answered_a_register_is_kept_and_closed_with_few_readings()
    {
        const int people = 1_000;
        var (bot, key) = await StartMetAsync();
        var answered = Enumerable.Range(0, people).Select(i => new Attendee(new MemberId("7d1e0000-0000-4000-9000-000000000001", $"8d1e0000-0000-4000-8000-{i:D12}"), $"Dr {i:D4}") { IsCalled = true, Reply = Reply.Apologies }).ToList();
        foreach (var some in answered.Chunk(StoreLimits.ChangesMax / 2))
            await bot.Store.Inner.CommitAsync(MeetingRows.Table, key, [.. some.SelectMany(one => new Change[] { new Change.Insert(AttendeeRow.Of(key, one, null)), new Change.Insert(MeetingRoll.Of(key, one)) })], Token);
        var before = (await bot.MeetingAsync(key)).Meeting;
        await bot.Services.GetRequiredService<MeetingShelf>().ChangeAsync(key, null, now => now.Meeting with { Roll = RollCount.Of([.. answered, .. Enumerable.Range(0, before.Roll!.Called).Select(i => new Attendee(new MemberId("t", $"{i}"), "") { IsCalled = true })]) }, _ => [], Token);
        await bot.DrainAsync();
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        var data = PostForms.Filled(form, new JsonObject { ["present"] = "" });
        data["go"] = "close";
        var reads = bot.Store.Reads;
        await bot.Organiser.Sends(data);
        Assert.InRange(bot.Store.Reads - reads, 1, 150);
        var closed = (await bot.MeetingAsync(key)).Meeting;
        Assert.Equal((0, people + 2), (closed.Stand!.Came, closed.Stand.Apologies));
    }

    private async Task<(BotUnderTest Bot, string Key)> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
            await who.RepliesAsync(bot, key, "apologies");
        await bot.BecomesAsync(Ends.AddMinutes(5));
        return (bot, key);
    }
}
