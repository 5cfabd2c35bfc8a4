using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class AddedWordsTests
{
    private static readonly DateTimeOffset Asked = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Poll Open = new("p1", new OrganisationName("larkford", "Larkford"), "t1", "Extend?", [Question.OneOf("Extend?", ["Yes", "No"])], "u1", "Amara", Asked, Asked.AddDays(7), null);

    [Theory]
    [InlineData("", "no staff", "no staff")]
    [InlineData("", "  no staff ", "no staff")]
    [InlineData("too early", "no staff", "too early\nno staff")]
    [InlineData("no staff", "no staff", "no staff")]
    [InlineData("no staff", "staff", "no staff\nstaff")]
    [InlineData("too early\nno staff", "no staff", "too early\nno staff")]
    [InlineData("too early\nno staff", "too early", "too early\nno staff")]
    [InlineData("a\nb\nc", "a\nb", "a\nb\nc")]
    [InlineData("too early", "   ", "too early")]
    public void Words_come_after_the_reason_and_the_same_words_only_once(string reason, string words, string after)
        => Assert.Equal(AnswerSheet.Of(1) with { Reason = after }, AddedWords.To(AnswerSheet.Of(1) with { Reason = reason }, words));

    [Fact]
    public void Adding_twice_is_adding_once_and_takes_nothing_away()
        => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>, NonNull<string>>((reason, words) =>
        {
            var before = AnswerSheet.Of(0) with { Reason = reason.Get };
            var once = AddedWords.To(before, words.Get);
            return once == AddedWords.To(once, words.Get) && once.Reason.StartsWith(reason.Get, StringComparison.Ordinal) && once.Reason.Contains(words.Get.Trim(), StringComparison.Ordinal);
        }));

    [Theory]
    [InlineData(Voice.Named, null)]
    [InlineData(Voice.Confidential, null)]
    [InlineData(Voice.Anonymous, "polls.refused.wordsAnonymous")]
    public void Words_follow_the_voice_but_never_an_anonymous_one(Voice voice, string? refused)
        => Assert.Equal(refused, AddedWords.Check(Open with { Privacy = new AskPrivacy(voice), Reason = ReasonMode.Optional }, Asked)?.TextKey);

    [Theory]
    [InlineData(Voice.Named, null)]
    [InlineData(Voice.Confidential, "polls.refused.wordsNone")]
    public void A_poll_that_hides_who_answered_and_asks_for_no_words_takes_none(Voice voice, string? refused)
        => Assert.Equal(refused, AddedWords.Check(Open with { Privacy = new AskPrivacy(voice), Reason = ReasonMode.Off }, Asked)?.TextKey);

    [Fact]
    public void Nothing_is_added_after_closing()
    {
        Assert.Null(AddedWords.Check(Open, Asked.AddDays(7).AddTicks(-1)));
        Assert.Equal("polls.refused.wordsClosed", AddedWords.Check(Open, Asked.AddDays(7))?.TextKey);
    }
}
