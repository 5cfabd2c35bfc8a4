using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Tests.Cards;

public sealed class CardWordsTests
{
    private static readonly TextFile Text = TextFile.Parse("text/test.json", Encoding.UTF8.GetBytes("""
        { "plain": "Close poll", "who": "{name} asks", "n.one": "{count} person", "n.other": "{count} people", "bare.one": "One person", "bare.other": "Several people" }
        """));

    [Theory]
    [InlineData("Dr O'Neil-Smith, 40%", "Dr O'Neil-Smith, 40%")]
    [InlineData("a double-barrelled name - and a dash", "a double-barrelled name - and a dash")]
    [InlineData("*bold* _so_", @"\*bold\* \_so\_")]
    [InlineData("# heading", @"\# heading")]
    [InlineData("- item", @"\- item")]
    [InlineData("1. item", @"1\. item")]
    [InlineData("10.30 on 27.11", "10.30 on 27.11")]
    [InlineData("[a](b)", @"\[a\](b)")]
    [InlineData("${x}", "$\u200B{x}")]
    [InlineData("{{DATE(x)}}", "{\u200B{DATE(x)}}")]
    [InlineData("https://evil.com", "https:\u200B/\u200B/evil.\u200Bcom")]
    [InlineData("a@b.nhs.uk", "a@\u200Bb.\u200Bnhs.\u200Buk")]
    [InlineData("one\r\ntwo\n\n\n  three  ", "one\n\ntwo\n\nthree")]
    [InlineData("a\u202Eb\u0007c", "abc")]
    [InlineData("&lt;b&gt; A & B", @"\&lt;b\&gt; A & B")]
    [InlineData("", "")]
    public void Words_are_escaped_where_Markdown_would_read_them(string words, string expected)
        => Assert.Equal(expected, MarkdownText.Escape(words));

    [Fact]
    public void Escaping_takes_no_visible_character_away()
        => Prop.ForAll<NonNull<string>>(words =>
        {
            var unescaped = MarkdownText.Escape(words.Get).Replace("\\", "", StringComparison.Ordinal).Replace("\u200B", "", StringComparison.Ordinal);
            var original = MarkdownText.WithoutControls(words.Get).Replace("\\", "", StringComparison.Ordinal).Replace("\u200B", "", StringComparison.Ordinal);
            return Visible(unescaped) == Visible(original);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sentence_takes_words_and_numbers()
    {
        Assert.Equal("Close poll", Text.Format("plain").Markdown);
        Assert.Equal(@"Ann \*Smith\* asks", Text.Format("who", ("name", "Ann *Smith*")).Markdown);
        Assert.Equal(@"Ann \*Smith\* asks", Text.Format("who", ("name", CardText.FromPerson("Ann *Smith*"))).Markdown);
        Assert.Equal("Ann *Smith* asks", Text.Plain("who", ("name", "Ann *Smith*")).Words);
        Assert.Equal("Ann  b asks", Text.Spoken("who", ("name", "Ann <b")).Words);
    }

    [Theory]
    [InlineData(0, "0 people")]
    [InlineData(1, "1 person")]
    [InlineData(2, "2 people")]
    [InlineData(1234, "1,234 people")]
    public void A_sentence_follows_its_number(int count, string expected) => Assert.Equal(expected, Text.Format("n", ("count", count)).Markdown);

    [Fact]
    public void A_form_of_a_sentence_may_leave_the_number_out() => Assert.Equal("One person", Text.Format("bare", ("count", 1)).Markdown);

    [Fact]
    public void A_missing_key_or_a_wrong_argument_is_our_mistake()
    {
        Assert.Throws<TextFileException>(() => Text.Format("gone"));
        Assert.Throws<TextFileException>(() => Text.Format("n"));
        Assert.Throws<TextFileException>(() => Text.Format("who"));
        Assert.Throws<TextFileException>(() => Text.Format("who", ("name", "Ann"), ("other", "x")));
        Assert.Throws<TextFileException>(() => Text.Plain("who", ("name", CardText.FromPerson("Ann"))));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":"x","a":"y"}""")]
    [InlineData("""{"a":"x {"}""")]
    [InlineData("""{"a":"x {first name}"}""")]
    public void A_text_file_that_is_wrong_is_refused_by_name(string json)
        => Assert.StartsWith("text/x.json", Assert.Throws<CardLibraryException>(() => TextFile.Parse("text/x.json", Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "")]
    [InlineData(0.01, "▏")]
    [InlineData(50, "████████████")]
    [InlineData(100, "████████████████████████")]
    [InlineData(140, "████████████████████████")]
    public void A_bar_is_as_long_as_its_share(double percent, string expected) => Assert.Equal(expected, TextBar.Of(percent).Words);

    [Fact]
    public void An_id_is_no_sentence()
    {
        var data = new CardData().SetId("id", "19:abc@thread.tacv2;messageid=1");
        Assert.Throws<ArgumentException>(() => data.SetId("id", "two words"));
        Assert.Throws<ArgumentException>(() => data.SetId("id", ""));
        Assert.Throws<ArgumentException>(() => data.SetIds("ids", ["fine", "a\nb"]));
    }

    private static string Visible(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
