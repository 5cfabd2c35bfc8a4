using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Cards;

/// <summary>The official renderer, with Teams' own looks, in a browser 320 px wide.</summary>
public sealed class RendererJudgeTests(RendererPage renderer) : IClassFixture<RendererPage>
{
    private static readonly string[] HostilePhrases =
    [
        "**bold** and *slanted* and __strong__ and _so_", "# heading", "> quoted", "- list", "+ list", "1. list", "2) list", "---", "***", "===", "`code` and ```block```", "~~struck~~",
        "[click here](https://evil.example)", "![picture](https://evil.example/a.png)", "<https://evil.example>", "https://evil.example/path?a=b&c=d", "http://evil.example", "www.evil.example",
        "evil.com/login", "write to ann@evil.com now", "mailto:ann@evil.com", "//evil.com", "ftp://evil.com", "see evil.com.", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>bold</b>",
        "<at>Everyone</at>", "&lt;b&gt; &amp; &#60; &copy;", "{{DATE(2026-01-01T00:00:00Z, LONG)}}", "{{TIME(2026-01-01T00:00:00Z)}}", "${name} ${$root.poll.id}", "$${x} {{{{DATE(2026-01-01T00:00:00Z)}}",
        @"back\slash \* \\ end\", "a|b\n---|---\nc|d", "[ref]: https://evil.example\n[ref]", "title\n=====", "first\nsecond\n\nthird", "    indented code", "\ttabbed", "a *b* c_d_e f__g__h", "5 * 3 * 2 and a_b",
        "\"quotes\" 'n' “curly”", "10.30 on 27.11.2026, 40% (GMT)", "Dr. O'Neil-Smith (GP), St. John's", "\u202Egnp.exe", "emoji 👩‍⚕️ and Welsh ŵŷ", "#tag @someone +44 20 7946 0000", "a<b>c", "x ~ y ~~ z", "*", "_", "1.", "-", "!", "<!-- hidden -->", "[x]", "evil。com evil．com",
    ];

    [Theory]
    [InlineData("schemas/teams-host-config-light.json")]
    [InlineData("schemas/teams-host-config-dark.json")]
    public async Task Every_card_is_shown_without_complaint_and_fits_a_phone(string hostConfig)
    {
        var looks = await File.ReadAllTextAsync(Needs.SharedData(hostConfig), TestContext.Current.CancellationToken);
        foreach (var card in CardCase.All)
        {
            var seen = await renderer.ShowAsync(card.AsOfSchema().ToJsonString(), looks, linkify: false, html: false);
            Assert.True(seen.Events.Length == 0, $"{card.Name}: {string.Join("; ", seen.Events)}");
            Assert.True(seen.Unnamed.Length == 0, $"{card.Name} has controls without a name: {string.Join("; ", seen.Unnamed)}");
            Assert.False(seen.Overflow, $"{card.Name} is wider than 320 px.");
            Assert.False(string.IsNullOrWhiteSpace(seen.Text), $"{card.Name} shows nothing.");
        }
    }

    [Fact]
    public async Task Where_charts_are_not_drawn_their_text_bars_are_shown()
    {
        var looks = await File.ReadAllTextAsync(Needs.SharedData("schemas/teams-host-config-light.json"), TestContext.Current.CancellationToken);
        var drawn = CardCase.All.Where(card => ChartRules.In(card.Bound).Any()).ToList();
        Assert.NotEmpty(drawn);
        foreach (var card in drawn)
        {
            var seen = await renderer.ShowAsync(card.Bound.ToJsonString(), looks, linkify: false, html: false);
            Assert.Equal(ChartRules.In(card.Bound).Count(), seen.Events.Length);
            Assert.All(seen.Events, complaint => Assert.Contains("Chart.HorizontalBar", complaint, StringComparison.Ordinal));
            var instead = await renderer.ShowAsync(card.AsOfSchema().ToJsonString(), looks, linkify: false, html: false);
            Assert.Equal(instead.Text, seen.Text);
            Assert.False(seen.Overflow, $"{card.Name} is wider than 320 px.");
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task What_people_type_shows_literally(bool linkify, bool html)
    {
        foreach (var phrase in HostilePhrases)
        {
            var seen = await renderer.ShowAsync(TextCard(MarkdownText.Escape(phrase)), "{}", linkify, html);
            Assert.Equal(AsRead(phrase), AsRead(seen.Lines.Single()));
            Assert.True(seen.Markup.Length == 0, $"{phrase} became {string.Join(", ", seen.Markup)}");
        }
    }

    [Fact]
    public async Task Line_breaks_stay()
    {
        var seen = await renderer.ShowAsync(TextCard(MarkdownText.Escape("first\r\nsecond\n\n\nthird")), "{}", linkify: true, html: false);
        Assert.Equal(["first", "second", "third"], seen.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task The_judge_sees_markup_where_nothing_is_escaped()
    {
        var seen = await renderer.ShowAsync(TextCard("**bold** [a](https://evil.example)"), "{}", linkify: false, html: false);
        Assert.Equal(["STRONG", "A"], seen.Markup);
    }

    private static string TextCard(string text)
        => new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true }) }.ToJsonString();

    /// <summary>As a person reads it: without zero-width spaces and marks that reverse, white space as one space.</summary>
    private static string AsRead(string text)
        => string.Join(' ', text.Replace("\u200B", "", StringComparison.Ordinal).Replace("\u202E", "", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
