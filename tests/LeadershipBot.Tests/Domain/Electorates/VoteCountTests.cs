using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Electorates;

public sealed class VoteCountTests
{
    private const string Elm = "A81001";
    private const string Oak = "A81002";
    private const string Yew = "A81003";

    private static readonly PracticeOnRoll[] Practices = [new(Elm, 9000), new(Oak, 4000), new(Yew, null)];
    private static readonly Electorate ByLead = new(CountedBy.Practices, CastBy.Lead);
    private static readonly Electorate ByMajority = new(CountedBy.Practices, CastBy.Majority);

    [Fact]
    public void By_person_each_counts_once_whatever_their_practices()
        => AssertCount([1, 2], 3, VoteCount.Of(Electorate.People, 2, [Vote("ann", $"{Elm},{Oak}", Elm, 1), Vote("ben", "", "", 1), Vote("cat", Elm, "", 0)], Practices));

    [Fact]
    public void By_lead_only_the_leads_vote_counts()
        => AssertCount([0, 1], 1, VoteCount.Of(ByLead, 2, [Vote("ann", Elm, Elm, 1), Vote("ben", Elm, "", 0), Vote("cat", Elm, "", 0)], Practices));

    [Fact]
    public void Who_leads_two_practices_votes_once_for_each()
        => AssertCount([0, 2], 2, VoteCount.Of(ByLead, 2, [Vote("ann", $"{Elm},{Oak}", $"{Elm},{Oak}", 1)], Practices));

    [Fact]
    public void Two_leads_who_differ_make_their_practice_abstain()
    {
        var count = VoteCount.Of(ByLead, 2, [Vote("ann", Elm, Elm, 1), Vote("ben", Elm, Elm, 0)], Practices);
        AssertCount([0, 0], 1, count);
        Assert.Equal(1, count.Level);
    }

    public static TheoryData<int[], int?> Majorities => new()
    {
        { [0, 0, 0], null },
        { [1, 0, 0], 0 },
        { [1, 1, 0], null },
        { [2, 1, 2], null },
        { [2, 1, 3], 2 },
        { [2, 2, 3], 2 },
    };

    [Theory]
    [MemberData(nameof(Majorities))]
    public void Most_of_a_practices_people_make_its_vote_and_a_tie_abstains(int[] votes, int? choice)
        => Assert.Equal(choice, new PracticeVotes(Elm, null, votes).Choice);

    [Fact]
    public void By_list_size_each_practice_weighs_its_patients_and_one_whose_list_is_not_known_nothing()
    {
        var count = VoteCount.Of(new Electorate(CountedBy.ListSizes, CastBy.Majority), 2, [Vote("ann", Elm, "", 1), Vote("ben", Oak, "", 0), Vote("cat", Yew, "", 0)], Practices);
        AssertCount([4000, 9000], 3, count);
        Assert.Equal(1, count.Unweighed);
    }

    [Fact]
    public void A_practice_that_is_not_asked_has_no_vote()
        => AssertCount([0, 0], 0, VoteCount.Of(ByMajority, 2, [Vote("ann", "A81009", "A81009", 1)], Practices));

    [Fact]
    public void Who_declared_an_interest_is_counted_apart_by_person_and_makes_no_practices_vote()
    {
        foreach (var electorate in new[] { Electorate.People, ByLead, ByMajority })
        {
            var count = VoteCount.Of(electorate, 2, [Vote("ann", Elm, Elm, 1) with { IsConflicted = true }, Vote("ben", Elm, Elm, 0)], Practices);
            AssertCount([1, 0], 1, count);
            Assert.Equal([0, 1], count.Apart);
        }
    }

    [Fact]
    public void A_practice_that_changes_its_mind_moves_its_weight()
    {
        var before = PracticeVotes.None(Elm, 9000, 2).With(new ChoiceChange(null, 0));
        var after = before.With(new ChoiceChange(0, 1));
        var count = VoteCount.None(2).WithPractice(CountedBy.ListSizes, null, before);
        AssertCount([9000, 0], 1, count);
        AssertCount([0, 9000], 1, count.WithPractice(CountedBy.ListSizes, before, after));
        AssertCount([0, 0], 0, count.WithPractice(CountedBy.ListSizes, before, before.With(new ChoiceChange(0, null))));
        AssertCount([0, 9500], 1, count.WithPractice(CountedBy.ListSizes, before, after with { ListSize = 9500 }));
        AssertCount([0, 0], 0, count.WithPractice(CountedBy.ListSizes, before, null));
    }

    private static MemberVote Vote(string member, string practices, string leadOf, int choice) => new(member, PracticeCodes.Parse(practices), PracticeCodes.Parse(leadOf), choice);

    private static void AssertCount(int[] counts, int answered, VoteCount count)
    {
        Assert.Equal(counts, count.Counts);
        Assert.Equal(answered, count.Answered);
    }
}
