using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Anonymous;

namespace LeadershipBot.Tests.Domain.Anonymous;

public sealed class BoxPlanTests
{
    public static TheoryData<string, int, long, int, int> ThatFit => new()
    {
        { "a small poll", 10, 2, 8, 0 },
        { "a poll of a body", 143, 5, 12, 300 },
        { "a poll of all of England", 50_000, 5, 12, 0 },
        { "a survey of ten scales in a body", 800, 9_765_625, 24, 0 },
        { "long comments in a body", 600, 5, 12, 500 },
        { "a survey with comments", 200, long.MaxValue, 60, 500 },
    };

    [Theory]
    [MemberData(nameof(ThatFit))]
    public void What_bodies_ask_fits(string what, int people, long kinds, int bytes, int characters)
    {
        Assert.False(BoxPlan.For(new BoxOrder(people, kinds, bytes, characters, BoxRoll.Open)).IsRefused(out _, out var plan), what);
        Assert.InRange(plan.DrawerBytes, 1, BoxPlan.RowBytesMax);
        Assert.InRange(plan.SheetBytes, characters == 0 ? 0 : 1, BoxPlan.RowBytesMax);
        Assert.True(plan.Drawers * (long)plan.AnswersPerDrawer >= people);
    }

    [Theory]
    [InlineData(50_000, 9_765_625, 24, 0, "anonymous.refused.tooLarge")]
    [InlineData(200_001, 2, 1, 0, "anonymous.refused.tooLarge")]
    [InlineData(int.MaxValue, long.MaxValue, 400, 2000, "anonymous.refused.tooLarge")]
    [InlineData(20_000, 5, 12, 500, "anonymous.refused.commentsTooLarge")]
    [InlineData(900, 5, 12, 2000, "anonymous.refused.commentsTooLarge")]
    public void What_no_commit_can_hold_is_refused_beforehand(int people, long kinds, int bytes, int characters, string why)
    {
        Assert.True(BoxPlan.For(new BoxOrder(people, kinds, bytes, characters, BoxRoll.Open)).IsRefused(out var refusal, out _));
        Assert.Equal(why, refusal.TextKey);
    }

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(1, 0, 1, 0)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(1, 1, 401, 0)]
    [InlineData(1, 1, 1, -1)]
    [InlineData(1, 1, 1, 2001)]
    public void Numbers_that_make_no_sense_are_a_mistake(int people, long kinds, int bytes, int characters)
        => Assert.Throws<ArgumentException>(() => BoxPlan.For(new BoxOrder(people, kinds, bytes, characters, BoxRoll.Open)));

    [Fact]
    public void Every_plan_has_room_for_all_people_in_rows_that_the_store_takes()
        => Check.QuickThrowOnFailure(Prop.ForAll(Orders(), order =>
        {
            if (BoxPlan.For(order).IsRefused(out _, out var plan))
                return true;
            var hasRoom = (long)plan.Drawers * plan.AnswersPerDrawer >= order.PeopleMax && (order.CommentCharactersMax == 0 || (long)plan.Sheets * plan.AnswersPerSheet >= order.PeopleMax);
            return hasRoom && plan.DrawerBytes <= BoxPlan.RowBytesMax && plan.SheetBytes <= BoxPlan.RowBytesMax
                && 1 + plan.Drawers + plan.Sheets <= BoxPlan.ChangesMax && plan.PatternsPerDrawer <= plan.AnswersPerDrawer
                && plan.PatternsMax <= plan.PatternsPerResultRow * BoxPlan.ResultRowsMax;
        }));

    private static Arbitrary<BoxOrder> Orders() => (
        from people in Gen.Frequency((3, Gen.Choose(1, 200)), (2, Gen.Choose(200, 5000)), (1, Gen.Choose(5000, 250_000)))
        from kinds in Gen.Frequency((3, Gen.Choose(1, 10).Select(n => (long)n)), (2, Gen.Choose(10, 100_000).Select(n => (long)n)), (1, Gen.Constant(long.MaxValue)))
        from bytes in Gen.Choose(1, 400)
        from characters in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(1, 2000)))
        select new BoxOrder(people, kinds, bytes, characters, BoxRoll.Open)).ToArbitrary();
}
