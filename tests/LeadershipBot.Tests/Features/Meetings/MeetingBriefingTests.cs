using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Briefing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Cards;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>What the brief and the managing card say of meetings beside those that a followed calendar brings.</summary>
public sealed class MeetingBriefingTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_overdue_register_is_said_however_many_events_a_followed_calendar_brings()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.BecomesAsync(MeetingForms.Starts.AddDays(4));
        Assert.True((await bot.Chair.Hears("brief")).Says("The register of Governing body, Thu 12 Mar, 18:00 (GMT) to 19:30, is still open."));
        await EventsAsync(bot, MeetingForms.Starts.AddDays(-20), 31);
        await EventsAsync(bot, MeetingForms.Starts.AddDays(5), 31);
        var brief = await bot.Chair.Hears("brief");
        Assert.True(brief.Says("The register of Governing body, Thu 12 Mar, 18:00 (GMT) to 19:30, is still open."), brief.ToString());
        Assert.False(brief.Says("Booking"), brief.ToString());
    }

    [Fact]
    public async Task Whoever_manages_a_meeting_reads_who_is_to_leave_for_which_item_and_nobody_else_does()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Chair, bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);
        var grace = bot.Who("Grace Adeyemi");
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "2" }); // who hasn't said that she comes
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "2" });
        await bot.Tomasz.DeputesAsync(key, grace);
        await bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["items"] = "2,3" });
        const string ItemTwo = "Item 2 (Hubs), to leave for an interest: Dr Priya Raman, Dr Yusuf Demir (noted by Helen Whitcombe), Grace Adeyemi (stands in for Dr Tomasz Zielinski).";
        foreach (var card in new[] { await bot.Organiser.ManagesAsync(bot, key), await bot.Chair.Hears("brief") })
            Assert.True(card.Says(ItemTwo) && card.Says("Item 3 (Budget), to leave for an interest: Dr Yusuf Demir (noted by Helen Whitcombe)."), card.ToString());
        Assert.False((await bot.Priya.ReadsMeetingAsync(bot, key)).Says("to leave"));

        // As it is on: who isn't there needn't leave.
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.NotesAsync(key, bot.Yusuf, "absent");
        await bot.Organiser.NotesAsync(key, bot.Priya, "came", new JsonObject { ["left"] = "2" });
        var live = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(live.Says("Item 2 (Hubs), to leave for an interest: Grace Adeyemi (stands in for Dr Tomasz Zielinski).") && !live.Says("Item 3 (Budget), to leave for an interest"), live.ToString());
    }

    [Fact]
    public async Task Whom_an_organisation_lists_is_read_once_for_all_meetings_of_a_brief()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var keys = new List<string>();
        foreach (var professions in new[] { "Gp", "Lay", "" })
            keys.Add(await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = professions, ["title"] = "Board " + professions }));
        var real = bot.Services.GetRequiredService<IAudience>();
        var audience = new Mock<IAudience>();
        audience.Setup(one => one.ListRememberedAsync("larkford", It.IsAny<Audience>(), It.IsAny<CancellationToken>())).Returns((string organisation, Audience chosen, CancellationToken stop) => real.ListRememberedAsync(organisation, chosen, stop));
        var reading = new RegisterReading(bot.Services.GetRequiredService<MeetingShelf>(), bot.Services.GetRequiredService<MeetingRoll>(), audience.Object);
        var heads = await Task.WhenAll(keys.Select(bot.MeetingAsync));
        var registers = await reading.ReadAsync(heads, Token);
        audience.Verify(one => one.ListRememberedAsync("larkford", It.IsAny<Audience>(), It.IsAny<CancellationToken>()), Times.Once);
        foreach (var (head, register) in heads.Zip(registers))
            Assert.Equal(await real.ListAsync("larkford", head.Meeting.Content.Called, Token).CountAsync(Token), register.Roll.Called);
    }

    [Fact]
    public async Task A_practice_that_was_heard_from_isnt_lost_among_events_and_who_never_answered_wasnt_heard_from()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Priya.RepliesAsync(bot, key, "coming");
        await EventsAsync(bot, BotUnderTest.Start.AddHours(1), 70);
        var activity = bot.Services.GetRequiredService<IEnumerable<IPracticeActivity>>().OfType<MeetingActivity>().Single();
        Assert.Equal([bot.Priya.ObjectId], await HeardAsync());
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.NotesAsync(key, bot.Who("Grace Adeyemi"), "deputy", new JsonObject { ["whom"] = AskedPeople.IdOf(bot.Tomasz).ToString() });
        Assert.Equal((Reply.Deputy, (DateTimeOffset?)null), ((await bot.StandsAsync(key, bot.Tomasz))!.Reply, (await bot.StandsAsync(key, bot.Tomasz))!.RepliedAt));
        Assert.DoesNotContain(bot.Tomasz.ObjectId, await HeardAsync());

        async Task<List<string>> HeardAsync() => await activity.ListAsync("larkford", BotUnderTest.Start.AddHours(-1), Token).Select(one => one.PersonId).ToListAsync(Token);
    }

    [Theory]
    [InlineData("2026-03-12T18:00Z", "2026-03-12T19:30Z", "Thu 12 Mar, 18:00 (GMT) to 19:30")]
    [InlineData("2026-03-12T18:00Z", "2026-03-14T09:00Z", "Thu 12 Mar, 18:00 (GMT) to Sat 14 Mar, 09:00 (GMT)")]
    [InlineData("2026-07-02T21:00Z", "2026-07-02T23:30Z", "Thu 2 Jul, 22:00 (BST) to Fri 3 Jul, 00:30 (BST)")]
    public void A_meeting_that_ends_on_another_day_says_on_which(string starts, string ends, string said)
        => Assert.Equal(said, MeetingWords.When(CardSamples.Library.Text, DateTimeOffset.Parse(starts, CultureInfo.InvariantCulture), DateTimeOffset.Parse(ends, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/London")));

    /// <summary>Bookings out of a calendar, each of an hour, that ask for no register.</summary>
    private static async Task EventsAsync(BotUnderTest bot, DateTimeOffset from, int count)
    {
        var meetings = Enumerable.Range(0, count).Select(i => new Meeting($"booking{from.Day}x{i}", new OrganisationName("larkford", "Larkford"), new MeetingContent("Booking", from.AddHours(i), from.AddHours(i + 1), "Europe/London")) { MadeAt = BotUnderTest.Start, Source = new MeetingSource("calendar", 1) });
        foreach (var some in meetings.SelectMany(meeting => MeetingIndexRows.OfLines(new MeetingHead(meeting, ""))).Chunk(StoreLimits.ChangesMax))
            await bot.Services.GetRequiredService<IRecordStore>().CommitAsync(MeetingIndexRows.Table, "larkford", some, Token);
    }
}
