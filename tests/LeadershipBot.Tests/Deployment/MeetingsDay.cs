using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Meetings;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which meetings are arranged, answered, registered, corrected and cancelled.</summary>
internal static class MeetingsDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var grace = bot.Who("Grace Adeyemi");
        foreach (var who in new[] { bot.Organiser, bot.Priya, bot.Tomasz, grace })
            await bot.MeetsAsync(who);
        var called = new JsonObject { ["professions"] = "Gp", ["quorumPeople"] = "1", ["place"] = "Room 1", ["join"] = "https://teams.microsoft.com/l/meetup-join/" + Uri.EscapeDataString(bot.GroupChat.Id) + "/0?context=x" };
        var key = await bot.ArrangesAsync(bot.Organiser, called);
        await bot.Priya.RepliesAsync(bot, key, "coming");
        await bot.Tomasz.DeputesAsync(key, grace);
        await grace.RepliesAsync(bot, key, "coming");
        await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "2" });
        await bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["items"] = "2" });
        await bot.Priya.PressesAsync(bot, "meetings.calendar", MeetingForms.Of(key));
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Priya.Delivers(delivery => delivery.MeetingStartAsync(bot.Priya.Person, bot.GroupChat, MeetingForms.Title, TestContext.Current.CancellationToken));
        await bot.PassAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(15));
        await bot.Priya.Delivers(delivery => delivery.MeetingEndAsync(bot.Priya.Person, bot.GroupChat, MeetingForms.Title, TestContext.Current.CancellationToken));
        await bot.Organiser.KeepsRegisterAsync(key, "keep", bot.Priya, grace);
        await bot.Services.GetRequiredService<TakeAttendance>().RunAsync(key, new Attended(new HashSet<string> { AskedPeople.IdOf(bot.Yusuf).ToString() }, 1), TestContext.Current.CancellationToken);
        await bot.Organiser.NotesAsync(key, bot.Priya, "came", new JsonObject { ["left"] = "3" });
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["quorumPeople"] = "2", ["reason"] = "It was written down wrongly" }));
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya, grace);
        await bot.Organiser.NotesAsync(key, bot.Yusuf, "came", new JsonObject { ["reason"] = "He joined late" });

        var other = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["day"] = "2026-04-02" });
        var later = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(other)))).Card);
        await bot.Organiser.Sends(PostForms.Filled(later, new JsonObject { ["day"] = "2026-04-03" }));
        await bot.Organiser.SendsFormAsync("meetings.cancel.form", MeetingForms.Of(other), new JsonObject { ["reason"] = "The hall is flooded" });
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        await AsksAboutAnItemAsync(bot, key);
        await TurnsToOthersAsync(bot);
    }

    private static async Task AsksAboutAnItemAsync(BotUnderTest bot, string key)
    {
        var chosen = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.ask.form").With(MeetingForms.Of(key)))).Card);
        var form = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, chosen, "Ask those called", ("part", "2"));
        var preview = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, form, "Preview", ("question", "Shall the hubs open at seven?"), ("options", "Yes\nNo"));
        await bot.Organiser.Sends(PollForms.Pressed(preview, "Ask now"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
    }

    /// <summary>Somebody answers, and others are called in their place.</summary>
    private static async Task TurnsToOthersAsync(BotUnderTest bot)
    {
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["day"] = "2026-04-09", ["professions"] = "Gp" });
        await bot.Priya.RepliesAsync(bot, key, "coming");
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        var confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["professions"] = "PracticeManager" }))).Card);
        await bot.Organiser.Sends(PostForms.Filled(confirm, []));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var soon = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["day"] = "2026-03-13", ["from"] = "09:00", ["until"] = "09:30", ["professions"] = "Gp", ["join"] = "https://teams.microsoft.com/meet/123" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 13, 10, 0, 0, TimeSpan.Zero));
        await bot.Tomasz.PressesAsync(bot, "meetings.were", MeetingForms.Of(soon, ("there", "yes")));
    }
}
