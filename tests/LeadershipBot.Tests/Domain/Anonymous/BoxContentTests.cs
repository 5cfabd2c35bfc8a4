using LeadershipBot.Domain.Anonymous;

namespace LeadershipBot.Tests.Domain.Anonymous;

/// <summary>Drawers, sheets, and what is made of them at closing.</summary>
public sealed class BoxContentTests
{
    private static readonly string[] Words = ["a", "bb", "ccc", "ÄÖÜ", "🙂"];

    private readonly Random _random = new(7);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public void A_drawer_is_read_back_as_it_was_and_has_always_the_same_length(int answers)
    {
        var plan = Plan(new BoxOrder(30, 5, 6, 0, BoxRoll.Open));
        var drawer = Drawer.Empty;
        for (var i = 0; i < answers; i++)
            drawer = drawer.With(Pattern.Of(Words[i % Words.Length]), NewReceipt());

        var bytes = drawer.Encode(plan);

        Assert.Equal(plan.DrawerBytes, bytes.Length);
        var read = Drawer.Decode(bytes, plan);
        Assert.Equal(drawer.Counts, read.Counts);
        Assert.Equal(drawer.Receipts, read.Receipts);
        Assert.Equal(answers, read.Answers);
    }

    [Fact]
    public void The_order_of_answers_leaves_no_trace_in_a_drawer()
    {
        var plan = Plan(new BoxOrder(30, 5, 6, 0, BoxRoll.Open));
        (string Word, Receipt Receipt)[] answers = [.. Words.Concat(Words).Select(word => (word, NewReceipt()))];

        Assert.Equal(Encoded(answers), Encoded(answers.Reverse()));

        byte[] Encoded(IEnumerable<(string Word, Receipt Receipt)> given)
            => given.Aggregate(Drawer.Empty, (drawer, one) => drawer.With(Pattern.Of(one.Word), one.Receipt)).Encode(plan);
    }

    [Fact]
    public void A_drawer_takes_no_more_than_was_planned()
    {
        var plan = Plan(new BoxOrder(10, 2, 3, 0, BoxRoll.Open));
        var full = Enumerable.Range(0, 10).Aggregate(Drawer.Empty, (drawer, _) => drawer.With(Pattern.Of("yes"), NewReceipt()));

        full.Encode(plan);

        Assert.Throws<ArgumentException>(() => full.With(Pattern.Of("yes"), NewReceipt()).Encode(plan));
        Assert.Throws<ArgumentException>(() => Drawer.Empty.With(Pattern.Of("long"), NewReceipt()).Encode(plan));
        Assert.Throws<ArgumentException>(() => new[] { "a", "b", "c" }.Aggregate(Drawer.Empty, (drawer, word) => drawer.With(Pattern.Of(word), NewReceipt())).Encode(plan));
        var receipt = NewReceipt();
        Assert.Throws<ArgumentException>(() => Drawer.Empty.With(Pattern.Of("yes"), receipt).With(Pattern.Of("yes"), receipt));
    }

    [Fact]
    public void Bytes_that_are_no_drawer_or_sheet_of_the_plan_are_refused()
    {
        var plan = Plan(new BoxOrder(10, 2, 3, 10, BoxRoll.Open));
        var (drawer, sheet) = (Drawer.Empty.Encode(plan), Sheet.Empty.Encode(plan));
        drawer[3] = sheet[3] = 200;

        Assert.Throws<ArgumentException>(() => Drawer.Decode(drawer, plan));
        Assert.Throws<ArgumentException>(() => Sheet.Decode(sheet, plan));
        Assert.Throws<ArgumentException>(() => Drawer.Decode(drawer.AsSpan(1), plan));
        Assert.Throws<ArgumentException>(() => Sheet.Decode(sheet.AsSpan(1), plan));
    }

