using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which a survey is made of a ready-made set, asked, closed, and its run noted.</summary>
internal static class SetsDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var (writer, chat) = (bot.Organiser, bot.GroupChat);
        var sets = CardReading.Of((await writer.Opens(new() { ["verb"] = "polls.sets" }, chat)).Card);
        var preview = await PollForms.TurnsAsync(writer, chat, sets, "Use “Was this meeting worth it?”");
        await writer.Sends(PollForms.Pressed(preview, "Ask now"), chat);
        await bot.DrainAsync();
        await writer.Sends(new() { ["verb"] = "polls.close", ["poll"] = bot.PollsIn(chat)[^1].Key }, chat);
        await bot.DrainAsync();
    }
}
