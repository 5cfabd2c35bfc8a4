using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>What a box takes and what it refuses.</summary>
public sealed class BoxTests : BoxTrial
{
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

        Assert.Equal(new Dictionary<string, bool> { ["ann"] = true, ["ben"] = false }, await Boxes.Roll.ListAsync(At, Token));
        Assert.True(await Boxes.Roll.HasAnsweredAsync(At, "ann", Token));
        Assert.False(await Boxes.Roll.HasAnsweredAsync(At, "ben", Token));
        Assert.Null(await Boxes.Roll.HasAnsweredAsync(At, "eve", Token));
    }

    [Fact]
    public async Task After_closing_nothing_is_taken()
    {
        await MakeAsync(Order);
        var early = await HeadAsync();
        await CloseAsync(comments: false);

        Assert.Equal("anonymous.refused.closed", await RefusedAsync("ann", "yes", null));
        Assert.False((await Boxes.OpenAsync(early, ["ann"], Token)).IsRefused(out _, out var box)); // this server still remembers
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
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Boxes.ReadAsync(await HeadAsync(), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync([.. Enumerable.Range(0, OpenBox.PeopleMax + 1).Select(one => $"p{one}")]));
    }

    [Fact]
    public async Task While_the_key_is_away_nothing_is_taken_and_nothing_is_lost()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", null);
        Clock.Advance(AskKeys.Remembered);
        Key.IsAway = true;

        Assert.Equal("anonymous.refused.notTaken", await RefusedAsync("ben", "yes", null));
        Assert.Equal("anonymous.refused.notLookedUp", await LookUpAsync("00000-00000-00000-00000-000000"));
        Assert.True((await Boxes.CloseAsync(await HeadAsync(), _ => true, contents => contents, Token)).IsRefused(out var notClosed, out _));
        Assert.Equal("anonymous.refused.notClosed", notClosed.TextKey);
        Assert.True((await Boxes.Roll.ForgetAsync(await HeadAsync(), "ann", Token)).IsRefused(out var notForgotten, out _));
        Assert.Equal("anonymous.refused.notForgotten", notForgotten.TextKey);
        Assert.True((await Boxes.MakeAsync(At, Order, Token)).IsRefused(out var notMade, out _));
        Assert.Equal("anonymous.refused.notMade", notMade.TextKey);

        Key.IsAway = false;
        await TakeAsync("ben", "yes", null);
        Assert.Equal(2, (await CloseAsync(comments: false)).Answered);
    }

    [Fact]
    public async Task A_server_asks_for_a_key_once_in_ten_minutes_and_no_longer_once_the_ask_is_closed()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", null);
        await TakeAsync("ben", "yes", null);
        Assert.Equal(1, Key.Unwrapped);
        Clock.Advance(AskKeys.Remembered);
        await TakeAsync("cy", "yes", null);
        Assert.Equal(2, Key.Unwrapped);
        await CloseAsync(comments: false);
        Assert.Equal(2, Key.Unwrapped);
    }

    [Fact]
    public async Task Without_a_key_nothing_can_be_asked_anonymously()
    {
        var boxes = new AnonymousBoxes(Store, new AskKeys(null, Clock, Luck), Luck, NullLogger<AnonymousBoxes>.Instance);

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

        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(async () => await Boxes.CloseAsync(await HeadAsync(), _ => true, contents => contents, Token));
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
            await Store.CommitAsync(other.Table, other.PartitionKey, [new Change.Upsert(copy)], Token);
        }

        var head = await Boxes.FindAsync(other, Token);
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => Boxes.CloseAsync(head!, _ => true, contents => contents, Token));
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
                return await Store.CommitAsync(At.Table, At.PartitionKey, box.Changes(), stop) is CommitResult.Committed ? receipt : null;
            },
            Token)));

        var contents = await CloseAsync(comments: true);
        Assert.Equal([("no", 10), ("yes", 30)], contents.Counts.Select(one => (one.Pattern.Words, one.Count)).Order());
        Assert.Equal(40, contents.Comments.Count);
        Assert.Equal(receipts.Order(), contents.Receipts);
    }
}
