using LeadershipBot.Shell;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

public sealed class ContentionTests : IDisposable
{
    private readonly SimulatorClock _clock = SimulatorClock.StoppedAt(BotUnderTest.Start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task A_conflict_is_tried_again_until_it_comes_through()
    {
        var tries = 0;

        var result = await PassAsync(Contention().RunAsync(_ => Task.FromResult(++tries < 5 ? null : "done"), Token));

        Assert.Equal("done", result);
        Assert.Equal(5, tries);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_loaded_and_decided_again()
    {
        var tries = 0;

        var result = await PassAsync(Contention().RunAsync(_ => ++tries == 1 ? throw new CommitUnconfirmedException("lost") : Task.FromResult<string?>("done"), Token));

        Assert.Equal("done", result);
    }

    [Fact]
    public async Task It_gives_up_before_a_person_gives_up_on_it()
    {
        var started = _clock.GetUtcNow();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => PassAsync(Contention().RunAsync(_ => Task.FromResult<string?>(null), Token)));

        Assert.InRange(_clock.GetUtcNow() - started, LeadershipBot.Shell.Contention.TryFor, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_store_that_is_away_is_not_asked_again_here()
    {
        var tries = 0;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Contention().RunAsync<string>(_ =>
        {
            tries++;
            throw new StoreUnavailableException("away");
        }, Token));

        Assert.Equal(1, tries);
    }

    private Contention Contention() => new(_clock, new SeededChance(7));

    private async Task<T> PassAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        return await work;
    }
}
