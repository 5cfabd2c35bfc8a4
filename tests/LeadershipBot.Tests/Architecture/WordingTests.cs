using System.Text.Json;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Architecture;

public sealed class WordingTests
{
    private const string Commands = "commands.";

    private static readonly Dictionary<string, string> Text =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(Needs.Root, "cards", "text", "en-GB.json")))!;

    private static readonly IReadOnlyList<string> Keys = [.. Text.Keys];
    private static readonly IReadOnlyList<SourceFile> Code = [.. SourceFile.Under("src/LeadershipBot", ".cs"), .. SourceFile.Under("src/LeadershipBot.Domain", ".cs")];
    private static readonly IReadOnlyCollection<string> Families = [.. Keys.Select(key => key.Split('.')[0]).Distinct()];

    private static readonly IReadOnlyList<string> Asked =
        [.. Code.SelectMany(file => Wording.KeysIn(file.Text, Families)).Concat(CardFile.All.SelectMany(Wording.KeysIn)).Distinct()];

    [Fact]
    public void Every_sentence_that_is_asked_for_exists() => Findings.None(Missing(Asked, Keys));

    [Fact]
    public void Every_sentence_is_asked_for() => Findings.None(Unused(Asked, Keys));

    [Fact]
    public void Every_refusal_says_what_to_do_next() => Findings.None(WithoutNext(Keys));

    [Fact]
    public void Every_sentence_is_given_the_values_that_it_names_and_no_others()
        => Findings.None(Code.SelectMany(file => Misfilled(file, key => Text.GetValueOrDefault(key))));

    [Fact]
    public void Every_card_is_shown_by_some_code()
        => Findings.None(CardFile.All.Select(card => card.Name).Where(name => !Code.Any(file => file.Text.Contains($"\"{name}\"", StringComparison.Ordinal))));

    [Fact]
    public void A_sentence_that_is_missing_or_never_asked_for_is_found()
    {
        const string code = """
            table.Verb<ClosePoll>("polls.close");
            var card = text.Format(isMine ? "polls.mine" : "polls.lost", ("count", 3));
            return new Refusal("polls.refused.closed");
            """;
        var template = CardFile.Parse("x/y", """{"body": [{"text": "${$root.text['polls.inCard']} ${if(a, $root.text['polls.inIf'], b)}"}]}""");
        List<string> asked = [.. Wording.KeysIn(code, ["polls"]), .. Wording.KeysIn(template)];
        string[] keys = ["polls.mine.one", "polls.mine.other", "polls.close", "polls.inCard", "polls.refused.closed", "polls.refused.closed.next", "polls.dead", "commands.poll"];

        Assert.Equal(["polls.lost", "polls.inIf"], Missing(asked, keys));
        Assert.Equal(["polls.close", "polls.dead"], Unused(asked, keys));
        Assert.Equal(["polls.refused.dumb"], WithoutNext([.. keys, "polls.refused.dumb"]));
    }

    [Theory]
    [InlineData("""text.Format("a.named")""")]
    [InlineData("""_text.Plain("a.named", ("nom", x))""")]
    [InlineData("""library.Text.Spoken("a.named", ("name", x), ("count", 1), ("when", At(y, 2)))""")]
    [InlineData("""text.Format("a.fixed", ("name", x))""")]
    [InlineData("""text.Plain(is ? "a.fixed" : "a.named", ("name", F("a, b)", y)))""")]
    [InlineData("""text.Plain("a.counted", ("name", x))""")]
    [InlineData("""new Refusal("a.named", ("other", x))""")]
    [InlineData("""new Statement("a.named", ("other", new Statement("a.fixed")))""")]
    public void A_sentence_with_a_value_too_few_or_too_many_is_found(string code) => Assert.NotEmpty(Misfilled(new SourceFile("a.cs", code), Source));

    [Theory]
    [InlineData("""text.Format("a.named", ("name", x))""")]
    [InlineData("""text.Format("a.fixed", ("count", 1))""")]
    [InlineData("""text.Plain("a.counted", ("count", tally.Answered))""")]
    [InlineData("""text.Plain(key, values)""")]
    [InlineData("""new Refusal("a.fixed")""")]
    public void A_sentence_that_is_filled_rightly_passes(string code) => Assert.Empty(Misfilled(new SourceFile("a.cs", code), Source));

    private static string? Source(string key) => key switch
    {
        "a.named" => "Hello {name}",
        "a.fixed" => "Hello",
        "a.counted.one" => "{count} person",
        "a.counted.other" => "{count} people",
        _ => null,
    };

    private static IEnumerable<string> Missing(IEnumerable<string> asked, IReadOnlyCollection<string> keys)
        => asked.Where(key => !keys.Contains(key) && !(keys.Contains(key + ".one") && keys.Contains(key + ".other")));

    private static IEnumerable<string> Unused(IReadOnlyCollection<string> asked, IEnumerable<string> keys)
        => keys.Where(key => !key.StartsWith(Commands, StringComparison.Ordinal) && !asked.Contains(key) && !asked.Contains(Asking(key)));

    private static IEnumerable<string> WithoutNext(IReadOnlyCollection<string> keys)
        => keys.Where(key => key.Contains(".refused.", StringComparison.Ordinal) && !key.EndsWith(".next", StringComparison.Ordinal) && !keys.Contains(key + ".next"));

    private static IEnumerable<string> Misfilled(SourceFile file, Func<string, string?> source)
        => from filling in Wording.FillingsIn(file.Text)
           from key in filling.Keys
           from sentence in new[] { source(key), source(key + ".one"), source(key + ".other") }
           where sentence is not null
           let places = Wording.PlacesIn(sentence)
           where places.Except(filling.Names).Any() || filling.Names.Except(places).Any(name => name != "count")
           select $"{file.Path}: {key} has the places [{string.Join(", ", places)}] and is given [{string.Join(", ", filling.Names)}]";

    /// <summary>The key by which code asks for a sentence that is chosen by a number, or goes with a refusal.</summary>
    private static string Asking(string key)
        => key.EndsWith(".one", StringComparison.Ordinal) || key.EndsWith(".other", StringComparison.Ordinal)
            || (key.EndsWith(".next", StringComparison.Ordinal) && key.Contains(".refused.", StringComparison.Ordinal))
                ? key[..key.LastIndexOf('.')]
                : key;
}
