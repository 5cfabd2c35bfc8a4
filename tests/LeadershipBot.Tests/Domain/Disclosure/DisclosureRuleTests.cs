using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;

namespace LeadershipBot.Tests.Domain.Disclosure;

public sealed class DisclosureRuleTests
{
    private static readonly AskPrivacy Named = new(Voice.Named) { TakesComments = true };
    private static readonly AskPrivacy Confidential = new(Voice.Confidential) { TakesComments = true };
    private static readonly AskPrivacy ByLocality = new(Voice.Confidential) { Breakdown = Breakdown.Locality };

    public static TheoryData<Voice> WithBars => [Voice.Confidential, Voice.Anonymous];

    [Fact]
    public void A_named_ask_shows_everything_from_the_first_answer_on()
    {
        var shown = DisclosureRule.Of(Named, Stage.BeforePublication, Reader.Leader, Collected.Whole(9, 1, Marks.One, [1, 0]) with { Comments = 1 });
        Assert.Equal(1, shown.Answered);
        Assert.Equal([1, 0], shown.Whole!.Counts);
        Assert.Equal(CommentsShown.All, shown.Comments);
        Assert.True(shown.WhoAnsweredWhat);
        Assert.Empty(shown.Reasons);
    }

    [Fact]
    public void In_a_named_ask_those_who_were_asked_see_counts_and_no_names()
    {
        var shown = DisclosureRule.Of(Named, Stage.BeforePublication, Reader.Asked, Collected.Whole(9, 1, Marks.One, [1, 0]) with { Comments = 1 });
        Assert.Equal([1, 0], shown.Whole!.Counts);
        Assert.False(shown.WhoAnsweredWhat);
        Assert.Equal(CommentsShown.None, shown.Comments);
    }

    [Fact]
    public void A_named_breakdown_has_no_bar()
    {
        var shown = DisclosureRule.Of(Named with { Breakdown = Breakdown.Conflicted }, Stage.BeforePublication, Reader.Asked, Groups([1, 0], [2, 2]));
        Assert.Equal([1, 4], shown.Groups.Select(group => group.Answered));
        Assert.Null(shown.Others);
        Assert.Equal([3, 2], shown.Whole!.Counts);
    }

    [Theory]
    [InlineData(CountedBy.People, false)]
    [InlineData(CountedBy.Practices, true)]
    [InlineData(CountedBy.ListSizes, true)]
    public void Votes_of_practices_are_named_by_practice_to_all_who_read_them(CountedBy countedBy, bool isShown)
    {
        var shown = DisclosureRule.Of(Named with { Electorate = new Electorate(countedBy, CastBy.Lead) }, Stage.BeforePublication, Reader.Asked, Collected.Whole(9, 2, Marks.One, [9000, 4000]));
        Assert.Equal(isShown, shown.HowPracticesVoted);
        Assert.False(shown.WhoAnsweredWhat);
        Assert.Equal([9000, 4000], shown.Whole!.Counts);
    }

    [Fact]
    public void What_is_for_leaders_only_tells_others_how_many_answered_and_no_more()
    {
        foreach (var voice in Enum.GetValues<Voice>())
        {
            var privacy = new AskPrivacy(voice) { Readers = Readers.Leaders, TakesComments = true, Breakdown = Breakdown.Locality };
            var asked = DisclosureRule.Of(privacy, Stage.Published, Reader.Asked, Groups([3, 3], [4, 4]) with { Comments = 12 });
            AssertOnlyNumber(asked, 14);
            Assert.Equal("privacy.result.leaders", Assert.Single(asked.Reasons).TextKey);
            Assert.NotNull(DisclosureRule.Of(privacy, Stage.Published, Reader.Leader, Groups([3, 3], [4, 4]) with { Comments = 12 }).Whole);
        }
    }

    [Fact]
    public void Who_was_not_asked_sees_nothing_not_even_how_many_answered()
    {
        foreach (var voice in Enum.GetValues<Voice>())
        {
            var shown = DisclosureRule.Of(new AskPrivacy(voice) { TakesComments = true }, Stage.Published, Reader.Outsider, Collected.Whole(20, 20, Marks.One, [12, 8]) with { Comments = 12 });
            AssertOnlyNumber(shown, null);
        }
    }

