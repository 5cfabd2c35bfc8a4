using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>The bot's next update of a card hangs on its way to Teams while the clock stands, and arrives when it is moved.</summary>
internal static class HeldUpdate
{
    /// <summary>How long it takes.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    /// <summary>Waits, after the given move of the clock, until the update is on its way.</summary>
    public static Task AfterAsync(BotUnderTest bot, TimeSpan move)
    {
        var onItsWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bot.Teams.Faults.Next(new Fault(FaultKind.Delay, By: Time), request =>
        {
            if (request.Operation != ConnectorOperation.Update)
                return false;
            onItsWay.TrySetResult();
            return true;
        });
        bot.Clock.Advance(move);
        return onItsWay.Task.WaitAsync(TestContext.Current.CancellationToken);
    }
}
