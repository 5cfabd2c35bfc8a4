using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>What a box takes and what it refuses, how it is closed, and what remains of whom.</summary>
public sealed class BoxTests : IDisposable
{
    private static readonly BoxAt At = new("Trials", "one");
    private static readonly BoxOrder Order = new(20, 3, 10, 50, BoxRoll.Open);

    private readonly MemoryRecordStore _store = new();
    private readonly SeededChance _chance = new(5);
    private readonly SimulatorClock _clock = SimulatorClock.StoppedAt(BotUnderTest.Start);
    private readonly ShakyKey _key = new();
    private readonly AnonymousBoxes _boxes;

    public BoxTests() => _boxes = Server();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task What_was_put_in_comes_out_at_closing_with_its_receipts()
    {
        await MakeAsync(Order);
        var ann = await TakeAsync("ann", "yes", "Good idea");
        await TakeAsync("ben", "no", null);
        await TakeAsync("cy", "yes", "  ");

        var contents = await CloseAsync(comments: true);

        Assert.Equal([("no", 1), ("yes", 2)], contents.Counts.Select(one => (one.Pattern.Words, one.Count)).Order());
        Assert.Equal(["Good idea"], contents.Comments);
        Assert.Equal(3, contents.Receipts.Count);
        Assert.Contains(ann, contents.Receipts);
    }

    [Fact]
    public async Task Nobody_answers_twice()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", null);

        Assert.Equal("anonymous.refused.answered", await RefusedAsync("ann", "no", null));