    [Theory]
    [MemberData(nameof(WithBars))]
    public void Before_it_is_published_only_the_number_of_answers_is_shown(Voice voice)
    {
        foreach (var reader in new[] { Reader.Asked, Reader.Leader })
        {
            var shown = DisclosureRule.Of(Confidential with { Voice = voice }, Stage.BeforePublication, reader, Collected.Whole(50, 40, Marks.One, [30, 10]) with { Comments = 20 });
            AssertOnlyNumber(shown, 40);
            Assert.Equal(CommentsShown.NotYet, shown.Comments);
            Assert.Equal("privacy.result.notYet", Assert.Single(shown.Reasons).TextKey);
        }
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Scores_are_shown_from_five_answers_on(int answered, bool isShown)
    {
        foreach (var voice in new[] { Voice.Confidential, Voice.Anonymous })
        {
            var shown = DisclosureRule.Of(new AskPrivacy(voice), Stage.Published, Reader.Asked, Collected.Whole(20, answered, Marks.One, [answered, 0]));
            Assert.Equal(isShown, shown.Whole is not null);
            Assert.Equal(answered, shown.Answered);
            Assert.Equal(isShown ? [] : ["privacy.result.few"], Keys(shown));
        }
    }

    [Fact]
    public void The_bar_counts_who_answered_the_question_and_not_who_answered_the_ask()
    {
        var shown = DisclosureRule.Of(new AskPrivacy(Voice.Confidential), Stage.Published, Reader.Asked, new Collected(30, Marks.Several, [new GroupCounts("", 40, 4, [4, 4, 3])]));
        AssertOnlyNumber(shown, 30);
    }

    [Theory]
    [InlineData(0, CommentsShown.Deleted)]
    [InlineData(9, CommentsShown.Deleted)]
    [InlineData(10, CommentsShown.All)]
    public void Comments_are_shown_from_ten_on_and_else_deleted(int comments, CommentsShown expected)
    {
        foreach (var reader in new[] { Reader.Asked, Reader.Leader })
        {
            var shown = DisclosureRule.Of(Confidential, Stage.Published, reader, Collected.Whole(30, 20, Marks.One, [12, 8]) with { Comments = comments });
            Assert.Equal(expected, shown.Comments);
            Assert.Equal(expected is CommentsShown.Deleted ? ["privacy.result.fewComments"] : [], Keys(shown));
        }
    }

    [Fact]
    public void Those_who_may_not_read_are_told_too_that_comments_are_deleted()
    {
        var shown = DisclosureRule.Of(Confidential with { Readers = Readers.Leaders }, Stage.Published, Reader.Asked, Collected.Whole(30, 20, Marks.One, [12, 8]) with { Comments = 3 });
        Assert.Equal(CommentsShown.Deleted, shown.Comments);
        Assert.Equal(["privacy.result.leaders", "privacy.result.fewComments"], Keys(shown));
    }

    [Fact]
    public void A_question_that_takes_only_words_has_no_scores_and_misses_none()
    {
        var shown = DisclosureRule.Of(Confidential, Stage.Published, Reader.Asked, Collected.Whole(30, 12, Marks.One, []) with { Comments = 12 });
        Assert.Null(shown.Whole);
        Assert.Equal(CommentsShown.All, shown.Comments);
        Assert.Empty(shown.Reasons);
    }

    [Fact]
    public void A_unanimous_whole_is_shown_since_the_card_warned_of_it()
        => Assert.Equal([12, 0], DisclosureRule.Of(ByLocality, Stage.Published, Reader.Asked, Groups([6, 0], [6, 0])).Whole!.Counts);

    public static TheoryData<string, int[][], int[]?, int?> Divisions => new()
    {
        // What happens; counts for each group; who answered in each group shown (null: no breakdown); who answered in the others.
        { "all at the bar", [[3, 2], [2, 3], [1, 4]], [5, 5, 5], null },
        { "one under it takes the next smallest along", [[2, 1], [4, 4], [3, 2], [5, 4]], [8, 9], 8 },
        { "two that hold five are enough", [[1, 1], [2, 1], [3, 3], [4, 3]], [6, 7], 5 },
        { "two that hold four are not", [[1, 1], [1, 1], [3, 3], [4, 3]], [7], 10 },
        { "three that hold five", [[1, 0], [0, 1], [2, 1], [3, 3]], [6], 5 },
        { "all under it that hold more than five", [[2, 2], [2, 2], [2, 1], [3, 3]], [6], 11 },
        { "a group of which nobody answered is under it", [[0, 0], [3, 2], [4, 4]], [8], 5 },
        { "one of two under it hides both", [[2, 2], [4, 4]], null, null },
        { "all under it", [[2, 1], [1, 2]], null, null },
        { "one group alone is the whole", [[4, 4]], null, null },
        { "a unanimous group hides all", [[5, 0], [4, 4], [3, 4]], null, null },
        { "unanimous others hide all", [[2, 0], [3, 0], [4, 4], [3, 4]], null, null },
        { "of which only one could be unanimous, hides all", [[3, 1, 1], [4, 3, 3]], null, null },
        { "of which two could be unanimous, is shown", [[3, 1, 1], [4, 1, 1]], [5, 6], null },
    };

    [Theory]
    [MemberData(nameof(Divisions))]
    public void Groups_are_shown_or_put_together_or_neither(string what, int[][] counts, int[]? shownGroups, int? others)
    {
        var shown = DisclosureRule.Of(ByLocality, Stage.Published, Reader.Asked, Groups(counts));
        Assert.True((shownGroups ?? []).SequenceEqual(shown.Groups.Select(group => group.Answered)), what);
        Assert.True(others == shown.Others?.Answered, what);
        string[] reasons = shownGroups is null ? ["privacy.result.noGroups"] : others is null ? [] : ["privacy.result.together"];
        Assert.Equal(reasons, Keys(shown).Except(["privacy.result.few"]));
    }

    [Fact]
    public void The_others_say_how_many_groups_they_are_and_nothing_of_each()
    {
        var shown = DisclosureRule.Of(ByLocality, Stage.Published, Reader.Asked, Groups([1, 1], [2, 1], [3, 3]));
        Assert.Equal(("", 2, 40, 5), (shown.Others!.Name, shown.Others.GroupsInIt, shown.Others.OnRoll, shown.Others.Answered));
        Assert.Equal([3, 2], shown.Others.Counts);
        Assert.Equal(["Group C"], shown.Groups.Select(group => group.Name));
    }

    [Fact]
    public void In_a_choice_of_several_a_mark_that_all_of_a_group_set_hides_the_breakdown_and_one_that_nobody_set_does_not()
    {
        Assert.Empty(Show([5, 2, 0], [3, 4, 2]).Groups);
        Assert.Equal(2, Show([4, 2, 0], [3, 4, 2]).Groups.Count);

        static Shown Show(params int[][] counts)
            => DisclosureRule.Of(ByLocality, Stage.Published, Reader.Asked, new Collected(11, Marks.Several, [.. counts.Select((some, at) => new GroupCounts($"Group {at}", 9, 5 + at, some))]));
    }

    [Fact]
    public void Without_a_breakdown_in_the_promise_there_is_none_in_the_result()
        => Assert.Empty(DisclosureRule.Of(new AskPrivacy(Voice.Confidential), Stage.Published, Reader.Leader, Groups([3, 2], [2, 3])).Groups);

    public static TheoryData<string, Collected> Contradictions => new()
    {
        { "no group", new Collected(5, Marks.One, []) },
        { "more chose than answered", Collected.Whole(9, 5, Marks.One, [6, 0]) },
        { "fewer chose than answered", Collected.Whole(9, 6, Marks.One, [3, 2]) },
        { "some answered without a mark", Collected.Whole(9, 6, Marks.Several, [3, 2]) },
        { "a choice less than nobody chose", Collected.Whole(9, 5, Marks.One, [6, -1]) },
        { "more answered the question than the ask", new Collected(5, Marks.One, [new GroupCounts("A", 9, 3, [1, 2]), new GroupCounts("B", 9, 3, [1, 2])]) },
        { "two groups of one name", new Collected(6, Marks.One, [new GroupCounts("A", 9, 3, [1, 2]), new GroupCounts("A", 9, 3, [1, 2])]) },
        { "groups with other choices", new Collected(6, Marks.One, [new GroupCounts("A", 9, 3, [1, 2]), new GroupCounts("B", 9, 3, [1, 1, 1])]) },
        { "fewer than nobody", new Collected(0, Marks.One, [new GroupCounts("A", 9, -1, [])]) },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_contradicts_itself_is_not_shown_at_all(string what, Collected collected)
    {
        Assert.NotEmpty(what);
        Assert.Throws<ArgumentException>(() => DisclosureRule.Of(ByLocality, Stage.Published, Reader.Asked, collected));
    }

    private static Collected Groups(params int[][] counts)
        => new(counts.Sum(some => some.Sum()), Marks.One, [.. counts.Select((some, at) => new GroupCounts($"Group {(char)('A' + at)}", 20, some.Sum(), some))]);

    private static void AssertOnlyNumber(Shown shown, int? answered)
    {
        Assert.Equal(answered, shown.Answered);
        Assert.Null(shown.Whole);
        Assert.Empty(shown.Groups);
        Assert.Null(shown.Others);
        Assert.NotEqual(CommentsShown.All, shown.Comments);
        Assert.False(shown.WhoAnsweredWhat);
        Assert.NotEmpty(shown.Reasons);
    }

    private static IEnumerable<string> Keys(Shown shown) => shown.Reasons.Select(reason => reason.TextKey);
}
