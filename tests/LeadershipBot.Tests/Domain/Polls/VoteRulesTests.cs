using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class VoteRulesTests
{
    private static readonly Question One = Question.OneOf("Merge?", ["Yes", "No"]);
    private static readonly Question Several = new(QuestionKind.Multiple, "Which?", ["A", "B", "C"]) { ChosenMax = 2 };
    private static readonly Question Call = new(QuestionKind.Target, "Who helps?", ["I will"]) { Target = 3 };
    private static readonly AskPrivacy Practices = new(Voice.Named) { Electorate = new Electorate(CountedBy.Practices, CastBy.Lead) };
    private static readonly AskPrivacy People = new(Voice.Named);

    public static TheoryData<string?, VoteRules, AskPrivacy, Question[], bool> Cases => new()
    {
        { null, VoteRules.None, People, [Several, One], false },
        { null, VoteRules.None, Practices, [One], false },
        { null, new VoteRules { Quorum = Quorum.PerCentOfRoll(50) }, Practices, [One], false },
        { null, new VoteRules { Quorum = Quorum.PerCentOfRoll(50) }, People, [One], true },
        { null, new VoteRules { Quorum = Quorum.AtLeast(5), Matter = "pharmacy" }, People, [Several], false },
        { null, VoteRules.None, Practices with { Breakdown = Breakdown.Conflicted }, [One], false },
        { "electorates.refused.oneChoice", VoteRules.None, Practices, [Several], true },
        { "electorates.refused.oneChoice", VoteRules.None, Practices, [Call], true },
        { "electorates.refused.oneChoice", VoteRules.None, Practices, [One, One], true },
        { "polls.counting.refused.breakdown", VoteRules.None, Practices with { Breakdown = Breakdown.Hat }, [One], true },
        { "polls.counting.refused.survey", new VoteRules { Matter = "pharmacy" }, People, [One, One], true },
        { "polls.counting.refused.motion", new VoteRules { Required = RequiredShare.TwoThirds }, People, [Several], true },
        { "polls.counting.refused.motion", new VoteRules { Required = RequiredShare.TwoThirds, InFavour = 2 }, People, [One], true },
        { "polls.counting.refused.target", new VoteRules { Quorum = Quorum.AtLeast(2) }, People, [Call], true },
        { "polls.counting.refused.noRoll", new VoteRules { Quorum = Quorum.PerCentOfRoll(50) }, People, [One], false },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void What_can_be_counted_so_is_taken_and_what_can_not_is_refused(string? refused, VoteRules rules, AskPrivacy privacy, Question[] questions, bool isOnRoll)
    {
        rules.Check(questions, privacy, isOnRoll).IsRefused(out var refusal, out _);

        Assert.Equal(refused, refusal?.TextKey);
    }

    [Fact]
    public void Of_consent_abstaining_is_no_vote_cast_and_blocking_stops_it()
    {
        var consent = new Question(QuestionKind.Consent, "Merge?", ["Agree", "Abstain", "Disagree", "Block"]);

        var motion = VoteRules.None.MotionOf(consent);

        Assert.Equal(0, motion.InFavour);
        Assert.Equal([1], motion.Abstaining);
        Assert.Equal([3], motion.Blocking);
        Assert.Empty(VoteRules.None.MotionOf(One).Abstaining);
    }

    [Theory]
    [InlineData("  pharmacy \n contract ", "pharmacy contract")]
    [InlineData(" \u200B ", "")]
    public void A_matter_stands_in_one_line(string typed, string matter) => Assert.Equal(matter, VoteRules.MatterOf(typed));

    [Fact]
    public void Per_cents_of_many_patients_are_right_too()
        => Assert.Equal([67, 33], new Tally([40_000_000, 20_000_000], 60_000_000).Percents());
}
