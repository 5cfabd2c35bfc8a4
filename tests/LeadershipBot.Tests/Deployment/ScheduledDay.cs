using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which polls are scheduled, repeated, changed before the first answer, and not asked since their asker lost the role.</summary>
internal static class ScheduledDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var (chair, chat) = (bot.Chair, bot.GroupChat);
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, chat, ("opensAt", "Tue 3 Mar 10:00"), ("closes", "1"), ("repeats", "Week"), ("repeatsEnd", "31/12/2026"));
        await PollSchedules.AskAsync(bot, chat, ("question", "Three times?"), ("closes", "1"), ("repeats", "Week"), ("repeatsEnd", "3"));
        var poll = bot.PollsIn(chat)[^1];
        var manage = await PollSchedules.OpensAsync(chair, "polls.manage", poll.Key, chat);
        var edit = await PollForms.TurnsAsync(chair, chat, manage, "Edit");
        await chair.Sends(PollForms.Pressed(await PollForms.TurnsAsync(chair, chat, edit, "Preview", ("options", "Yes\nNo\nUnsure")), "Save changes"), chat);
        await chair.Sends(PollForms.Pressed(await PollSchedules.OpensAsync(chair, "polls.manage", poll.Key, chat), "Stop repeating"), chat);

        var survey = await PollTrial.SendAsync(bot, new(LeadershipBot.Domain.Disclosure.Voice.Named), LeadershipBot.Domain.Polls.ReasonMode.Off, [.. "1234".Select(n => LeadershipBot.Domain.Polls.Question.OneOf($"Question {n}?", ["Yes", "No"]))]);
        var overview = await PollSchedules.OpensAsync(chair, "polls.edit", survey.Key);
        var settings = await PollForms.TurnsAsync(chair, chair.Chat, await PollForms.TurnsAsync(chair, chair.Chat, overview, "Move question 2 up"), "Next");
        await chair.Sends(PollForms.Pressed(await PollForms.TurnsAsync(chair, chair.Chat, settings, "Preview"), "Save changes"));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var page = await bot.Priya.OpensDialog("Answer", survey.CardOf(bot.Priya));
        await survey.SendsAsync(bot.Priya, page, new() { ["q1"] = "1", ["q2"] = "1", ["q3"] = "1" });

        await PollSchedules.AskAsync(bot, chair.Chat, ("question", "Of all?"), ("opensAt", "Tue 3 Mar 11:00"), ("audience", "everybody"));
        await bot.ListsAsync(chair, "larkford", Roles.Member);
        await bot.PassAsync(TimeSpan.FromHours(27), TimeSpan.FromHours(3));
    }
}
