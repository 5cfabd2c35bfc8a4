using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Shell;

/// <summary>What a server leaves behind that stops or dies while outbox rows are carried out: another goes on with it.</summary>
public sealed class ServerStopsTests : IDisposable
{
    private readonly PostOffice _office = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _office.Dispose();

    [Fact]
    public async Task What_a_server_left_behind_another_finds_by_its_pointer()
    {
        await _office.Server("dies").PostAsync("parcel", _office.Now);
        var next = _office.Server("next");

        await next.Clockwork.RunDueAsync(Token);

        Assert.Equal(1, next.Deliveries);
        Assert.Empty(await _office.PointersAsync());
    }

    [Fact]
    public async Task The_lease_of_a_server_that_died_runs_out_and_another_delivers()
    {
        var dead = _office.Server("dead");
        await dead.PostAsync("parcel", _office.Now);
        var row = (await _office.RowAsync("parcel"))!;
        OutboxRow.Lease(row, "dead", _office.Now.AddSeconds(60));
        await _office.Store.CommitAsync(PostOffice.Table, PostOffice.Partition, [new Change.Replace(row)], Token);
        var next = _office.Server("next");

        await next.Clockwork.RunDueAsync(Token);
        _office.Clock.Advance(TimeSpan.FromSeconds(59));
        await next.Clockwork.RunDueAsync(Token);
        Assert.Equal(0, next.Deliveries);
        _office.Clock.Advance(TimeSpan.FromSeconds(1));
        await next.Clockwork.RunDueAsync(Token);

        Assert.Equal(1, next.Deliveries);
        Assert.Null(await _office.RowAsync("parcel"));
    }

    [Fact]
    public async Task What_was_delivered_while_the_server_stops_is_written_down()
    {
        var server = _office.Server("one");
        foreach (var key in new[] { "done", "left" })
        {
            using var stop = new CancellationTokenSource();
            server.DeliversAsync = async _ =>
            {
                await stop.CancelAsync();
                return key == "done" ? new Delivered.Done() : new Delivered.NotBefore(_office.Now);
            };
            await server.PostAsync(key, _office.Now);
            await server.Clockwork.RunDueAsync(stop.Token).ContinueWith(_ => { }, TaskScheduler.Default); // it stops, in whatever way
        }

        Assert.Null(await _office.RowAsync("done"));
        Assert.Null((await _office.RowAsync("left"))!.GetString("LeasedBy"));
    }

    [Fact]
    public async Task What_a_server_broke_off_as_it_stopped_the_next_one_does_at_once()
    {
        var server = _office.Server("stops");
        using var stop = new CancellationTokenSource();
        server.DeliversAsync = async _ =>
        {
            await stop.CancelAsync();
            throw new OperationCanceledException(stop.Token);
        };
        await server.PostAsync("parcel", _office.Now);
        await server.Clockwork.RunDueAsync(stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        var next = _office.Server("next");

        await next.Clockwork.RunDueAsync(Token);

        Assert.Equal((1, 1), (server.Deliveries, next.Deliveries));
        Assert.Null(await _office.RowAsync("parcel"));
        Assert.Empty(await _office.PointersAsync());
    }
}
