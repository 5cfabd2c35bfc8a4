using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Electorates;
using Outcome = LeadershipBot.Domain.Electorates.Outcome;

namespace LeadershipBot.Tests.Domain.Electorates;

public sealed class OutcomeTests
{
    private const int Yes = 0;
    private const int Abstain = 2;
    private const int Block = 3;

    private static readonly Motion Carry = new(Yes, new HashSet<int> { Abstain });
    private static readonly Motion Consent = Carry with { Blocking = new HashSet<int> { Block } };

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 1)]
    [InlineData(99, 34)]
    [InlineData(100, 34)]
    [InlineData(101, 35)]
    public void A_part_of_a_person_counts_as_one_for_the_quorum(int onRoll, int needed)
        => Assert.Equal(onRoll == 0 ? 0 : needed, Quorum.PerCentOfRoll(34).Needed(onRoll));

    [Fact]
    public void A_quorum_in_number_does_not_depend_on_the_roll()
    {
        Assert.Equal(12, Quorum.AtLeast(12).Needed(10));
        Assert.Equal(0, Quorum.None.Needed(10));
    }

    public static TheoryData<RequiredShare, int, int, bool> Shares => new()
    {
        { RequiredShare.MoreThanHalf, 5, 10, false },
        { RequiredShare.MoreThanHalf, 6, 11, true },
        { RequiredShare.MoreThanHalf, 0, 0, false },
        { RequiredShare.TwoThirds, 2, 3, true },
        { RequiredShare.TwoThirds, 3, 5, false },
        { RequiredShare.AtLeastPerCent(50), 5, 10, true },
        { RequiredShare.AtLeastPerCent(67), 2, 3, false },
        { RequiredShare.AtLeastPerCent(75), 3, 4, true },
        { RequiredShare.AtLeastPerCent(100), 9, 10, false },
        { RequiredShare.AtLeastPerCent(75), 50_000_000, 66_000_000, true },
    };

    [Theory]
    [MemberData(nameof(Shares))]
    public void The_share_is_of_votes_cast_and_exact(RequiredShare share, int inFavour, int cast, bool isReached)
        => Assert.Equal(isReached, share.IsReached(inFavour, cast));

    public static TheoryData<string, int[], Quorum, Outcome> Outcomes => new()
    {
        // Yes, no, abstain, block: of 20 on the roll.
        { "carried", [6, 5, 3, 0], Quorum.AtLeast(10), new Outcome(true, true, false, 14, 20, 10, 6, 11) },
        { "abstaining is answering", [3, 2, 5, 0], Quorum.PerCentOfRoll(50), new Outcome(true, true, false, 10, 20, 10, 3, 5) },
        { "not quorate", [9, 0, 0, 0], Quorum.PerCentOfRoll(50), new Outcome(false, false, false, 9, 20, 10, 9, 9) },
        { "level is not carried", [5, 5, 1, 0], Quorum.None, new Outcome(false, true, false, 11, 20, 0, 5, 10) },
        { "all abstain", [0, 0, 12, 0], Quorum.None, new Outcome(false, true, false, 12, 20, 0, 0, 0) },
        { "nobody answered", [0, 0, 0, 0], Quorum.None, new Outcome(false, true, false, 0, 20, 0, 0, 0) },
        { "blocked", [9, 0, 0, 1], Quorum.None, new Outcome(false, true, true, 10, 20, 0, 9, 10) },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void It_is_carried_if_enough_answered_and_enough_of_them_were_in_favour(string what, int[] counts, Quorum quorum, Outcome outcome)
        => Assert.True(outcome == Outcome.Of(Count(counts), 20, Consent, quorum, RequiredShare.MoreThanHalf), what);

    [Fact]
    public void The_conflicted_count_neither_for_the_quorum_nor_the_share()
    {
        var count = Count([5, 5, 0, 0]) with { Apart = [8, 0, 0, 0] };
        Assert.Equal(new Outcome(false, true, false, 10, 12, 10, 5, 10), Outcome.Of(count, 12, Carry, Quorum.AtLeast(10), RequiredShare.MoreThanHalf));
    }

    [Fact]
    public void By_list_size_the_share_is_of_patients_and_the_quorum_of_practices()
    {
        var count = new VoteCount([9000, 4000, 0, 0], 3, 1, 0, [0, 0, 0, 0]);
        Assert.Equal(new Outcome(true, true, false, 3, 6, 3, 9000, 13000), Outcome.Of(count, 6, Carry, Quorum.PerCentOfRoll(50), RequiredShare.TwoThirds));
    }

    [Fact]
    public void A_motion_may_have_no_choice_that_blocks()
        => Assert.True(Outcome.Of(Count([9, 0, 0, 1]), 20, Carry, Quorum.None, RequiredShare.MoreThanHalf).IsCarried);

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(-1)]
    public void A_per_cent_out_of_range_is_our_bug(int perCent)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Quorum.PerCentOfRoll(perCent));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredShare.AtLeastPerCent(perCent));
        if (perCent < 1)
            Assert.Throws<ArgumentOutOfRangeException>(() => Quorum.AtLeast(perCent));
    }

    [Fact]
    public void One_more_in_favour_never_loses_what_was_carried()
        => Prop.ForAll(Gen.Choose(0, 30).ArrayOf(4).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), (counts, quorum, share) =>
        {
            int[] more = [counts[0] + 1, .. counts.Skip(1)];
            return !Decide(counts).IsCarried || Decide(more).IsCarried;

            Outcome Decide(int[] some) => Outcome.Of(Count(some), 100, Consent, Quorum.PerCentOfRoll(quorum), RequiredShare.AtLeastPerCent(share));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static VoteCount Count(int[] counts) => new(counts, counts.Sum(), 0, 0, new int[counts.Length]);
}
