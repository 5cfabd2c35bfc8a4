using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell;

/// <summary>One store and one clock, and servers that deliver what lies in the outbox of one partition.</summary>
internal sealed class PostOffice(string kind = PostOffice.Parcel) : IDisposable
{
    public const string Table = "Things";
    public const string Partition = "thing";
    public const string Parcel = "test.parcel";
    public const string Bulk = "test.bulk";

    public string Kind => kind;

    public SimulatorClock Clock { get; } = SimulatorClock.StoppedAt(BotUnderTest.Start);

    public FaultyStore Store { get; } = new(new MemoryRecordStore());

    public DateTimeOffset Now => Clock.GetUtcNow();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public PostServer Server(string name, bool knowsKind = true) => new(this, name, knowsKind);

    public Task<Record?> RowAsync(string key) => FindAsync(OutboxRow.RowKeyOf(Kind, key));

    public Task<Record?> FindAsync(string rowKey) => Store.Inner.FindAsync(Table, Partition, rowKey, Token);

    public async Task<List<Record>> PointersAsync()
    {
        var pointers = new List<Record>();
        for (var bucket = 0; bucket < Pointer.Buckets; bucket++)
        {
            await foreach (var row in Store.Inner.ListAsync(Pointer.DueTable, Pointer.BucketKey(bucket), RowRange.All, Token))
                pointers.Add(row);
        }

        return pointers;
    }

    /// <summary>Moves the clock as often as a server that works by itself needs to have delivered so many.</summary>
    public async Task AdvanceUntilAsync(PostServer server, TimeSpan by, int deliveries)
    {
        for (var i = 0; i < 200 && server.Deliveries < deliveries; i++)
        {
            Clock.Advance(by);
            await Task.Delay(5, Token);
        }

        await server.UntilAsync(deliveries);
    }

    public void Dispose() => Clock.Dispose();
}

/// <summary>A server that delivers what a test tells it to.</summary>
internal sealed class PostServer : IDelivery
{
    private readonly PostOffice _office;
    private int _deliveries;

    public PostServer(PostOffice office, string name, bool knowsKind)
    {
        _office = office;
        var table = new FeatureTable();
        if (knowsKind)
            table.Deliver<PostServer>(office.Kind, bulk: office.Kind == PostOffice.Bulk);
        if (knowsKind && office.Kind == PostOffice.Bulk)
            table.Deliver<PostServer>(PostOffice.Parcel);
        var services = new ServiceCollection().AddSingleton(this).BuildServiceProvider();
        var worker = new DeliveryWorker(office.Store, table, services, new ServerName(name), new SendPace(1000, office.Store, TimeProvider.System), office.Clock, NullLogger<DeliveryWorker>.Instance);
        Clockwork = new Clockwork(office.Store, worker, office.Clock, NullLogger<Clockwork>.Instance);
        Outbox = new Outbox(office.Store, Clockwork);
        GivenUp = new GivenUp(office.Store, Outbox, office.Clock);
        DeliversAsync = row => Task.FromResult(Delivers(row));
    }

    public Clockwork Clockwork { get; }

    public Func<Record, Delivered> Delivers { get; set; } = _ => new Delivered.Done();

    public Func<Record, Task<Delivered>> DeliversAsync { get; set; }

    public int Deliveries => _deliveries;

    public GivenUp GivenUp { get; }

    private Outbox Outbox { get; }

    public async Task PostAsync(string key, DateTimeOffset dueAt, string? kind = null)
    {
        var row = OutboxRow.New(PostOffice.Partition, kind ?? _office.Kind, key, dueAt);
        Assert.IsType<CommitResult.Committed>(await Outbox.CommitAsync(PostOffice.Table, PostOffice.Partition, [new Change.Insert(row)], TestContext.Current.CancellationToken));
    }

    public async Task UntilAsync(int deliveries)
    {
        for (var i = 0; i < 2000 && Deliveries < deliveries; i++)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Equal(deliveries, Deliveries);
    }

    /// <summary>Posts something that fails for the last time now.</summary>
    public async Task FailForTheLastTimeAsync(string key)
    {
        await PostAsync(key, _office.Now);
        var row = (await _office.RowAsync(key))!;
        row["Attempts"] = DeliveryWorker.AttemptsMax - 1;
        await _office.Store.CommitAsync(PostOffice.Table, PostOffice.Partition, [new Change.Replace(row)], TestContext.Current.CancellationToken);
        Delivers = _ => new Delivered.Later("nobody is at home");
        await Clockwork.RunDueAsync(TestContext.Current.CancellationToken);
    }

    public Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _deliveries);
        return DeliversAsync(row);
    }
}
