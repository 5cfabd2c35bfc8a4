using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Cards;

public sealed class CardLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cards").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"a":"${$root.text['gone']}"}""", "polls/open.json at a: ${$root.text['gone']}: text/en-GB.json has no sentence gone that can stand by itself.")]
    [InlineData("""{"a":"${$root.text['with']}"}""", "polls/open.json at a: ${$root.text['with']}: text/en-GB.json has no sentence with that can stand by itself.")]
    [InlineData("""{"a":"${$root.text[key]}"}""", "polls/open.json at a: ${$root.text[key]}: the key of a sentence is written out, not worked out.")]
    [InlineData("""{"a":[{"b":"${x +}"}]}""", "polls/open.json at a[0].b: ${x +}: ends too early.")]
    public void A_wrong_template_stops_the_start_with_file_and_place(string template, string message)
    {
        Given(template);
        Assert.Equal(message, Assert.Throws<CardLibraryException>(() => CardLibrary.Load(_folder)).Message);
    }

    [Fact]
    public void A_missing_text_file_stops_the_start()
        => Assert.Contains("en-GB.json", Assert.Throws<CardLibraryException>(() => CardLibrary.Load(_folder)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_card_carries_its_sentences_and_data()
    {
        Given("""{"a":"${$root.text['kind']} · ${who}","b":[{"$data":"${list}","c":"${$root.text['kind']}"}]}""");
        var data = new CardData().Set("who", CardText.FromPerson("*Ann*")).Set("list", [new CardData(), new CardData()]);
        Assert.Equal("""{"a":"Poll \u00B7 \\*Ann\\*","b":[{"c":"Poll"},{"c":"Poll"}]}""", CardLibrary.Load(_folder).Bind("polls/open", data).ToJsonString());
    }

    [Fact]
    public void A_card_that_is_too_large_is_refused()
    {
        Given("""{"a":"${words}"}""");
        var library = CardLibrary.Load(_folder, bytesMax: 100);
        library.Bind("polls/open", new CardData().Set("words", PlainText.FromPerson(new string('x', 92))));
        var problem = Assert.Throws<CardTooLargeException>(() => library.Bind("polls/open", new CardData().Set("words", PlainText.FromPerson(new string('x', 93)))));
        Assert.Equal(101, problem.Bytes);
    }

    [Fact]
    public void A_card_that_does_not_exist_is_named()
        => Assert.Contains("polls/gone", Assert.Throws<ArgumentException>(() => CardSamples.Library.Bind("polls/gone", new CardData())).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_button_says_the_same_to_old_and_new_clients_and_names_its_verb()
    {
        foreach (var sample in CardSamples.All)
            foreach (var action in Parts(CardSamples.Library.Bind(sample.Template, sample.Data)).Where(part => (string?)part["type"] is "Action.Execute" or "Action.Submit"))
            {
                Assert.False(string.IsNullOrEmpty((string?)action["data"]!["verb"]), sample.FileName);
                Assert.False(string.IsNullOrEmpty((string?)action["title"]), sample.FileName);
                if ((string?)action["type"] == "Action.Submit")
                    continue;
                Assert.Equal((string?)action["verb"], (string?)action["data"]!["verb"]);
                if (action["fallback"] is { } fallback)
                    Assert.True(JsonNode.DeepEquals(action["data"], fallback["data"]), sample.FileName);
            }
    }

    [Fact]
    public void Every_card_has_words_for_clients_that_show_none_and_for_reading_aloud()
    {
        foreach (var sample in CardSamples.All)
        {
            var card = CardSamples.Library.Bind(sample.Template, sample.Data);
            Assert.Equal("1.5", (string?)card["version"]);
            Assert.False(string.IsNullOrEmpty((string?)card["fallbackText"]), sample.FileName);
            Assert.DoesNotContain((string?)card["speak"] ?? "<", c => c is '<' or '>' or '&');
            foreach (var part in Parts(card))
            {
                if (((string?)part["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true)
                    Assert.False(string.IsNullOrEmpty((string?)part["label"]), sample.FileName);
                if ((string?)part["type"] == "Image")
                    Assert.False(string.IsNullOrEmpty((string?)part["altText"]), sample.FileName);
            }
            Assert.True((card["actions"]?.AsArray().Count(action => (string?)action!["mode"] != "secondary") ?? 0) <= 3, // secondary ones stand under "…"
                $"{sample.FileName} has more than three buttons.");
        }
    }

    [Fact]
    public void Our_own_sentences_mean_the_same_with_and_without_Markdown()
    {
        var sentences = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(Needs.Root, "cards", "text", "en-GB.json")))!;
        Assert.All(sentences, sentence => Assert.DoesNotContain(sentence.Value, c => c is '*' or '_' or '[' or ']' or '<' or '>' or '`' or '\\' or '&' or '\n'));
    }

    private static IEnumerable<JsonObject> Parts(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(property => Parts(property.Value)).Prepend(part),
        JsonArray list => list.SelectMany(Parts),
        _ => [],
    };

    private void Given(string template)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "text"));
        Directory.CreateDirectory(Path.Combine(_folder, "polls"));
        File.WriteAllText(Path.Combine(_folder, "text", "en-GB.json"), """{"kind":"Poll","with":"Hello {name}"}""");
        File.WriteAllText(Path.Combine(_folder, "polls", "open.json"), template);
    }
}
