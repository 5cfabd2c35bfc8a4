using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>
/// A server stops dead at each of the numbered moments, holding what it holds; another one ends what it began. Then the
/// first wakes up, as a machine does that was asleep, and must neither send nor write anything.
/// </summary>
public sealed class ServerDiesTests : WholeApp
{
    private const string Question = "Extend hours?";
    private const int Crowded = 260; // with the ten of the demo two shards
    private const int UnderWay = 2 * 8; // what two shards have in their hands

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WithinHalfAMinute = TimeSpan.FromSeconds(30);

    public static TheoryData<int, int> EveryMoment { get; } =
        [.. from fault in SendingFaults.All from time in new[] { 1, 3 } where time == 1 || fault is not (SendingFaults.BeforeStarting or SendingFaults.ShardTaken or SendingFaults.BeforeDone) select new TheoryDataRow<int, int>(fault, time)];

    [Theory]
    [MemberData(nameof(EveryMoment))]
    public async Task Nobody_is_left_out_and_who_has_it_twice_is_listed(int fault, int time)
    {
        var (store, sleep) = (new MemoryRecordStore(), new Sleep(fault, time));
        var first = await StartAsync(new BotOptions { Store = store, ServerName = "first", Parts = parts => parts.AddSingleton(new SendingFaults { Reached = sleep.ReachedAsync }) });
        List<Colleague> people = [.. await SendingTrial.MeetAllAsync(first), .. await first.ListsManyAsync(SendingTrial.Organisation, Crowded)];
        var form = SendingTrial.FormOf(await PollForms.OpenAsync(first.Chair, first.Chair.Chat), Question);

        await first.Chair.Delivers(teams => teams.SubmitTaskAsync(first.Chair.Person, first.Chair.Chat, form, cancellationToken: TestContext.Current.CancellationToken));
        await sleep.FallenAsleep.WaitAsync(Patience, TestContext.Current.CancellationToken);

        using var wakesUp = new WakesUpAtLast(sleep);
        var second = await StartAsync(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = first });
        await second.PassAsync(WithinHalfAMinute, TimeSpan.FromSeconds(5));
        await SendingTrial.JudgeAsync(second, people, Question);
        Assert.All(people, who => Assert.NotEmpty(SendingTrial.CardsOf(second, who, Question)));
        Assert.True((await SendingTrial.CountAsync(second)).IsDone);
        var twice = people.Count(who => SendingTrial.CardsOf(second, who, Question).Count > 1);
        Assert.InRange(twice, 0, UnderWay);
        var listed = (await SendingTrial.RowsAsync(second)).Count(row => row.Kept.IsPossiblyTwice);
        Assert.InRange(listed, twice, UnderWay);

        var before = people.Sum(who => SendingTrial.CardsOf(second, who, Question).Count);
        sleep.WakeUp();
        await second.PassAsync(TimeSpan.FromSeconds(5));
        await SendingTrial.JudgeAsync(second, people, Question);
        // What it had in its hands when it fell asleep it may still send; those are listed.
        Assert.InRange(people.Sum(who => SendingTrial.CardsOf(second, who, Question).Count), before, before + UnderWay);
    }

    private sealed class Sleep(int fault, int time)
    {
        private readonly TaskCompletionSource _asleep = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _awake = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _times;

        public Task FallenAsleep => _asleep.Task;

        /// <summary>From the moment on at which it falls asleep, the server gets nowhere.</summary>
        public Task ReachedAsync(int point)
        {
            if (!_asleep.Task.IsCompleted && (point != fault || Interlocked.Increment(ref _times) < time))
                return Task.CompletedTask;
            _asleep.TrySetResult();
            return _awake.Task;
        }

        public void WakeUp() => _awake.TrySetResult();
    }

    /// <summary>A server that slept on could not be stopped.</summary>
    private sealed class WakesUpAtLast(Sleep sleep) : IDisposable
    {
        public void Dispose() => sleep.WakeUp();
    }
}
