using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>How much a box holds.</summary>
public sealed class BoxLimitTests : BoxTrial
{
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
    public async Task The_largest_boxes_that_are_allowed_fit_one_commit_each_way()
    {
        foreach (var order in new[] { new BoxOrder(40_000, 5, 40, 0, BoxRoll.Open), new BoxOrder(800, 9_765_625, 24, 300, BoxRoll.Open), new BoxOrder(1000, 5, 12, 500, BoxRoll.Open) })
        {
            var at = new BoxAt("Trials", $"large-{order.PeopleMax}");
            Assert.False((await Boxes.MakeAsync(at, order, Token)).IsRefused(out _, out var made));
            StoreLimits.CheckCommit(at.Table, at.PartitionKey, made!.Changes);
            var plan = made.Plan;
            var head = BoxHead.Among(at.Table, made.Changes.OfType<Change.Insert>().Select(change => change.Record))!;
            var contents = BoxContents.Of(
                [Filled(plan)],
                [Enumerable.Range(0, plan.Sheets == 0 ? 0 : order.PeopleMax).Aggregate(Sheet.Empty, (sheet, _) => sheet)],
                Luck.Below);
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
}
