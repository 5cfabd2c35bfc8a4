using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;

namespace LeadershipBot.Tests.Domain.Disclosure;

public sealed class AskPrivacyTests
{
    private static readonly AskPrivacy Named = new(Voice.Named);
    private static readonly AskPrivacy Confidential = new(Voice.Confidential);
    private static readonly AskPrivacy Anonymous = new(Voice.Anonymous);
    private static readonly Electorate ByPractice = new(CountedBy.Practices, CastBy.Lead);
    private static readonly Electorate ByListSize = new(CountedBy.ListSizes, CastBy.Majority);

    public static TheoryData<AskPrivacy, int?, string?> Settings => new()
    {
        { Named, null, null },
        { Named, 1, null },
        { Named with { IsAlwaysNamed = true, Electorate = ByListSize, Breakdown = Breakdown.Conflicted }, 9, null },
        { Confidential, null, null },
        { Confidential with { Breakdown = Breakdown.Hat, TakesComments = true }, 3, null },
        { Anonymous with { Breakdown = Breakdown.Locality, TakesComments = true }, 10, null },
        { Confidential with { IsAlwaysNamed = true }, 50, "privacy.refused.namedKind" },
        { Anonymous with { IsAlwaysNamed = true }, 50, "privacy.refused.namedKind" },
        { Confidential with { Electorate = ByPractice }, 50, "privacy.refused.practices" },
        { Anonymous with { Electorate = ByListSize }, 50, "privacy.refused.practices" },
        { Confidential with { Breakdown = Breakdown.Conflicted }, 50, "privacy.refused.conflicted" },
        { Anonymous, 9, "privacy.refused.smallRoll" },
        { Anonymous, 0, "privacy.refused.smallRoll" },
        { Anonymous, null, "privacy.refused.noRoll" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_go_together_or_are_refused(AskPrivacy privacy, int? onRoll, string? refused)
        => Assert.Equal(refused, KeyOf(privacy.Check(onRoll)));

    [Fact]
    public void Too_small_a_roll_is_refused_with_its_numbers()
    {
        Assert.True(Anonymous.Check(7).IsRefused(out var why, out _));
        Assert.Equal([("count", "7"), ("min", "10")], why.Values);
    }

    public static TheoryData<string, AskPrivacy, AskPrivacy, AskProgress, string?> Changes => new()
    {
        { "as a draft anything", Anonymous, Named with { Breakdown = Breakdown.Hat }, AskProgress.Draft, null },
        { "as a draft nothing that doesn't go together", Named, Confidential with { Electorate = ByPractice }, AskProgress.Draft, "privacy.refused.practices" },
        { "asked: tighter", Named, Confidential, AskProgress.Asked, null },
        { "asked: tighter by two", Named, Anonymous, AskProgress.Asked, null },
        { "asked: tighter, but not if it isn't allowed at all", Named with { IsAlwaysNamed = true }, Confidential with { IsAlwaysNamed = true }, AskProgress.Asked, "privacy.refused.namedKind" },
        { "asked: looser", Anonymous, Confidential, AskProgress.Asked, "privacy.refused.loosened" },
        { "asked: looser by two", Anonymous, Named, AskProgress.Asked, "privacy.refused.loosened" },
        { "asked: fewer readers", Confidential, Confidential with { Readers = Readers.Leaders }, AskProgress.Asked, null },
        { "asked: more readers", Confidential with { Readers = Readers.Leaders }, Confidential, AskProgress.Asked, "privacy.refused.moreReaders" },
        { "asked: another breakdown", Confidential with { Breakdown = Breakdown.Hat }, Confidential with { Breakdown = Breakdown.Locality }, AskProgress.Asked, "privacy.refused.breakdown" },
        { "asked: a breakdown dropped", Confidential with { Breakdown = Breakdown.Hat }, Confidential, AskProgress.Asked, "privacy.refused.breakdown" },
        { "asked: comments", Confidential, Confidential with { TakesComments = true }, AskProgress.Asked, null },
        { "answered: the same", Confidential, new AskPrivacy(Voice.Confidential), AskProgress.Answered, null },
        { "answered: tighter", Named, Confidential, AskProgress.Answered, "privacy.refused.answered" },
        { "answered: looser", Confidential, Named, AskProgress.Answered, "privacy.refused.answered" },
        { "answered: fewer readers", Confidential, Confidential with { Readers = Readers.Leaders }, AskProgress.Answered, "privacy.refused.answered" },
        { "answered: comments", Confidential, Confidential with { TakesComments = true }, AskProgress.Answered, "privacy.refused.answered" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_was_promised_is_only_tightened_and_stands_from_the_first_answer_on(string what, AskPrivacy privacy, AskPrivacy wanted, AskProgress progress, string? refused)
    {
        var ruling = privacy.ChangedTo(wanted, progress, 50);
        Assert.True(refused == KeyOf(ruling), what);
        if (!ruling.IsRefused(out _, out var now))
            Assert.Equal(wanted, now);
    }

    [Theory]
    [InlineData(Voice.Named, true, null)]
    [InlineData(Voice.Named, false, null)]
    [InlineData(Voice.Confidential, false, null)]
    [InlineData(Voice.Confidential, true, "privacy.refused.reopenPublished")]
    [InlineData(Voice.Anonymous, false, "privacy.refused.reopenAnonymous")]
    [InlineData(Voice.Anonymous, true, "privacy.refused.reopenAnonymous")]
    public void An_ask_opens_again_only_if_that_tells_nobodys_answer(Voice voice, bool isPublished, string? refused)
        => Assert.Equal(refused, KeyOf(new AskPrivacy(voice).Reopened(isPublished)));

    [Theory]
    [InlineData(Voice.Confidential, true, 9, false, ClosingStep.OfferExtension)]
    [InlineData(Voice.Anonymous, true, 1, false, ClosingStep.OfferExtension)]
    [InlineData(Voice.Anonymous, true, 1, true, ClosingStep.Publish)]
    [InlineData(Voice.Anonymous, true, 10, false, ClosingStep.Publish)]
    [InlineData(Voice.Anonymous, true, 0, false, ClosingStep.Publish)]
    [InlineData(Voice.Anonymous, false, 5, false, ClosingStep.Publish)]
    [InlineData(Voice.Named, true, 5, false, ClosingStep.Publish)]
    public void Too_few_comments_let_the_owner_extend_once(Voice voice, bool takesComments, int comments, bool wasExtended, ClosingStep step)
        => Assert.Equal(step, (new AskPrivacy(voice) { TakesComments = takesComments }).AtClosing(comments, wasExtended));

    private static string? KeyOf(Ruling<AskPrivacy> ruling) => ruling.IsRefused(out var why, out _) ? why.TextKey : null;
}
