using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

/// <summary>What was given up is seen until it is tried again or no longer wanted.</summary>
public sealed class GivenUpTests : IDisposable
{
    private readonly PostOffice _office = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _office.Dispose();

    [Fact]
    public async Task It_is_listed_with_its_kind_and_since_when()
    {
        var server = _office.Server("one");

        await server.FailForTheLastTimeAsync("parcel");

        Assert.Equal((_office.Kind, BotUnderTest.Start), Assert.Single(await _office.Server("other").GivenUp.ListAsync(Token)));
    }

    [Fact]
    public async Task It_is_tried_again_as_often_as_if_it_were_new_and_then_is_no_longer_listed()
    {
        var server = _office.Server("one");
        await server.FailForTheLastTimeAsync("parcel");

        Assert.Equal(1, await server.GivenUp.TryAgainAsync(Token));
        await server.Clockwork.RunDueAsync(Token);
        Assert.Equal(1, (await _office.RowAsync("parcel"))!.GetInt32("Attempts"));
        Assert.Empty(await server.GivenUp.ListAsync(Token));

        server.Delivers = _ => new Delivered.Done();
        _office.Clock.Advance(TimeSpan.FromSeconds(2));
        await server.Clockwork.RunDueAsync(Token);
        Assert.Null(await _office.RowAsync("parcel"));
        Assert.Empty(await _office.PointersAsync());
        Assert.Equal(0, await server.GivenUp.TryAgainAsync(Token));
    }

    [Fact]
    public async Task A_server_that_dies_just_after_it_was_told_to_try_again_leaves_that_to_another()
    {
        var dies = _office.Server("dies");
        await dies.FailForTheLastTimeAsync("parcel");
        await dies.GivenUp.TryAgainAsync(Token);
        var next = _office.Server("next");

        await next.Clockwork.RunDueAsync(Token);

        Assert.Equal(1, next.Deliveries);
        Assert.Null(await _office.RowAsync("parcel"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_wanted_anew_or_has_gone_is_not_listed_and_its_note_is_removed(bool isWantedAnew)
    {
        var server = _office.Server("one");
        await server.FailForTheLastTimeAsync("parcel");
        var key = OutboxRow.RowKeyOf(_office.Kind, "parcel");
        Change change = isWantedAnew
            ? new Change.Upsert(OutboxRow.New(PostOffice.Partition, _office.Kind, "parcel", _office.Now.AddDays(1)))
            : new Change.Delete(key, null);
        await _office.Store.CommitAsync(PostOffice.Table, PostOffice.Partition, [change], Token);

        Assert.Empty(await server.GivenUp.ListAsync(Token));
        Assert.Single(await NotesAsync()); // so young that its row might still have to be marked
        _office.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(0, await server.GivenUp.TryAgainAsync(Token));
        Assert.Empty(await NotesAsync());
    }

    [Fact]
    public async Task What_is_touched_at_the_last_try_is_not_given_up_but_tried_once_more()
    {
        var server = _office.Server("one");
        await server.PostAsync("parcel", _office.Now);
        var row = (await _office.RowAsync("parcel"))!;
        row["Attempts"] = DeliveryWorker.AttemptsMax - 1;
        await _office.Store.CommitAsync(PostOffice.Table, PostOffice.Partition, [new Change.Replace(row)], Token);
        server.DeliversAsync = async _ =>
        {
            await _office.Store.CommitAsync(PostOffice.Table, PostOffice.Partition, [new Change.Replace((await _office.RowAsync("parcel"))!)], Token);
            return new Delivered.Later("nobody is at home");
        };

        await server.Clockwork.RunDueAsync(Token);
        Assert.Empty(await server.GivenUp.ListAsync(Token));
        _office.Clock.Advance(TimeSpan.FromMinutes(1));
        var next = _office.Server("next"); // knows it by its pointer only
        await next.Clockwork.RunDueAsync(Token);

        Assert.Equal(1, next.Deliveries);
        Assert.Null(await _office.RowAsync("parcel"));
    }

    private async Task<List<LeadershipBot.Storage.Record>> NotesAsync()
        => await _office.Store.ListAsync(GivenUp.Table, "deliveries", RowRange.All, Token).ToListAsync(Token);
}
