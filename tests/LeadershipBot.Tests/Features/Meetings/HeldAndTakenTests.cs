using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>What Teams says of meetings that share a link, and what a meeting gives to people's calendars.</summary>
public sealed class HeldAndTakenTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_meetings_by_one_link_on_a_day_each_has_its_own_beginning_and_end()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var link = "https://teams.microsoft.com/l/meetup-join/" + Uri.EscapeDataString(bot.GroupChat.Id) + "/0?context=%7b%7d";
        var committee = await ArrangesAsync("14:00", "15:00");
        var body = await ArrangesAsync("16:00", "17:00");
        foreach (var (hour, minute, began) in new[] { (14, 0, true), (15, 5, false), (16, 0, true), (17, 0, false) })
        {
            await bot.BecomesAsync(new DateTimeOffset(2026, 3, 12, hour, minute, 0, TimeSpan.Zero));
            await bot.Priya.Delivers(delivery => began ? delivery.MeetingStartAsync(bot.Priya.Person, bot.GroupChat, "Board", Token) : delivery.MeetingEndAsync(bot.Priya.Person, bot.GroupChat, "Board", Token));
        }

        Assert.Equal("14:00 to 15:05", await HeldAsync(committee));
        Assert.Equal("16:00 to 17:00", await HeldAsync(body));

        async Task<string> HeldAsync(string key) => (await bot.MeetingAsync(key)).Meeting is var meeting ? $"{meeting.HeldFrom:HH:mm} to {meeting.HeldUntil:HH:mm}" : "";
        Task<string> ArrangesAsync(string from, string until) => bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["from"] = from, ["until"] = until, ["join"] = link });
    }

    [Fact]
    public async Task That_a_meeting_ended_only_Teams_says_in_whichever_organisation_of_the_person_it_is_and_nobody_by_a_button()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Priya })
            await bot.MeetsAsync(who);
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = "https://teams.microsoft.com/l/meetup-join/" + Uri.EscapeDataString(bot.Priya.Chat.Id) + "/0?context=%7b%7d" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(10));
        foreach (var verb in new[] { "event.meetingStarted", "event.meetingEnded", "event.removed", "event.peopleLeft", "event.fileAccepted" })
            await bot.Priya.Executes(verb, new JsonObject { ["joinUrl"] = (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl, ["at"] = bot.Clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal(((DateTimeOffset?)null, (DateTimeOffset?)null), ((await bot.MeetingAsync(key)).Meeting.HeldFrom, (await bot.MeetingAsync(key)).Meeting.HeldUntil));

        // She acts for another organisation just now.
        await bot.HasOrganisationAsync("another", "Another body");
        await bot.ListsAsync(bot.Priya, "another", Roles.Member);
        await bot.Services.GetRequiredService<IDirectory>().ActForAsync(AskedPeople.IdOf(bot.Priya), "another", Token);
        await bot.Priya.Delivers(delivery => delivery.MeetingStartAsync(bot.Priya.Person, bot.Priya.Chat, "Board", Token));
        Assert.NotNull((await bot.MeetingAsync(key)).Meeting.HeldFrom);
    }

    [Fact]
    public async Task A_meeting_is_taken_into_a_calendar_by_a_press_and_out_of_it_again_once_it_is_cancelled()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Priya })
            await bot.MeetsAsync(who);
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["place"] = "Room 1" });
        Assert.Contains("Add to my calendar", (await bot.Priya.ReadsMeetingAsync(bot, key)).Buttons);
        var taken = await TakesAsync();
        foreach (var line in new[] { $"UID:{key}@leadershipbot", "SEQUENCE:0", "DTSTART:20260312T180000Z", "LOCATION:Room 1", "STATUS:CONFIRMED" })
            Assert.Contains(line, taken);

        await bot.Organiser.SendsFormAsync("meetings.cancel.form", MeetingForms.Of(key), new JsonObject { ["reason"] = "The hall is flooded" });
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Contains("Take it out of my calendar", bot.CardsOf(bot.Priya).Last(card => card.Heading == MeetingForms.Title).Buttons);
        var off = await TakesAsync();
        foreach (var line in new[] { $"UID:{key}@leadershipbot", "SEQUENCE:1", "STATUS:CANCELLED" })
            Assert.Contains(line, off);
        await bot.BecomesAsync(MeetingForms.Starts.AddHours(2));
        Assert.DoesNotContain("Take it out of my calendar", (await bot.Priya.ReadsMeetingAsync(bot, key)).Buttons);

        async Task<string[]> TakesAsync()
        {
            var before = bot.ConsentsFor(bot.Priya).Count;
            await bot.Priya.PressesAsync(bot, "meetings.calendar", MeetingForms.Of(key));
            await bot.DrainAsync();
            Assert.Equal(before + 1, bot.ConsentsFor(bot.Priya).Count);
            await bot.Priya.Delivers(delivery => delivery.AcceptFileAsync(bot.Priya.Person, bot.ConsentsFor(bot.Priya)[^1], Token));
            await bot.DrainAsync();
            return Encoding.UTF8.GetString(bot.NewestUpload()).Split("\r\n");
        }
    }
}