    [Fact]
    public void A_sheet_is_read_back_in_an_order_of_its_own_and_has_always_the_same_length()
    {
        var plan = Plan(new BoxOrder(10, 2, 3, 20, BoxRoll.Open));
        var sheet = Sheet.Empty.With("zzz").With("").With("ÄÖÜ…🙂").With("aaa");

        var bytes = sheet.Encode(plan);

        Assert.Equal(Sheet.Empty.Encode(plan).Length, bytes.Length);
        Assert.Equal(["aaa", "zzz", "ÄÖÜ…🙂"], Sheet.Decode(bytes, plan).Comments);
        Assert.Equal(4, Sheet.Decode(bytes, plan).Answers);
        Assert.Equal(bytes, Sheet.Empty.With("aaa").With("ÄÖÜ…🙂").With("zzz").With("").Encode(plan));
    }

    [Fact]
    public void The_longest_comments_fit_whatever_their_letters()
    {
        var plan = Plan(new BoxOrder(10, 2, 3, 20, BoxRoll.Open));
        var full = Enumerable.Range(0, 10).Aggregate(Sheet.Empty, (sheet, _) => sheet.With(new string('–', 20)));

        Assert.Equal(10, Sheet.Decode(full.Encode(plan), plan).Comments.Count);
        Assert.Throws<ArgumentException>(() => full.With("").Encode(plan));
        Assert.Throws<ArgumentException>(() => Sheet.Empty.With(new string('x', 21)).Encode(plan));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("  \t ", "")]
    [InlineData(" two\r\nlines\u0000\u0007 ", "two\nlines")]
    [InlineData("\u0001 x \u0001", "x")]
    public void A_comment_is_kept_clean(string? typed, string kept) => Assert.Equal(kept, Sheet.Clean(typed));

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    public void A_pattern_is_short_well_formed_text(string words) => Assert.ThrowsAny<ArgumentException>(() => Pattern.Of(words));

    [Fact]
    public void Half_of_a_character_is_replaced_in_a_comment_and_refused_in_a_pattern()
    {
        Assert.Equal("half \uFFFD of one", Sheet.Clean("half \uD83D of one"));
        Assert.Throws<ArgumentException>(() => Pattern.Of("half \uD83D"));
    }

    [Fact]
    public void A_pattern_is_counted_in_bytes_and_says_nothing_in_a_log()
    {
        Assert.Equal(400, Pattern.Of(new string('é', 200)).Bytes);
        Assert.Throws<ArgumentException>(() => Pattern.Of(new string('é', 201)));
        Assert.DoesNotContain("yes", Pattern.Of("yes").ToString(), StringComparison.Ordinal);
        Assert.Equal(Pattern.Of("yes"), Pattern.Of("yes"));
        Assert.True(Pattern.Of("a") < Pattern.Of("b") && Pattern.Of("b") > Pattern.Of("a") && Pattern.Of("a") <= Pattern.Of("a") && Pattern.Of("a") >= Pattern.Of("a"));
    }

    [Fact]
    public void Contents_are_all_that_was_put_in_and_every_order_is_as_likely()
    {
        var drawers = new[] { "abc", "bcd" }.Select(letters => letters.Aggregate(Drawer.Empty, (drawer, letter) => drawer.With(Pattern.Of(letter.ToString()), NewReceipt()))).ToList();
        var sheets = new[] { Sheet.Empty.With("one").With("two"), Sheet.Empty.With("three") };
        var orders = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            var contents = BoxContents.Of(drawers, sheets, _random.Next);
            Assert.Equal(6, contents.Answered);
            Assert.Equal(2, contents.Counts.Single(one => one.Pattern.Words == "b").Count);
            Assert.Equal(6, contents.Receipts.Count);
            Assert.Equal(contents.Receipts.Order(), contents.Receipts);
            Assert.Equal(["one", "three", "two"], contents.Comments.Order(StringComparer.Ordinal));
            var order = string.Concat(contents.Counts.Select(one => one.Pattern.Words));
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, orders.Count); // 4! orders of 4 patterns, 1000 each: 6 standard deviations are 186
        Assert.All(orders.Values, count => Assert.InRange(count, 800, 1200));
    }

    private static BoxPlan Plan(BoxOrder order)
    {
        Assert.False(BoxPlan.For(order).IsRefused(out _, out var plan));
        return plan;
    }

    private Receipt NewReceipt()
    {
        var bytes = new byte[Receipt.Bytes];
        _random.NextBytes(bytes);
        return Receipt.Of(bytes);
    }
}
