using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell;

/// <summary>Outbox rows on one or two servers over one store: each is carried out, once if nobody dies.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly PostOffice _office = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _office.Dispose();

    [Fact]
    public async Task What_is_due_is_delivered_and_row_and_pointer_are_removed_with_what_it_says()
    {
        var server = _office.Server("one");
        server.Delivers = row => new Delivered.Done(new Change.Upsert(new Record(row.PartitionKey, "done")));
        await server.PostAsync("parcel", _office.Now);

        await server.Clockwork.RunDueAsync(Token);

        Assert.Equal(1, server.Deliveries);
        Assert.Null(await _office.RowAsync("parcel"));
        Assert.NotNull(await _office.FindAsync("done"));
        Assert.Empty(await _office.PointersAsync());
    }

    [Fact]
    public async Task What_is_due_later_waits_for_its_moment()
    {
        var server = _office.Server("one");
        await server.PostAsync("parcel", _office.Now.AddMinutes(10));

        await server.Clockwork.RunDueAsync(Token);
        _office.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await server.Clockwork.RunDueAsync(Token);
        Assert.Equal(0, server.Deliveries);
        _office.Clock.Advance(TimeSpan.FromTicks(1));
        await server.Clockwork.RunDueAsync(Token);

        Assert.Equal(1, server.Deliveries);
    }

    [Fact]
    public async Task Two_servers_at_once_deliver_once()
    {
        for (var round = 0; round < 20; round++)
        {
            using var office = new PostOffice();
            var (one, two) = (office.Server("one"), office.Server("two"));
            await one.PostAsync("parcel", office.Now);
            using var both = new Barrier(2);

            await Task.WhenAll(new[] { one, two }.Select(s => Task.Run(
                async () =>
                {
                    both.SignalAndWait(Token);
                    await s.Clockwork.RunDueAsync(Token);
                },
                Token)));

            Assert.Equal(1, one.Deliveries + two.Deliveries);
        }
    }

    [Fact]
    public async Task What_was_touched_while_it_was_being_delivered_is_not_put_off()
    {
        var server = _office.Server("one");
        server.DeliversAsync = async row =>
        {
            if (server.Deliveries > 1)
                return new Delivered.Done();
            await _office.Store.CommitAsync(PostOffice.Table, PostOffice.Partition, [new Change.Replace((await _office.RowAsync("parcel"))!)], Token);
            return new Delivered.NotBefore(_office.Now.AddHours(10));
        };
        await server.PostAsync("parcel", _office.Now);

        await server.Clockwork.RunDueAsync(Token);

        Assert.Equal(2, server.Deliveries);
        Assert.Null(await _office.RowAsync("parcel"));
        Assert.Empty(await _office.PointersAsync());
    }

    [Fact]
    public async Task What_works_in_bulk_leaves_places_for_others()
    {
        using var office = new PostOffice(PostOffice.Bulk);
        var server = office.Server("one");
        var (end, other, four, atOnce) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource(), 0);
        server.DeliversAsync = async row =>
        {
            if (OutboxRow.KindOf(row) == PostOffice.Parcel)
            {
                other.SetResult();
                return new Delivered.Done();
            }

            if (Interlocked.Increment(ref atOnce) == 4)
                four.SetResult();
            await end.Task;
            return new Delivered.Done();
        };
        for (var i = 0; i < 20; i++)
            await server.PostAsync($"bulk{i}", office.Now);
        var running = server.Clockwork.RunDueAsync(Token);
        await four.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        await server.PostAsync("parcel", office.Now, PostOffice.Parcel);
        var more = server.Clockwork.RunDueAsync(Token);

        await other.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(4, atOnce);
        end.SetResult();
        await Task.WhenAll(running, more);
        Assert.Equal(20, atOnce);
    }

    [Fact]
    public async Task What_never_succeeds_is_given_up_after_some_three_days_and_kept_with_the_reason()
    {
        var server = _office.Server("one");
        server.Delivers = _ => new Delivered.Later("nobody is at home");
        await server.PostAsync("parcel", _office.Now);

        for (var minute = 0; minute < 80 * 60; minute += 10)
        {
            await server.Clockwork.RunDueAsync(Token);
            _office.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(DeliveryWorker.AttemptsMax, server.Deliveries);
        Assert.Equal("nobody is at home", (await _office.RowAsync("parcel"))!.GetString("GaveUpBecause"));
        Assert.Empty(await _office.PointersAsync());
        Assert.Equal(_office.Kind, Assert.Single(await server.GivenUp.ListAsync(Token)).Kind);
    }

    [Fact]
    public async Task Tries_come_more_and_more_seldom_and_not_before_the_other_side_asked_for()
    {
        var server = _office.Server("one");
        var times = new List<TimeSpan>();
        server.Delivers = _ =>
        {
            times.Add(_office.Now - BotUnderTest.Start);
            return times.Count == 3 ? new Delivered.Later("busy", TimeSpan.FromMinutes(5)) : new Delivered.Later("busy");
        };
        await server.PostAsync("parcel", _office.Now);

        for (var second = 0; second < 400; second++)
        {
            await server.Clockwork.RunDueAsync(Token);
            _office.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 2, 6, 306, 322, 354], times.Select(t => (int)t.TotalSeconds));
    }

    [Fact]
    public async Task What_is_touched_while_it_is_delivered_is_delivered_once_more_at_once_and_keeps_what_was_done()
    {
        var server = _office.Server("one");
        server.DeliversAsync = async row =>
        {
            if (server.Deliveries == 1)
                await _office.Store.CommitAsync(PostOffice.Table, PostOffice.Partition, [new Change.Replace((await _office.RowAsync("parcel"))!)], Token);
            return new Delivered.Done(new Change.Upsert(new Record(row.PartitionKey, $"done{server.Deliveries}")));
        };
        await server.PostAsync("parcel", _office.Now);

        await server.Clockwork.RunDueAsync(Token);
        Assert.NotNull(await _office.FindAsync("done1"));

        Assert.Equal(2, server.Deliveries);
        Assert.Null(await _office.RowAsync("parcel"));
        Assert.Empty(await _office.PointersAsync());
    }

    [Fact]
    public async Task A_pointer_whose_row_may_still_be_on_its_way_is_kept_and_an_old_one_that_leads_nowhere_is_removed()
    {
        var pointer = Pointer.To(PostOffice.Table, OutboxRow.New(PostOffice.Partition, _office.Kind, "parcel", _office.Now)).ToRecord();
        await _office.Store.CommitAsync(Pointer.DueTable, pointer.PartitionKey, [new Change.Upsert(pointer)], Token);
        var other = _office.Server("other");

        await other.Clockwork.RunDueAsync(Token);
        Assert.Single(await _office.PointersAsync());

        _office.Clock.Advance(TimeSpan.FromMinutes(10));
        await other.Clockwork.RunDueAsync(Token);
        Assert.Empty(await _office.PointersAsync());
        Assert.Equal(0, other.Deliveries);
    }

    [Fact]
    public async Task A_new_pointer_of_a_row_that_is_still_to_be_moved_forward_is_kept()
    {
        var server = _office.Server("one");
        await server.PostAsync("parcel", _office.Now.AddDays(1));
        var sooner = Pointer.To(PostOffice.Table, OutboxRow.New(PostOffice.Partition, _office.Kind, "parcel", _office.Now)).ToRecord();
        await _office.Store.CommitAsync(Pointer.DueTable, sooner.PartitionKey, [new Change.Upsert(sooner)], Token);

        await _office.Server("other").Clockwork.RunDueAsync(Token);
        Assert.Equal(2, (await _office.PointersAsync()).Count);

        _office.Clock.Advance(TimeSpan.FromMinutes(10));
        await _office.Server("another").Clockwork.RunDueAsync(Token);
        Assert.Single(await _office.PointersAsync());
    }

    [Fact]
    public async Task What_lasts_for_years_is_not_given_up_for_what_went_wrong_now_and_then()
    {
        var (server, tries) = (_office.Server("one"), 0);
        server.Delivers = _ => ++tries % 3 == 0 ? new Delivered.NotBefore(_office.Now.AddHours(1)) : new Delivered.Later("it took too long");
        await server.PostAsync("parcel", _office.Now);
        for (var hour = 0; hour < 300; hour++)
        {
            await server.Clockwork.RunDueAsync(Token);
            _office.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.True(tries > DeliveryWorker.AttemptsMax);
        Assert.Null((await _office.RowAsync("parcel"))!.GetString("GaveUpBecause"));
        Assert.InRange((await _office.RowAsync("parcel"))!.GetInt32("Attempts")!.Value, 0, 2);
    }

    [Fact]
    public async Task A_delivery_that_breaks_by_a_mistake_of_ours_is_tried_again_and_stops_nothing_else()
    {
        var server = _office.Server("one");
        server.Delivers = row => row.RowKey.EndsWith("bad", StringComparison.Ordinal) ? throw new InvalidOperationException("a mistake") : new Delivered.Done();
        await server.PostAsync("bad", _office.Now);
        await server.PostAsync("good", _office.Now);

        await server.Clockwork.RunDueAsync(Token);

        Assert.Null(await _office.RowAsync("good"));
        Assert.Equal(1, (await _office.RowAsync("bad"))!.GetInt32("Attempts"));
    }

    [Fact]
    public async Task A_kind_that_this_version_does_not_know_is_kept_for_one_that_does()
    {
        var old = _office.Server("old", knowsKind: false);
        await old.PostAsync("parcel", _office.Now);
        await old.Clockwork.RunDueAsync(Token);
        Assert.NotNull(await _office.RowAsync("parcel"));

        _office.Clock.Advance(TimeSpan.FromMinutes(1));
        var next = _office.Server("next");
        await next.Clockwork.RunDueAsync(Token);

        Assert.Equal(1, next.Deliveries);
    }

    [Theory]
    [InlineData("Unavailable")]
    [InlineData("LosesCommits")]
    [InlineData("LosesAnswers")]
    public async Task A_store_that_fails_under_a_delivery_loses_nothing(string fault)
    {
        var server = _office.Server("one");
        await server.PostAsync("parcel", _office.Now);
        _office.Store.Fails(Enum.Parse<StoreFault>(fault), PostOffice.Table, times: 1);

        for (var i = 0; i < 5; i++)
        {
            await server.Clockwork.RunDueAsync(Token);
            _office.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.InRange(server.Deliveries, 1, 2);
        Assert.Null(await _office.RowAsync("parcel"));
        Assert.Empty(await _office.PointersAsync());
    }

    [Fact]
    public async Task The_clockwork_delivers_by_itself_to_the_moment_and_sweeps_what_others_left()
    {
        var server = _office.Server("one");
        await _office.Server("other").PostAsync("left", _office.Now);
        await server.Clockwork.StartAsync(Token);
        await server.UntilAsync(1);

        await server.PostAsync("mine", _office.Now.AddSeconds(5));
        await _office.AdvanceUntilAsync(server, TimeSpan.FromSeconds(5), 2);
        await _office.Server("other").PostAsync("left again", _office.Now);
        await _office.AdvanceUntilAsync(server, TimeSpan.FromSeconds(15), 3);

        await server.Clockwork.StopAsync(Token);
        Assert.Equal(3, server.Deliveries);
    }

    [Fact]
    public async Task The_clockwork_outlives_a_store_that_is_away()
    {
        var server = _office.Server("one");
        _office.Store.Fails(StoreFault.Unavailable);
        await server.Clockwork.StartAsync(Token);
        _office.Store.Recovers();
        await server.PostAsync("parcel", _office.Now);

        await _office.AdvanceUntilAsync(server, TimeSpan.FromSeconds(20), 1);

        await server.Clockwork.StopAsync(Token);
        Assert.Null(await _office.RowAsync("parcel"));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_a_day_does_not_stop_the_sweeps()
    {
        var server = _office.Server("one");
        await _office.Server("other").PostAsync("before", _office.Now);
        await server.Clockwork.StartAsync(Token);
        await server.UntilAsync(1);

        _office.Clock.JumpWallClock(TimeSpan.FromDays(-1));
        await _office.Server("other").PostAsync("after", _office.Now);
        await _office.AdvanceUntilAsync(server, TimeSpan.FromSeconds(15), 2); // gives up long before a day has passed

        await server.Clockwork.StopAsync(Token);
    }
}
