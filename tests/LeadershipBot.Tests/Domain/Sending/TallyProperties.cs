using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Sending;

namespace LeadershipBot.Tests.Domain.Sending;

/// <summary>However recipients move, the tally is what a recount gives, and counts each of them once.</summary>
public sealed class TallyProperties
{
    private static readonly string[] Reasons = ["", "neverMet", "Gone", RecipientRule.Installing];

    private static readonly Gen<Recipient> Rows =
        from state in Gen.Elements(Enum.GetValues<RecipientState>())
        from why in Gen.Elements(Reasons)
        from version in Gen.Choose(0, 3)
        from may in Gen.Elements(true, false)
        select new Recipient { State = state, Why = why, Version = version, MayHaveArrived = may };

    [Fact]
    public void Moving_is_recounting()
        => Prop.ForAll(Rows.ListOf(12).ToArbitrary(), Rows.ListOf(12).ToArbitrary(), (before, after) =>
        {
            var (moved, recounted) = (new Tally(), new Tally());
            foreach (var row in before)
                moved.Add(row);
            foreach (var (one, other) in before.Zip(after))
                moved.Move(one, other);
            foreach (var row in after.Take(before.Count).Concat(before.Skip(after.Count)))
                recounted.Add(row);
            return moved.Total == before.Count && moved.Counts.OrderBy(c => c.Key).SequenceEqual(recounted.Counts.OrderBy(c => c.Key));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_nobody_stands_under_has_no_name()
    {
        var row = new Recipient { State = RecipientState.Sent, Version = 1 };
        var tally = new Tally();
        tally.Add(row);
        tally.Remove(row);

        Assert.Empty(tally.Counts);
        Assert.Equal(0, tally.Total);
    }
}
