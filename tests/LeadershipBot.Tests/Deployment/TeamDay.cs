using System.Text.Json.Nodes;
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
        var other = await DecisionTrial.WriteAsync(bot, bot.Organiser, null, ("what", "Another thing."));
        var sure = CardReading.Of((await bot.Organiser.Sends(DecisionTrial.Pressed(other, "Send", ("to", "channel"), ("channel", bot.ChannelIdOf(bot.RotaOf(team)))))).Card);
        await bot.Organiser.Sends(DecisionTrial.Pressed(sure, "Send"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        await bot.Organiser.Executes("decisions.extend", new JsonObject { ["decision"] = sure.Json["actions"]![0]!["data"]!["decision"]!.GetValue<string>(), ["organisation"] = DecisionTrial.Organisation });
        await bot.TakesTeamAwayAsync(team);
        await bot.PassAsync(TimeSpan.FromHours(26), TimeSpan.FromHours(2));
    }
}
