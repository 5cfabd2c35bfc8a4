using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Domain.Disclosure;

/// <summary>What people read of who sees that they answered, and what.</summary>
public sealed class PrivacyLineTests
{
    private const string Servers = "Until closing, people who run the server could, with effort, learn answers; afterwards what the bot keeps can't show them.";

    private static readonly Sentences Sentences = new(CardLibrary.Load(Path.Combine(Needs.Root, "cards")));
    private static readonly PrivacyWords Here = new("Dr Ann Lee", "Enfield", "neighbourhood", AskedPeople.Here);
    private static readonly AskPrivacy Named = new(Voice.Named);
    private static readonly AskPrivacy Confidential = new(Voice.Confidential);
    private static readonly AskPrivacy Anonymous = new(Voice.Anonymous);

    public static TheoryData<AskPrivacy, AskedPeople, bool, string[]> Lines => new()
    {
        { Named, AskedPeople.Here, true, ["Named: the counts go to everyone here.", "Dr Ann Lee, organisers and chairs also see that you answered, and what."] },
        { Named with { Breakdown = Breakdown.Locality }, AskedPeople.Organisation, false, ["Named: the counts, also by neighbourhood, go to everybody in Enfield.", "Dr Ann Lee, organisers and chairs also see that you answered, and what."] },
        { Named with { Readers = Readers.Leaders }, AskedPeople.Here, true, ["Named: only Dr Ann Lee, organisers and chairs see that you answered, and what."] },
        { Named with { Electorate = new Electorate(CountedBy.Practices, CastBy.Lead) }, AskedPeople.Organisation, true, ["Named by practice: how each practice votes goes to everybody in Enfield.", "Others in your practice see who casts its vote."] },
        { Named with { Electorate = new Electorate(CountedBy.ListSizes, CastBy.Majority) }, AskedPeople.Chosen, true, ["Named by practice: how each practice votes goes to everyone who is asked.", "Dr Ann Lee, organisers and chairs also see that you answered, and what; most answers in a practice make its vote."] },
        { Confidential, AskedPeople.Chosen, true, ["Confidential: nobody is shown that you answered, or what.", "Totals go to everyone who is asked once it has closed, if at least 5 people answer."] },
        { Confidential with { Readers = Readers.Leaders, Breakdown = Breakdown.Hat }, AskedPeople.Here, true, ["Confidential: nobody is shown that you answered, or what.", "Totals, also by role, go to Dr Ann Lee, organisers and chairs once it has closed, if at least 5 people answer."] },
        { Anonymous, AskedPeople.Here, true, ["Anonymous and final: nobody is shown that you answered, or what; totals go to everyone here once it has closed, if at least 5 people answer.", Servers] },
        { Anonymous with { Breakdown = Breakdown.Locality }, AskedPeople.Here, false, ["Anonymous and final: nobody is shown that you answered, or what; totals, also by neighbourhood, go to everyone here once it has closed, if at least 5 people answer.", "What the bot keeps can't show who answered what."] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_card_says_in_two_sentences_who_sees_that_you_answered_and_who_sees_what(AskPrivacy privacy, AskedPeople people, bool isOpen, string[] sentences)
        => Assert.Equal(sentences, Words(PrivacyLine.Of(privacy, Here with { People = people }, 50, isOpen).Card));

    [Theory]
    [InlineData(Voice.Named, true, 3, new string[0])]
    [InlineData(Voice.Confidential, false, 50, new[] { "privacy.warn.unanimous" })]
    [InlineData(Voice.Confidential, false, null, new[] { "privacy.warn.unanimous" })]
    [InlineData(Voice.Anonymous, true, 10, new[] { "privacy.warn.unanimous", "privacy.warn.comments" })]
    [InlineData(Voice.Confidential, false, 9, new[] { "privacy.warn.small", "privacy.warn.unanimous" })]
    [InlineData(Voice.Confidential, false, 5, new[] { "privacy.warn.small", "privacy.warn.unanimous" })]
    [InlineData(Voice.Confidential, false, 4, new[] { "privacy.warn.tooFew", "privacy.warn.unanimous" })]
    public void It_warns_beforehand(Voice voice, bool takesComments, int? onRoll, string[] keys)
    {
        var privacy = new AskPrivacy(voice) { TakesComments = takesComments };
        Assert.Equal(keys, PrivacyLine.Of(privacy, Here, onRoll, isOpen: true).Warnings.Select(warning => warning.TextKey));
        Assert.Empty(PrivacyLine.Of(privacy, Here, onRoll, isOpen: false).Warnings);
    }

    [Fact]
    public void The_explanation_of_an_anonymous_ask_says_that_it_is_final_and_what_people_who_run_the_server_could_learn()
    {
        var words = Words(PrivacyLine.Of(Anonymous with { TakesComments = true, Breakdown = Breakdown.Locality }, Here, 12, isOpen: true).Explanation);
        Assert.Contains(Servers, words);
        Assert.Contains("Once you have confirmed your answer, nobody can find it again to change it or take it back, not even you. It can't be opened again after closing.", words);
        Assert.Contains("If everybody answers alike, the result shows what each of them answered.", words);
        Assert.Contains("Comments are shown only if at least 10 people write one; else nobody reads them, and they are deleted.", words);
        Assert.Contains("By neighbourhood: groups in which fewer than 5 people answered are put together with others. Nothing is shown by neighbourhood if that could tell what somebody answered.", words);
    }

    [Fact]
    public void Every_line_of_every_setting_has_its_words()
    {
        var all =
            from voice in Enum.GetValues<Voice>()
            from readers in Enum.GetValues<Readers>()
            from breakdown in Enum.GetValues<Breakdown>()
            from countedBy in Enum.GetValues<CountedBy>()
            from castBy in Enum.GetValues<CastBy>()
            from comments in new[] { true, false }
            from isAlwaysNamed in new[] { true, false }
            from people in Enum.GetValues<AskedPeople>()
            from onRoll in new int?[] { null, 1, 4, 7, 40 }
            from isOpen in new[] { true, false }
            let privacy = new AskPrivacy(voice) { Readers = readers, Breakdown = breakdown, Electorate = new Electorate(countedBy, castBy), TakesComments = comments, IsAlwaysNamed = isAlwaysNamed }
            select PrivacyLine.Of(privacy, Here with { People = people }, onRoll, isOpen);
        Assert.All(all, line =>
        {
            Assert.InRange(line.Card.Count, 1, 2);
            Assert.DoesNotContain(Words([.. line.Card, .. line.Warnings, .. line.Explanation]), words => words.Contains('{', StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_reason_why_something_is_not_shown_has_its_words()
    {
        Statement[] reasons =
        [
            .. DisclosureRule.Of(Confidential, Stage.Published, Reader.Outsider, Collected.Whole(9, 1, Marks.One, [1])).Reasons,
            .. DisclosureRule.Of(Confidential, Stage.BeforePublication, Reader.Asked, Collected.Whole(9, 1, Marks.One, [1])).Reasons,
            .. DisclosureRule.Of(Confidential with { TakesComments = true }, Stage.Published, Reader.Asked, Collected.Whole(9, 1, Marks.One, [1])).Reasons,
        ];
        Assert.Equal(
            [
                "Only those who were asked see the result.",
                "Results are shown once it has closed.",
                "Fewer than 5 people answered, so no result is shown.",
                "Fewer than 10 people wrote a comment, so nobody reads them: they are deleted.",
            ],
            Words(reasons));
    }

    [Fact]
    public void On_a_card_a_name_is_only_words()
    {
        var line = PrivacyLine.Of(Confidential with { Readers = Readers.Leaders }, Here with { AskedBy = "**Ann** [x](https://example.org)" }, 50, isOpen: true);
        Assert.DoesNotContain("**Ann**", Sentences.InCard(line.Card[1]).Markdown, StringComparison.Ordinal);
        Assert.Contains("**Ann**", Sentences.Plain(line.Card[1]).Words, StringComparison.Ordinal);
    }

    private static string[] Words(IEnumerable<Statement> statements) => [.. statements.Select(statement => Sentences.Plain(statement).Words)];
}
