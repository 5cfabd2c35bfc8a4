using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Whole-app tests of two servers over one store, with a fellowship that closed and three who are shortlisted.</summary>
public abstract class TwoServersApp : WholeApp
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected BotUnderTest First { get; private set; } = null!;

    private protected BotUnderTest Second { get; private set; } = null!;

    /// <summary>Two servers over one store, and a fellowship that closed with three who are shortlisted.</summary>
    protected async Task<string> WithShortlistAsync(int places)
    {
        var store = new MemoryRecordStore();
        First = await StartAsync(new BotOptions { Store = store, ServerName = "first" });
        Second = await StartAsync(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = First });
        foreach (var who in new[] { First.Priya, First.Tomasz, First.Yusuf })
            await First.MeetsAsync(who);
        var key = await First.OffersFellowshipAsync(places: places);
        foreach (var who in new[] { First.Priya, First.Tomasz, First.Yusuf })
            await who.AppliesForAsync(key);
        await First.BecomesAsync(FellowshipForms.Closes.AddHours(16));
        await Second.DrainAsync();
        foreach (var who in new[] { First.Priya, First.Tomasz, First.Yusuf })
            await First.Organiser.MovesAsync(key, who, Stage.Shortlisted);
        await Second.DrainAsync();
        return key;
    }

    /// <summary>The next commit of this server that changes who has a place waits until it is let go.</summary>
    private protected static Hold Holds(BotUnderTest bot)
    {
        var hold = new Hold();
        bot.Store.BeforeCommit = (table, _, changes) => table == ApplicationRows.Table && changes.Any(change => change.RowKey == ApplicationRows.Head) ? hold.PassAsync() : Task.CompletedTask;
        return hold;
    }

    /// <summary>When this server reads applications the next time, since another was faster.</summary>
    private protected static Task LooksAgain(BotUnderTest bot)
    {
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bot.Store.BeforeRead = table =>
        {
            if (table == ApplicationRows.Table)
                looked.TrySetResult();
            return Task.CompletedTask;
        };
        return looked.Task;
    }

    private protected sealed class Hold
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goes = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => _arrived.Task;

        public Task PassAsync()
        {
            _arrived.TrySetResult();
            return _goes.Task;
        }

        public void Goes() => _goes.TrySetResult();
    }
}
