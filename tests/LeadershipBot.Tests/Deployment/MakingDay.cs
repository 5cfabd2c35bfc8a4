using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which questions of every kind are asked, of some people only, changed and withdrawn.</summary>
internal static class MakingDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var (chair, chat) = (bot.Chair, bot.GroupChat);
        foreach (var (kind, options, more) in new[] { ("Rating", "0-10", ""), ("Multiple", "A\nB\nC", ""), ("Target", "", "5") })
            await chair.Sends(Asked(await PollForms.OpenAsync(chair, chat), ("question", "Which?"), ("kind", kind), ("options", options), ("target", more), ("reasons", "Optional")), chat);
        await chair.Sends(Asked(await PollForms.OpenAsync(chair, chair.Chat), ("question", "Of the vale?"), ("options", "Yes\nNo"), ("audience", "everybody"), ("localities", "vale")), chair.Chat);

        var poll = await PollForms.AskAsync(bot, chair, chat, "Too early?", "Yes\nNo", closes: "1");
        var manage = CardReading.Of((await chair.Opens(new() { ["verb"] = "polls.manage", ["poll"] = poll.Key }, chat)).Card);
        await chair.Sends(PollForms.Pressed(manage, "Change the closing", ("closesAt", "")), chat);
        await chair.Sends(PollForms.Pressed(manage, "Withdraw", ("why", "It was.")), chat);

        foreach (var (writer, isAsked) in new[] { (bot.Organiser, true), (bot.Priya, false) }) // by one alone it would be faster than people press
        {
            var page = CardReading.Of((await writer.Opens(new() { ["verb"] = "polls.survey", ["question"] = "Opening hours" }, chat)).Card);
            foreach (var (kind, options, target) in new[] { ("Multiple", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10", ""), ("Target", "", "5"), ("Rating", "0-10", "") })
            {
                var form = await PollForms.TurnsAsync(writer, chat, page, "Add a question");
                page = await PollForms.TurnsAsync(writer, chat, form, "Keep question", ("question", "Which?"), ("kind", kind), ("options", options), ("target", target));
            }

            var settings = await PollForms.TurnsAsync(writer, chat, page, "Next");
            var preview = await PollForms.TurnsAsync(writer, chat, settings, "Preview");
            if (isAsked)
                await writer.Sends(PollForms.Pressed(preview, "Ask now"), chat);
        }
    }

    private static System.Text.Json.Nodes.JsonObject Asked(CardReading form, params (string Name, string Value)[] inputs)
    {
        var data = PollForms.Pressed(form, "Preview", inputs);
        data["verb"] = "polls.create";
        return data;
    }
}
