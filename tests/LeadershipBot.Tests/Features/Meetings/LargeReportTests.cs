using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Teams' report of a meeting of a thousand people is taken within one delivery, with a store that answers slowly.</summary>
public sealed class LargeReportTests : WholeApp
{
    private const int Many = 1_000;

    /// <summary>A delivery has 40 seconds; half of it is for Teams' own answers.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_of_a_thousand_people_is_taken_within_a_delivery_though_each_call_to_the_store_takes_ten_milliseconds()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var crowd = await bot.ListsManyAsync("larkford", Many);
        var key = await bot.ArrangesAsync(bot.Organiser, new System.Text.Json.Nodes.JsonObject { ["professions"] = "Gp" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(95));
        await bot.StandsStillAsync();
        var there = crowd.Select(one => AskedPeople.IdOf(one).ToString()).ToHashSet(StringComparer.Ordinal);

        var slow = SlowStore.Of(bot, TimeSpan.FromMilliseconds(10));
        var note = await bot.Services.GetRequiredService<TakeAttendance>().RunAsync(key, new Attended(there, 0), Token);
        var (taken, first) = (slow.Taken, note.Matched);
        note = await bot.Services.GetRequiredService<TakeAttendance>().RunAsync(key, new Attended(there, 0), Token); // as where the answer to it was lost
        var again = slow.Taken - taken;
        (bot.Store.BeforeRead, bot.Store.BeforeCommit) = (null, null);

        TestContext.Current.TestOutputHelper?.WriteLine($"{taken.TotalSeconds:0.0} s, again {again.TotalSeconds:0.0} s");
        Assert.Equal((Many, Many), (first, note.Matched));
        Assert.True(taken < Within && again < Within, $"{taken}, {again}");
        var rows = await bot.Services.GetRequiredService<MeetingShelf>().ListPeopleAsync(key, Token);
        Assert.Equal(Many, rows.Count(row => row.Attendee is { Presence: Presence.Present, PresenceFrom: PresenceSource.Report, IsReported: true }));
        Assert.All(crowd.Take(3), one => Assert.Single(bot.Store.Inner.ListAsync(MeetingIndexRows.Table, MeetingIndexRows.NotesOf("larkford", AskedPeople.IdOf(one)), LeadershipBot.Storage.RowRange.All, Token).ToBlockingEnumerable(Token)));
    }
}
