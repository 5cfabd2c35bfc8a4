using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

public sealed class PaceLedgerTests : IDisposable
{
    private readonly SimulatorClock _clock = SimulatorClock.StoppedAt(BotUnderTest.Start);
    private readonly MemoryRecordStore _store = new();

    public void Dispose() => _clock.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Whoever_asks_and_however_many_no_moment_is_given_twice_and_none_is_lost(int servers)
    {
        var ledgers = Enumerable.Range(0, servers).Select(_ => new PaceLedger(50, _store, _clock)).ToList();
        var (given, interval) = (new List<DateTimeOffset>(), ledgers[0].Interval);
        for (var step = 0; step < 12_000; step++)
        {
            var offer = await ledgers[step % servers].ReserveAsync("a", new PaceWish((step % 6) + 1, IsUrgent: step % 7 == 0, IsSlow: false, MadeAlready: 0));
            given.AddRange(Enumerable.Range(0, offer.Count).Select(n => offer.From + (n * offer.Interval)));
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.All(given.Zip(given.Skip(1)), pair => Assert.Equal(interval, pair.Second - pair.First));
        var inTwoMinutes = given.Count(at => at < BotUnderTest.Start.AddMinutes(2));
        Assert.InRange(inTwoMinutes, 0.96 * 50 * 120, 50 * 120);
    }

    [Fact]
    public async Task Where_nobody_waits_moments_are_given_a_little_ahead_only_and_further_where_somebody_does()
    {
        var ledger = new PaceLedger(50, _store, _clock);
        PaceOffer last;
        do
            last = await ledger.ReserveAsync("a", new PaceWish(6, IsUrgent: false, IsSlow: false, MadeAlready: 0));
        while (last.Count > 0);
        Assert.InRange(last.From - _clock.GetUtcNow(), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(330));
        Assert.Equal(last.From - _clock.GetUtcNow() - TimeSpan.FromMilliseconds(200), last.LookAgainAfter);

        var urgent = await ledger.ReserveAsync("a", new PaceWish(1, IsUrgent: true, IsSlow: false, MadeAlready: 0));
        Assert.Equal((last.From, 1), (urgent.From, urgent.Count));
    }

    [Fact]
    public async Task What_passed_without_a_moment_takes_its_room_afterwards()
    {
        var ledger = new PaceLedger(50, _store, _clock);
        var first = await ledger.ReserveAsync("a", new PaceWish(2, IsUrgent: true, IsSlow: false, MadeAlready: 5));
        var second = await ledger.ReserveAsync("a", new PaceWish(2, IsUrgent: true, IsSlow: false, MadeAlready: 0));

        Assert.Equal(7 * ledger.Interval, second.From - first.From);
    }
}
