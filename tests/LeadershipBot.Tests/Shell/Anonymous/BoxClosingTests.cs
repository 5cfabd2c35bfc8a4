using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>How a box is closed, and what remains of whom.</summary>
public sealed class BoxClosingTests : BoxTrial
{
    [Fact]
    public async Task Closing_is_done_once_by_whoever_is_first_and_again_it_changes_nothing()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", "one");
        var head = await HeadAsync();
        Assert.False((await Boxes.CloseAsync(head, _ => true, contents => contents, Token)).IsRefused(out _, out var first));
        Assert.False((await Server().CloseAsync(head, _ => true, contents => contents, Token)).IsRefused(out _, out var second));

        await CommitAsync(first!.Changes);
        Assert.IsType<CommitResult.Conflict>(await Store.CommitAsync(At.Table, At.PartitionKey, second!.Changes, Token));

        Assert.False((await Boxes.CloseAsync(await HeadAsync(), _ => false, contents => contents, Token)).IsRefused(out _, out var again));
        Assert.Empty(again!.Changes);
        Assert.Equal(["one"], again.Contents.Comments);
        Assert.Equal(1, again.Contents.Answered);
    }

    [Fact]
    public async Task An_answer_that_was_faster_than_the_closing_is_not_lost()
    {
        await MakeAsync(Order);
        Assert.False((await Boxes.CloseAsync(await HeadAsync(), _ => true, contents => contents, Token)).IsRefused(out _, out var tooEarly));
        await TakeAsync("ann", "yes", null);

        Assert.IsType<CommitResult.Conflict>(await Store.CommitAsync(At.Table, At.PartitionKey, tooEarly!.Changes, Token));
        Assert.Equal(1, (await CloseAsync(comments: false)).Answered);
    }

    [Fact]
    public async Task Comments_that_nobody_may_read_are_deleted_and_their_number_is_not_kept()
    {
        await MakeAsync(Order);
        await TakeAsync("ann", "yes", "a secret of mine");

        var contents = await CloseAsync(comments: false);

        Assert.Empty(contents.Comments);
        Assert.Empty((await Boxes.ReadAsync(await HeadAsync(), Token)).Comments);
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

        Assert.Empty(await Boxes.Roll.ListAsync(At, Token));
        Assert.Equal(2, (await RowsAsync()).Count(row => row.RowKey.StartsWith("anonymous.gone.", StringComparison.Ordinal)));
    }
}
