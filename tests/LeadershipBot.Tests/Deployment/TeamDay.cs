using LeadershipBot.Tests.Features.Decisions;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which polls and decisions go to the people of a team, and one comes too late for it.</summary>
internal static class TeamDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        var data = SendingTrial.FormOf(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), "Extend?", closes: "1");
        data["teams"] = bot.IdOf(team);
        await bot.Chair.Sends(data);
        var preview = await DecisionTrial.WriteAsync(bot, bot.Chair);
        var again = CardReading.Of((await bot.Chair.Sends(DecisionTrial.Pressed(preview, "Send", ("teams", bot.IdOf(team)), ("when", "Tue 3 Mar 10:00")))).Card);
        await bot.Chair.Sends(DecisionTrial.Pressed(again, "Send"));
        await DecisionTrial.SendAsync(bot, bot.Organiser, null, ("to", "channel"), ("channel", bot.ChannelIdOf(bot.RotaOf(team))));
        await bot.TakesTeamAwayAsync(team);
        await bot.PassAsync(TimeSpan.FromHours(26), TimeSpan.FromHours(2));
    }
}
