using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which something goes to everybody: everything that this writes.</summary>
internal static class SendingDay
{
    private const string Question = "Shall the hub open on Saturdays?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task PassAsync(BotUnderTest bot)
    {
        await bot.BecomesAsync(NextMonday(bot).AddHours(9));
        foreach (var who in new[] { bot.Chair, bot.Priya, bot.Tomasz, bot.Organiser, bot.Yusuf })
            await who.Types("hello");
        foreach (var fault in new Fault[] { new(FaultKind.Answer, 403), new(FaultKind.Answer, 400), new(FaultKind.DropAfterApplying) })
            bot.Teams.Faults.Next(fault, request => request.Operation is ConnectorOperation.Send && request.ConversationId != bot.Organiser.Chat.Id && AsksAll(request));
        await bot.BecomesAsync(NextMonday(bot).AddDays(-7).AddHours(21)); // quiet hours: all are held
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromHours(13), TimeSpan.FromMinutes(30));

        var sending = await SendingTrial.NewestAsync(bot);
        var desk = bot.Services.GetRequiredService<SendingDesk>();
        await desk.TryAgainAsync(sending.Id, 1, LeadershipBot.Shell.Audit.ByProgram(sending.Id, "sendings.triedAgain", bot.Clock.GetUtcNow()), Token);
        bot.Teams.World.SetDeleted(SendingTrial.CardsOf(bot, bot.Organiser, Question)[^1], deleted: true);
        await desk.ChangeContentAsync(sending.Id, 2, Token);
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));
        await bot.Chair.Executes("sendings.cancel", new() { ["sending"] = sending.Id, ["organisation"] = SendingTrial.Organisation });
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
    }

    /// <summary>The poll, and not the card that says how far it is.</summary>
    private static bool AsksAll(ConnectorRequest request)
        => request.Body?.ToString() is { } body && body.Contains(Question, StringComparison.Ordinal) && !body.Contains("sendings.", StringComparison.Ordinal);

    private static DateTimeOffset NextMonday(BotUnderTest bot)
    {
        var today = bot.Clock.GetUtcNow().Date;
        return new DateTimeOffset(today.AddDays(((int)DayOfWeek.Monday - (int)today.DayOfWeek + 7) % 7 + 7), TimeSpan.Zero);
    }
}
