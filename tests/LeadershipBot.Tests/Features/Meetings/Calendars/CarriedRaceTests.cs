using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What goes over to a meeting in another's place, while somebody else writes there, or a server is lost.</summary>
public sealed class CarriedRaceTests : WholeApp
{
    private const int Many = 130;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_somebody_writes_an_agenda_just_as_it_goes_over_nothing_of_the_others_items_lands_on_it()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, series, old) = await MovedSeriesTests.FollowsSeriesAsync(bot, graph);
        await MovedSeriesTests.WritesAgendaAsync(bot, old[2]);
        await bot.Priya.RepliesAsync(bot, old[2], "apologies");
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(old[2], ("of", "me")), new JsonObject { ["items"] = "2" });
        var key = "";
        bot.Store.BeforeCommit = async (table, partition, changes) =>
        {
            if (key.Length > 0 || table != MeetingRows.Table || partition == old[2] || !changes.Any(change => change.RowKey.StartsWith(MeetingRows.Conflict, StringComparison.Ordinal)))
                return;
            key = partition;
            var head = await bot.MeetingAsync(key);
            var written = head.Meeting with { LastItem = 2, Content = head.Meeting.Content with { Agenda = [new AgendaItem("1", "Estates"), new AgendaItem("2", "Hubs")] } };
            Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync(table, key, [new Change.Replace(MeetingRows.OfMeeting(written, head.ETag))], Token));
        };
        board.Move(series, MovedSeriesTests.Friday, MovedSeriesTests.Friday.AddHours(1));
        await MovedSeriesTests.ReadsAllAsync(bot, graph);

        var meeting = (await bot.MeetingAsync(key)).Meeting;
        Assert.Equal(("Estates|Hubs", null), (string.Join('|', meeting.Content.Agenda.Select(item => item.Title)), meeting.CarriedFrom));
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Conflict));
        Assert.Null(await bot.StandsAsync(key, bot.Priya));
        Assert.True(Assert.Single(MovedSeriesTests.Told(bot, bot.Organiser)).Says("nobody can tell"));
        Assert.Single(await bot.RowsAsync(MeetingRows.Table, old[2], MeetingRows.Conflict));
    }

    [Fact]
    public async Task What_is_too_much_for_one_commit_goes_over_in_parts_each_once_though_it_is_broken_off()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, series, old) = await MovedSeriesTests.FollowsSeriesAsync(bot, graph, new JsonObject { ["professions"] = "Gp" });
        await MovedSeriesTests.WritesAgendaAsync(bot, old[2]);
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(old[2], ("of", "me")), new JsonObject { ["items"] = "2" });
        await bot.Tomasz.DeputesAsync(old[2], bot.Who("Grace Adeyemi"));
        var people = Enumerable.Range(0, Many).Select(i => new Attendee(new MemberId(AskedPeople.IdOf(bot.Priya).TenantId, $"7d1e0000-0000-4000-a000-{i:D12}"), $"Dr {i:D3}") { Reply = Reply.Coming, RepliedAt = bot.Clock.GetUtcNow(), Presence = Presence.Present, IsReported = i % 2 == 0 }); // ticked early
        foreach (var some in people.Chunk(StoreLimits.ChangesMax))
            await bot.Store.Inner.CommitAsync(MeetingRows.Table, old[2], [.. some.Select(one => new Change.Insert(AttendeeRow.Of(old[2], one, null)))], Token);
        var (key, gone) = ("", "");
        bot.Store.BeforeCommit = async (table, partition, changes) =>
        {
            if (key.Length > 0 || table != MeetingRows.Table || !changes.Any(change => change is Change.Delete && change.RowKey.StartsWith("carrying.", StringComparison.Ordinal)))
                return;
            key = partition;
            Assert.Equal(("Minutes|Budget", 1), (string.Join('|', (await bot.MeetingAsync(key)).Meeting.Content.Agenda.Select(item => item.Title)), (await bot.RowsAsync(table, key, MeetingRows.Conflict)).Count));
            gone = (await bot.RowsAsync(table, key, MeetingRows.Person)).First(row => row.GetString("Name")!.StartsWith("Dr ", StringComparison.Ordinal) && row.GetString("Deputy") is null).RowKey;
            await bot.Store.Inner.CommitAsync(table, key, [new Change.Delete(gone, null)], Token);
            throw new StoreUnavailableException("Asked for.");
        };
        board.Move(series, MovedSeriesTests.Friday, MovedSeriesTests.Friday.AddHours(1));
        await MovedSeriesTests.ReadsAllAsync(bot, graph);

        var rows = await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Person);
        var there = rows.ConvertAll(row => row.RowKey);
        Assert.DoesNotContain(rows, row => row.GetString("Presence") is not null || row.GetBoolean("IsReported") is true); // nobody was at a meeting to come
        Assert.Equal((await bot.RowsAsync(MeetingRows.Table, old[2], MeetingRows.Person)).Select(row => row.RowKey).Where(row => row != gone), there);
        Assert.Equal(Many + 1, there.Count);
        Assert.Equal(Reply.Deputy, (await bot.StandsAsync(key, bot.Tomasz))?.Reply);
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, "carrying."));
        Assert.Single(await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Conflict));
        Assert.True(Assert.Single(MovedSeriesTests.Told(bot, bot.Organiser)).Says("stands in its place"));
    }
}
