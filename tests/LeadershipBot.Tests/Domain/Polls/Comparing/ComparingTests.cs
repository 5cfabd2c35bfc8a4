using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Polls.Comparing;

namespace LeadershipBot.Tests.Domain.Polls.Comparing;

/// <summary>What is set beside what, and that it tells nothing that the one rule doesn't show.</summary>
public sealed class ComparingTests
{
    private static readonly AskPrivacy ByLeadership = new(Voice.Confidential) { Breakdown = Breakdown.Leadership };
    private static readonly Question Yes = Question.OneOf("Shall we?", ["Yes", "No", "Unsure"]);
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static readonly Gen<int[][]> TwoGroups = Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 20)).ArrayOf(3).ArrayOf(2);

    public static TheoryData<Question, int[], string[]> Values => new()
    {
        { Yes, [3, 1, 0], ["75", "25", "0"] },
        { new Question(QuestionKind.Rating, "How good?", ["1", "2", "3", "4", "5"]), [0, 1, 0, 2, 1], ["3.8"] },
        { new Question(QuestionKind.Rating, "Far?", ["0", "10"]), [1, 2], ["6.7"] },
        { new Question(QuestionKind.Rating, "Agree?", ["Strongly no", "No", "Neither", "Yes", "Strongly yes"]), [1, 1, 1, 2, 1], ["50"] },
        { new Question(QuestionKind.Rating, "Often?", ["Never", "Sometimes", "Always"]), [1, 2, 1], ["25"] },
        { new Question(QuestionKind.Multiple, "Which?", ["A", "B"]) { ChosenMax = 2 }, [3, 4], ["75", "100"] },
        { new Question(QuestionKind.Text, "Why?", []), [], [] },
        { new Question(QuestionKind.Dates, "When?", ["2026-03-02T18:00Z", "2026-03-03T18:00Z"]) { ChosenMax = 2 }, [4, 2], [] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Scales_are_compared_by_their_mean_or_upper_steps_and_choices_by_their_shares(Question question, int[] counts, string[] values)
    {
        var answered = question.Kind is QuestionKind.Multiple ? 4 : counts.Sum();
        var shown = DisclosureRule.Of(new AskPrivacy(Voice.Named), Stage.Published, Reader.Leader, Collected.Whole(9, answered, question.IsOnePress ? Marks.One : Marks.Several, counts));
        Assert.Equal(values, Measure.Of(question).Select(measure => measure.Of(question, shown.Whole!).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_question_is_the_same_only_with_the_same_kind_words_and_choices()
    {
        Assert.True(Trend.AreSame(Yes, Question.OneOf("Shall we?", ["Yes", "No", "Unsure"])));
        Assert.All(
            [Yes with { Words = "Shall we now?" }, Yes with { Choices = ["No", "Yes", "Unsure"] }, Yes with { Choices = ["Yes", "No"] }, Yes with { Kind = QuestionKind.Rating }, Yes with { ChosenMax = 2 }],
            other => Assert.False(Trend.AreSame(Yes, other)));
    }

    [Fact]
    public void There_is_a_trend_only_where_both_wholes_are_shown_and_it_is_made_of_nothing_else()
        => Prop.ForAll(TwoGroups.ToArbitrary(), TwoGroups.ToArbitrary(), (now, before) =>
        {
            var (newer, older) = (Show(now), Show(before));
            var trend = Trend.Of(Yes, newer, older);
            if (newer.Whole is not { Answered: >= 5 } one || older.Whole is not { Answered: >= 5 } other)
                return trend is null;
            // Whoever knows both published wholes works the same out: the groups that are hidden have no part in it.
            return trend is not null && trend.Changes.SequenceEqual(Trend.Of(Yes, Show([[.. one.Counts]]), Show([[.. other.Counts]]))!.Changes);
        }).Check(Often);

    [Fact]
    public void There_is_a_gap_only_where_both_groups_are_shown_each_with_five_who_did_not_all_answer_alike()
        => Prop.ForAll(TwoGroups.ToArbitrary(), table =>
        {
            var shown = Show(table);
            var gap = Gap.Of(Yes, shown);
            if (shown.Groups.Count < 2)
                return gap is null;
            return gap is not null
                && table.All(group => group.Sum() >= 5 && !group.Contains(group.Sum()))
                && gap.Width == Measure.Of(Yes).Max(measure => Math.Abs(measure.Of(Yes, shown.Groups[0]) - measure.Of(Yes, shown.Groups[1])));
        }).Check(Often);

    [Fact]
    public void A_breakdown_by_anything_else_has_no_gap()
    {
        var collected = new Collected(12, Marks.One, [new GroupCounts("North", 9, 6, [3, 2, 1]), new GroupCounts("Vale", 9, 6, [1, 2, 3])]);
        Assert.Null(Gap.Of(Yes, DisclosureRule.Of(ByLeadership, Stage.Published, Reader.Leader, collected)));
    }

    private static Shown Show(int[][] table)
    {
        string[] names = [Leadership.Leaders, Leadership.Grassroots];
        return DisclosureRule.Of(ByLeadership, Stage.Published, Reader.Asked, new Collected(table.Sum(group => group.Sum()), Marks.One, [.. table.Select((counts, i) => new GroupCounts(names[i], 0, counts.Sum(), counts))]));
    }
}
