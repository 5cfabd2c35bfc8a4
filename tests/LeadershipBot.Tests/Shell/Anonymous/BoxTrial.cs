using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>A test that uses a box in memory, on one server or several.</summary>
public abstract class BoxTrial : IDisposable
{
    private protected static readonly BoxAt At = new("Trials", "one");
    private protected static readonly BoxOrder Order = new(20, 3, 10, 50, BoxRoll.Open);

    private protected BoxTrial() => Boxes = Server();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected MemoryRecordStore Store { get; } = new();

    private protected SeededChance Luck { get; } = new(5);

    private protected SimulatorClock Clock { get; } = SimulatorClock.StoppedAt(BotUnderTest.Start);

    private protected ShakyKey Key { get; } = new();

    private protected AnonymousBoxes Boxes { get; }

    public void Dispose()
    {
        Clock.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected AnonymousBoxes Server() => new(Store, new AskKeys(Key, Clock, Luck), Luck, NullLogger<AnonymousBoxes>.Instance);

    private protected async Task<BoxPlan> MakeAsync(BoxOrder order)
    {
        Assert.False((await Boxes.MakeAsync(At, order, Token)).IsRefused(out _, out var made));
        await CommitAsync(made!.Changes);
        return made.Plan;
    }

    private protected async Task<BoxHead> HeadAsync() => (await Boxes.FindAsync(At, Token))!;

    private protected async Task<OpenBox> OpenAsync(params string[] people)
    {
        Assert.False((await Boxes.OpenAsync(await HeadAsync(), people, Token)).IsRefused(out _, out var box));
        return box!;
    }

    private protected async Task<Receipt> TakeAsync(string person, string pattern, string? comment)
    {
        var box = await OpenAsync(person);
        Assert.False(box.Take(person, Pattern.Of(pattern), comment).IsRefused(out _, out var receipt));
        await CommitAsync(box.Changes());
        return receipt!;
    }

    private protected async Task<string> RefusedAsync(string person, string pattern, string? comment)
    {
        if ((await Boxes.OpenAsync(await HeadAsync(), [person], Token)).IsRefused(out var refused, out var box))
            return refused.TextKey;
        Assert.True(box.Take(person, Pattern.Of(pattern), comment).IsRefused(out refused, out _));
        Assert.Empty(box.Changes());
        return refused.TextKey;
    }

    private protected async Task<BoxContents> CloseAsync(bool comments)
    {
        Assert.False((await Boxes.CloseAsync(await HeadAsync(), _ => comments, contents => contents, Token)).IsRefused(out _, out var closing));
        await CommitAsync(closing!.Changes);
        var head = await HeadAsync();
        Assert.True(head.IsClosed);
        var read = await Boxes.ReadAsync(head, Token);
        Assert.Equal(closing.Contents.Counts, read.Counts);
        Assert.Equal(closing.Contents.Comments, read.Comments);
        Assert.Equal(closing.Contents.Receipts, read.Receipts);
        Assert.Equal(head.Answered, read.Answered);
        return read;
    }

    private protected async Task ForgetAsync(string person)
    {
        Assert.False((await Boxes.Roll.ForgetAsync(await HeadAsync(), person, Token)).IsRefused(out _, out var forgetting));
        await CommitAsync(forgetting!.Changes);
    }

    private protected async Task<string?> LookUpAsync(string typed)
        => (await Boxes.Receipts.LookUpAsync(await HeadAsync(), typed, Token)).IsRefused(out var refused, out _) ? refused.TextKey : null;

    private protected async Task CommitAsync(IReadOnlyList<Change> changes)
        => Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(At.Table, At.PartitionKey, changes, Token));

    private protected async Task<List<Record>> RowsAsync()
    {
        var rows = new List<Record>();
        await foreach (var row in Store.ListAsync(At.Table, At.PartitionKey, RowRange.All, Token))
            rows.Add(row);
        return rows;
    }
}
