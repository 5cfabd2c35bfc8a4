using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Tests.Domain.Disclosure;

/// <summary>An attacker who tries every table of answers works nothing out; of rules with a fault, they do.</summary>
public sealed class DisclosureAttackTests
{
    private static readonly AskPrivacy Anonymous = new(Voice.Anonymous) { TakesComments = true };

    private static readonly IReadOnlyList<World> Worlds =
    [
        .. Of(World.SizesOf(1, 1, 4, 5, 7), Marks.One, World.OneOf(3)),
        .. Of(World.SizesOf(2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), Marks.One, World.OneOf(2)),
        .. Of(World.SizesOf(2, 0, 1, 3, 4, 5, 6, 7, 10), Marks.One, World.OneOf(3)),
        .. Of(World.SizesOf(3, 0, 1, 2, 4, 5, 7), Marks.One, World.OneOf(2)),
        .. Of(World.SizesOf(3, 0, 1, 4, 5, 6), Marks.One, World.OneOf(3)),
        .. Of(World.SizesOf(4, 0, 1, 4, 5, 6), Marks.One, World.OneOf(2)),
    ];

    private static readonly IReadOnlyList<World> ManyMarks =
    [
        .. Of(World.SizesOf(2, 0, 1, 3, 4, 5, 6, 9), Marks.Several, World.SomeOf(2, 2)),
        .. Of(World.SizesOf(3, 0, 1, 3, 5, 6), Marks.Several, World.SomeOf(2, 2)),
        .. Of(World.SizesOf(2, 2, 5), Marks.Several, World.SomeOf(3, 2)),
        .. Of(World.SizesOf(2, 1, 5), Marks.Several, World.OrdersOfThree),
    ];

    private static readonly IReadOnlyList<World> TwoQuestions =
    [
        .. Of([[1, 4], [4, 5], [5, 5], [1, 5, 5], [1, 4, 5]], Marks.One, World.OneOfTwoTwice).Select(world => world with { Questions = [2, 2] }),
    ];

    public static TheoryData<string> Faults => [.. Enum.GetNames<Fault>().Except([nameof(Fault.None)])];

    [Fact]
    public void No_group_under_the_bar_and_no_persons_answer_can_be_worked_out()
        => Assert.Null(FirstLeak(Worlds, Publishing.ByTheRule));

    [Fact]
    public void Nor_where_people_set_several_marks_or_rank()
        => Assert.Null(FirstLeak(ManyMarks, Publishing.ByTheRule));

    [Fact]
    public void Nor_by_setting_the_results_of_two_questions_side_by_side()
        => Assert.Null(FirstLeak(TwoQuestions, Publishing.ByTheRule));

    [Fact]
    public void A_bar_that_looks_at_the_ask_and_not_at_each_question_is_caught()
        => Assert.NotNull(FirstLeak(TwoQuestions.Where(world => world.Sizes.All(size => size >= 5)), question => Publishing.InWords(question.Groups)));

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_rule_with_a_fault_is_caught(string fault)
        => Assert.NotNull(FirstLeak([.. Worlds, .. ManyMarks], Publishing.ByAWrongRule(Enum.Parse<Fault>(fault))));

    [Fact]
    public void The_rule_shows_what_a_second_hand_wrote_down_of_it()
    {
        var right = Publishing.ByAWrongRule(Fault.None);
        foreach (var world in Worlds.Where(world => world.Sizes.Count < 4))
            Assert.All(world.Tables().Where((_, at) => at % 17 == 0).SelectMany(world.Collect), one => Assert.Equal(right(one), Publishing.ByTheRule(one)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(9)]
    public void Whoever_looks_after_every_answer_and_at_the_end_learns_nobodys_answer(int people)
        => Assert.Null(Attacker.FindLeakOverTime(people, answers => Watch(answers, answered => answered == people)));

    [Fact]
    public void A_rule_that_shows_before_closing_is_caught()
        => Assert.NotNull(Attacker.FindLeakOverTime(6, answers => Watch(answers, _ => true)));

    [Fact]
    public void A_rule_that_publishes_twice_is_caught()
        => Assert.NotNull(Attacker.FindLeakOverTime(7, answers => Watch(answers, answered => answered is 6 or 7)));

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(11)]
    public void Whoever_looks_all_the_time_learns_of_nobody_whether_they_wrote_a_comment(int people)
        => Assert.Null(Attacker.FindLeakOverTime(people, wrote => WatchComments(wrote, countsLive: false)));

    [Fact]
    public void A_rule_that_counts_comments_while_it_is_open_is_caught()
        => Assert.NotNull(Attacker.FindLeakOverTime(6, wrote => WatchComments(wrote, countsLive: true)));

    /// <summary>All that is seen if somebody looks after each answer.</summary>
    private static string Watch(IReadOnlyList<bool> answers, Func<int, bool> isPublished)
        => string.Join('/', Enumerable.Range(0, answers.Count + 1).Select(answered =>
        {
            var yes = answers.Take(answered).Count(answer => answer);
            var stage = isPublished(answered) ? Stage.Published : Stage.BeforePublication;
            return Publishing.InWords(DisclosureRule.Of(Anonymous, stage, Reader.Asked, Collected.Whole(20, answered, Marks.One, [yes, answered - yes])));
        }));

    private static string WatchComments(IReadOnlyList<bool> wrote, bool countsLive)
        => string.Join('/', Enumerable.Range(0, wrote.Count + 1).Select(answered =>
        {
            var comments = wrote.Take(answered).Count(one => one);
            var stage = answered == wrote.Count ? Stage.Published : Stage.BeforePublication;
            var shown = DisclosureRule.Of(Anonymous, stage, Reader.Asked, Collected.Whole(20, answered, Marks.One, [answered, 0]) with { Comments = comments });
            // Comments that are shown can be counted.
            return $"{shown.Comments} {(shown.Comments is CommentsShown.All || countsLive ? comments : -1)}";
        }));

    private static string? FirstLeak(IEnumerable<World> worlds, Func<Collected, string> publish)
        => worlds.Select(world => Attacker.FindLeak(world, publish)).FirstOrDefault(leak => leak is not null);

    private static IEnumerable<World> Of(IEnumerable<int[]> sizes, Marks marks, IReadOnlyList<int[]> patterns) => sizes.Select(some => new World(some, marks, patterns));
}