        var box = await OpenAsync("ben");
        Assert.False(box.Take("ben", Pattern.Of("yes"), null).IsRefused(out _, out _));
        Assert.True(box.Take("ben", Pattern.Of("no"), null).IsRefused(out var again, out _));
        Assert.Equal("anonymous.refused.answered", again.TextKey);
        await CommitAsync(box.Changes());
        Assert.Equal(2, (await CloseAsync(comments: false)).Answered);
    }

    [Fact]
    public async Task Only_those_on_a_listed_roll_may_answer()
    {
        await MakeAsync(Order with { Roll = BoxRoll.Listed });
        await CommitAsync([.. AnonymousBoxes.Listing(At, ["ann", "ben"])]);

        Assert.Equal("anonymous.refused.notOnRoll", await RefusedAsync("eve", "yes", null));
        await TakeAsync("ann", "yes", null);

        Assert.Equal(new Dictionary<string, bool> { ["ann"] = true, ["ben"] = false }, await _boxes.ListRollAsync(At, Token));
        Assert.True(await _boxes.HasAnsweredAsync(At, "ann", Token));
        Assert.False(await _boxes.HasAnsweredAsync(At, "ben", Token));
        Assert.Null(await _boxes.HasAnsweredAsync(At, "eve", Token));
    }

    [Fact]
    public async Task After_closing_nothing_is_taken()
    {
        await MakeAsync(Order);
        var early = await HeadAsync();
        await CloseAsync(comments: false);

        Assert.Equal("anonymous.refused.closed", await RefusedAsync("ann", "yes", null));
        Assert.False((await _boxes.OpenAsync(early, ["ann"], Token)).IsRefused(out _, out var box)); // this server still remembers
        Assert.True(box!.Take("ann", Pattern.Of("yes"), null).IsRefused(out var late, out _));
        Assert.Equal("anonymous.refused.closed", late.TextKey);
    }

    [Fact]
    public async Task A_comment_that_is_too_long_is_refused_and_nothing_is_kept()
    {
        await MakeAsync(Order);

        Assert.Equal("anonymous.refused.commentTooLong", await RefusedAsync("ann", "yes", new string('x', 51)));
        await TakeAsync("ann", "yes", new string('–', 50));

        Assert.Equal([new string('–', 50)], (await CloseAsync(comments: true)).Comments);
    }

    [Fact]
    public async Task A_full_box_takes_nobody_more()
    {
        await MakeAsync(Order with { PeopleMax = 1 });
        await TakeAsync("ann", "yes", null);

        Assert.Equal("anonymous.refused.full", await RefusedAsync("ben", "yes", null));
    }

    [Fact]
    public async Task Every_place_of_every_row_can_be_filled()
    {
        var order = new BoxOrder(200, 200, 3, 0, BoxRoll.Open);
        var plan = await MakeAsync(order);
        var places = plan.Drawers * plan.AnswersPerDrawer;
        for (var person = 0; person < places; person += OpenBox.PeopleMax)
        {
            var people = Enumerable.Range(person, Math.Min(OpenBox.PeopleMax, places - person)).Select(one => $"p{one}").ToList();
            var box = await OpenAsync([.. people]);
            foreach (var one in people)
                Assert.False(box.Take(one, Pattern.Of("yes"), null).IsRefused(out _, out _));
            await CommitAsync(box.Changes());
        }

        Assert.Equal("anonymous.refused.full", await RefusedAsync("last", "yes", null));
        Assert.Equal(places, (await CloseAsync(comments: false)).Answered);
    }

    [Fact]
    public async Task A_batch_of_people_is_one_commit_and_those_refused_leave_no_trace_in_it()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", null);
        var box = await OpenAsync("ann", "ben", "cy");

        Assert.True(box.Take("ann", Pattern.Of("no"), null).IsRefused(out _, out _));
        Assert.False(box.Take("ben", Pattern.Of("no"), "x").IsRefused(out _, out _));
        Assert.True(box.Take("cy", Pattern.Of("no"), new string('x', 51)).IsRefused(out _, out _));
        var changes = box.Changes();

        Assert.Equal(["anonymous.roll.ben"], changes.Select(change => change.RowKey).Where(key => key.Contains("roll", StringComparison.Ordinal)));
        Assert.Equal(3, changes.Count);
        await CommitAsync(changes);
        Assert.Equal(2, (await CloseAsync(comments: true)).Answered);
    }

    [Fact]
    public async Task A_mistake_of_the_asker_is_not_taken_for_a_refusal()
    {
        await MakeAsync(Order with { CommentCharactersMax = 0 });
        var box = await OpenAsync("ann");

        Assert.Throws<ArgumentException>(() => box.Take("eve", Pattern.Of("yes"), null));
        Assert.Throws<ArgumentException>(() => box.Take("ann", Pattern.Of("longer than planned"), null));
        Assert.Throws<ArgumentException>(() => box.Take("ann", Pattern.Of("yes"), "a comment"));
        Assert.Empty(box.Changes());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _boxes.ReadAsync(await HeadAsync(), Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => OpenAsync([.. Enumerable.Range(0, OpenBox.PeopleMax + 1).Select(one => $"p{one}")]));
    }

    [Fact]
    public async Task Closing_is_done_once_by_whoever_is_first_and_again_it_changes_nothing()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", "one");
        var head = await HeadAsync();
        Assert.False((await _boxes.CloseAsync(head, _ => true, Token)).IsRefused(out _, out var first));
        Assert.False((await Server().CloseAsync(head, _ => true, Token)).IsRefused(out _, out var second));

        await CommitAsync(first!.Changes);
        Assert.IsType<CommitResult.Conflict>(await _store.CommitAsync(At.Table, At.PartitionKey, second!.Changes, Token));

        Assert.False((await _boxes.CloseAsync(await HeadAsync(), _ => false, Token)).IsRefused(out _, out var again));
        Assert.Empty(again!.Changes);
        Assert.Equal(["one"], again.Contents.Comments);
        Assert.Equal(1, again.Contents.Answered);
    }

    [Fact]
    public async Task An_answer_that_was_faster_than_the_closing_is_not_lost()
    {
        await MakeAsync(Order);
        Assert.False((await _boxes.CloseAsync(await HeadAsync(), _ => true, Token)).IsRefused(out _, out var tooEarly));
        await TakeAsync("ann", "yes", null);

        Assert.IsType<CommitResult.Conflict>(await _store.CommitAsync(At.Table, At.PartitionKey, tooEarly!.Changes, Token));
        Assert.Equal(1, (await CloseAsync(comments: false)).Answered);
    }

    [Fact]
    public async Task Comments_that_nobody_may_read_are_deleted_and_their_number_is_not_kept()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", "a secret of mine");

        var contents = await CloseAsync(comments: false);

        Assert.Empty(contents.Comments);
        Assert.Empty((await _boxes.ReadAsync(await HeadAsync(), Token)).Comments);
        Assert.DoesNotContain(await RowsAsync(), row => row.RowKey.Contains("comment", StringComparison.Ordinal) || row.RowKey.Contains("words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_closing_there_is_no_key_and_nothing_locked()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", "x");
        Assert.Contains((await RowsAsync()).SelectMany(row => row.Columns), column => column.Key == "WrappedKey");

        await CloseAsync(comments: true);

        var names = (await RowsAsync()).SelectMany(row => row.Columns).Select(column => column.Key).ToList();
        Assert.DoesNotContain("WrappedKey", names);
        Assert.DoesNotContain("KeyName", names);
        Assert.DoesNotContain("Sealed", names);
        Assert.Contains("Pattern1", names);
    }

    [Fact]
    public async Task A_receipt_tells_that_an_answer_counts_and_no_more()
    {
        await MakeAsync(Order);
        var receipt = await TakeAsync("ann", "yes", null);
        await TakeAsync("ben", "no", null);

        Assert.Null(await LookUpAsync(receipt.Code.ToLowerInvariant()));
        Assert.Equal("anonymous.refused.receiptUnknown", await LookUpAsync("00000-00000-00000-00000-000000"));
        Assert.Equal("anonymous.refused.noReceipt", await LookUpAsync("what?"));
        await CloseAsync(comments: false);
        Assert.Null(await LookUpAsync(receipt.Code));
        Assert.Equal("anonymous.refused.receiptUnknown", await LookUpAsync("00000-00000-00000-00000-000000"));
    }

    [Fact]
    public async Task Who_is_forgotten_while_it_is_open_can_not_answer_twice_and_their_answer_counts()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", null);
        await TakeAsync("ben", "no", null);

        await ForgetAsync("ann");
        await ForgetAsync("ann");
        await ForgetAsync("ben");
        await ForgetAsync("nobody");

        Assert.DoesNotContain(await RowsAsync(), row => row.RowKey.Contains("ann", StringComparison.Ordinal) || row.RowKey.Contains("ben", StringComparison.Ordinal));
        Assert.Equal("anonymous.refused.answered", await RefusedAsync("ann", "no", null));
        await TakeAsync("cy", "yes", null);
        Assert.Equal(3, (await CloseAsync(comments: false)).Answered);
    }

    [Fact]
    public async Task Who_is_forgotten_after_closing_or_from_a_list_leaves_a_row_that_leads_to_nobody()
    {
        await MakeAsync(Order with { Roll = BoxRoll.Listed });
        await CommitAsync([.. AnonymousBoxes.Listing(At, ["ann", "ben", "cy"])]);
        await TakeAsync("ann", "yes", null);
        await TakeAsync("ben", "yes", null);
        await ForgetAsync("ann");
        await ForgetAsync("cy");
        Assert.Equal("anonymous.refused.notOnRoll", await RefusedAsync("ann", "yes", null));
        await CloseAsync(comments: false);
        await ForgetAsync("ben");

        Assert.Empty(await _boxes.ListRollAsync(At, Token));
        Assert.Equal(2, (await RowsAsync()).Count(row => row.RowKey.StartsWith("anonymous.gone.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task While_the_key_is_away_nothing_is_taken_and_nothing_is_lost()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", null);
        _clock.Advance(AskKeys.Remembered);
        _key.IsAway = true;

        Assert.Equal("anonymous.refused.notTaken", await RefusedAsync("ben", "yes", null));
        Assert.Equal("anonymous.refused.notLookedUp", await LookUpAsync("00000-00000-00000-00000-000000"));
        Assert.True((await _boxes.CloseAsync(await HeadAsync(), _ => true, Token)).IsRefused(out var notClosed, out _));
        Assert.Equal("anonymous.refused.notClosed", notClosed.TextKey);
        Assert.True((await _boxes.ForgetAsync(await HeadAsync(), "ann", Token)).IsRefused(out var notForgotten, out _));
        Assert.Equal("anonymous.refused.notForgotten", notForgotten.TextKey);
        Assert.True((await _boxes.MakeAsync(At, Order, Token)).IsRefused(out var notMade, out _));
        Assert.Equal("anonymous.refused.notMade", notMade.TextKey);

        _key.IsAway = false;
        await TakeAsync("ben", "yes", null);
        Assert.Equal(2, (await CloseAsync(comments: false)).Answered);
    }

    [Fact]
    public async Task A_server_asks_for_a_key_once_in_ten_minutes_and_no_longer_once_the_ask_is_closed()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", null);
        await TakeAsync("ben", "yes", null);
        Assert.Equal(1, _key.Unwrapped);
        _clock.Advance(AskKeys.Remembered);
        await TakeAsync("cy", "yes", null);
        Assert.Equal(2, _key.Unwrapped);
        await CloseAsync(comments: false);
        Assert.Equal(2, _key.Unwrapped);
    }

    [Fact]
    public async Task Without_a_key_nothing_can_be_asked_anonymously()
    {
        var boxes = new AnonymousBoxes(_store, new AskKeys(null, _clock, _chance), _chance, NullLogger<AnonymousBoxes>.Instance);

        Assert.False(boxes.IsSetUp);
        Assert.True((await boxes.MakeAsync(At, Order, Token)).IsRefused(out var refused, out _));
        Assert.Equal("anonymous.refused.notSetUp", refused.TextKey);
    }

    [Fact]
    public async Task A_row_that_was_moved_or_changed_opens_for_nobody()
    {
        await MakeAsync(Order with { PeopleMax = 60 });
        await TakeAsync("ann", "yes", null);
        var rows = (await RowsAsync()).Where(row => row.RowKey.StartsWith("anonymous.box.", StringComparison.Ordinal)).ToList();
        await CommitAsync([new Change.Upsert(BoxRows.OfSealed(At, rows[0].RowKey, rows[1].GetBinary("Sealed")!, null))]);

        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(async () => await _boxes.CloseAsync(await HeadAsync(), _ => true, Token));
    }

    [Fact]
    public async Task A_whole_box_that_was_put_into_another_partition_opens_for_nobody()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", null);
        var other = At with { PartitionKey = "other" };
        foreach (var row in await RowsAsync())
        {
            var copy = new Record(other.PartitionKey, row.RowKey);
            foreach (var (name, value) in row.Columns)
                copy[name] = value;
            await _store.CommitAsync(other.Table, other.PartitionKey, [new Change.Upsert(copy)], Token);
        }

        var head = await _boxes.FindAsync(other, Token);
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => _boxes.CloseAsync(head!, _ => true, Token));
    }

    [Fact]
    public async Task Forty_who_answer_at_once_on_two_servers_are_all_counted()
    {
        await MakeAsync(Order with { PeopleMax = 40 });
        AnonymousBoxes[] servers = [Server(), Server()];
        var contention = new Contention(TimeProvider.System, new Chance());

        var receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(person => contention.RunAsync(
            async stop =>
            {
                var server = servers[person % 2];
                Assert.False((await server.OpenAsync((await server.FindAsync(At, stop))!, [$"p{person}"], stop)).IsRefused(out _, out var box));
                if (box!.Take($"p{person}", Pattern.Of(person % 4 == 0 ? "no" : "yes"), $"I am {person}").IsRefused(out var refused, out var receipt))
                    throw new InvalidOperationException(refused.TextKey);
                await Task.Yield();
                return await _store.CommitAsync(At.Table, At.PartitionKey, box.Changes(), stop) is CommitResult.Committed ? receipt : null;
            },
            Token)));

        var contents = await CloseAsync(comments: true);
        Assert.Equal([("no", 10), ("yes", 30)], contents.Counts.Select(one => (one.Pattern.Words, one.Count)).Order());
        Assert.Equal(40, contents.Comments.Count);
        Assert.Equal(receipts.Order(), contents.Receipts);
    }

    [Fact]
    public async Task The_largest_boxes_that_are_allowed_fit_one_commit_each_way()
    {
        foreach (var order in new[] { new BoxOrder(40_000, 5, 40, 0, BoxRoll.Open), new BoxOrder(800, 9_765_625, 24, 300, BoxRoll.Open), new BoxOrder(1000, 5, 12, 500, BoxRoll.Open) })
        {
            var at = new BoxAt("Trials", $"large-{order.PeopleMax}");
            Assert.False((await _boxes.MakeAsync(at, order, Token)).IsRefused(out _, out var made));
            StoreLimits.CheckCommit(at.Table, at.PartitionKey, made!.Changes);
            var plan = made.Plan;
            var head = BoxHead.Among(at.Table, made.Changes.OfType<Change.Insert>().Select(change => change.Record))!;
            var contents = BoxContents.Of(
                [Filled(plan)],
                [Enumerable.Range(0, plan.Sheets == 0 ? 0 : order.PeopleMax).Aggregate(Sheet.Empty, (sheet, _) => sheet)],
                _chance.Below);
            var comments = Enumerable.Range(0, plan.Sheets == 0 ? 0 : order.PeopleMax).Select(_ => new string('\uE000', order.CommentCharactersMax)).ToList(); // six bytes each in JSON
            List<Change> closing = [new Change.Replace(WithTag(BoxRows.OfClosedHead(head, contents, true)))];
            closing.AddRange(made.Changes.Skip(1).Select(change => new Change.Delete(change.RowKey, null)));
            closing.AddRange(BoxRows.OfContents(head, contents with { Comments = comments }, true).Select(row => new Change.Insert(row)));
            StoreLimits.CheckCommit(at.Table, at.PartitionKey, closing);
            Assert.InRange(closing.Count, 1, BoxPlan.ChangesMax);
        }
    }

    private static Drawer Filled(BoxPlan plan)
    {
        var random = new Random(1);
        var bytes = new byte[Receipt.Bytes];
        var all = new BoxPlan(plan.Order, 1, plan.Order.PeopleMax, 0, 0);
        var encoded = new byte[all.DrawerBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(encoded, plan.Order.PeopleMax);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(4), plan.PatternsMax);
        for (var i = 0; i < plan.PatternsMax; i++)
        {
            var at = encoded.AsSpan(8 + (i * all.PatternEntryBytes), all.PatternEntryBytes);
            var words = i.ToString("D" + Math.Min(plan.Order.PatternBytesMax, 20), System.Globalization.CultureInfo.InvariantCulture).PadRight(plan.Order.PatternBytesMax, '"');
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)words.Length);
            System.Text.Encoding.UTF8.GetBytes(words, at[2..]);
            at[^1] = 1;
        }

        for (var i = 0; i < plan.Order.PeopleMax; i++)
        {
            random.NextBytes(bytes);
            bytes.CopyTo(encoded.AsSpan(encoded.Length - ((i + 1) * Receipt.Bytes)));
        }

        return Drawer.Decode(encoded, all);
    }

    private static Record WithTag(Record row)
    {
        var tagged = new Record(row.PartitionKey, row.RowKey) { ETag = "1" };
        foreach (var (name, value) in row.Columns)
            tagged[name] = value;
        return tagged;
    }

    private AnonymousBoxes Server() => new(_store, new AskKeys(_key, _clock, _chance), _chance, NullLogger<AnonymousBoxes>.Instance);

    private async Task<BoxPlan> MakeAsync(BoxOrder order)
    {
        Assert.False((await _boxes.MakeAsync(At, order, Token)).IsRefused(out _, out var made));
        await CommitAsync(made!.Changes);
        return made.Plan;
    }

    private async Task<BoxHead> HeadAsync() => (await _boxes.FindAsync(At, Token))!;

    private async Task<OpenBox> OpenAsync(params string[] people)
    {
        Assert.False((await _boxes.OpenAsync(await HeadAsync(), people, Token)).IsRefused(out _, out var box));
        return box!;
    }

    private async Task<Receipt> TakeAsync(string person, string pattern, string? comment)
    {
        var box = await OpenAsync(person);
        Assert.False(box.Take(person, Pattern.Of(pattern), comment).IsRefused(out _, out var receipt));
        await CommitAsync(box.Changes());
        return receipt!;
    }

    private async Task<string> RefusedAsync(string person, string pattern, string? comment)
    {
        if ((await _boxes.OpenAsync(await HeadAsync(), [person], Token)).IsRefused(out var refused, out var box))
            return refused.TextKey;
        Assert.True(box.Take(person, Pattern.Of(pattern), comment).IsRefused(out refused, out _));
        Assert.Empty(box.Changes());
        return refused.TextKey;
    }

    private async Task<BoxContents> CloseAsync(bool comments)
    {
        Assert.False((await _boxes.CloseAsync(await HeadAsync(), _ => comments, Token)).IsRefused(out _, out var closing));
        await CommitAsync(closing!.Changes);
        var head = await HeadAsync();
        Assert.True(head.IsClosed);
        var read = await _boxes.ReadAsync(head, Token);
        Assert.Equal(closing.Contents.Counts, read.Counts);
        Assert.Equal(closing.Contents.Comments, read.Comments);
        Assert.Equal(closing.Contents.Receipts, read.Receipts);
        Assert.Equal(head.Answered, read.Answered);
        return read;
    }

    private async Task ForgetAsync(string person)
    {
        Assert.False((await _boxes.ForgetAsync(await HeadAsync(), person, Token)).IsRefused(out _, out var forgetting));
        await CommitAsync(forgetting!.Changes);
    }

    private async Task<string?> LookUpAsync(string typed)
        => (await _boxes.LookUpAsync(await HeadAsync(), typed, Token)).IsRefused(out var refused, out _) ? refused.TextKey : null;

    private async Task CommitAsync(IReadOnlyList<Change> changes)
        => Assert.IsType<CommitResult.Committed>(await _store.CommitAsync(At.Table, At.PartitionKey, changes, Token));

    private async Task<List<Record>> RowsAsync()
    {
        var rows = new List<Record>();
        await foreach (var row in _store.ListAsync(At.Table, At.PartitionKey, RowRange.All, Token))
            rows.Add(row);
        return rows;
    }
}
