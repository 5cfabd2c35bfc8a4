using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Tests.Cards;

public sealed class CardTemplateTests
{
    [Theory]
    [InlineData("""{"t":"${name}"}""", """{"t":"Ann"}""")]
    [InlineData("""{"t":"Dr ${name}, ${age}"}""", """{"t":"Dr Ann, 41"}""")]
    [InlineData("""{"t":"${age}"}""", """{"t":41}""")]
    [InlineData("""{"t":"${on}"}""", """{"t":true}""")]
    [InlineData("""{"t":"${list}"}""", """{"t":[{"v":1},{"v":2}]}""")]
    [InlineData("""{"t":"${$root.part['a b']}"}""", """{"t":"c"}""")]
    [InlineData("""{"l":[{"$data":"${list}","v":"${v}","i":"${$index}","n":"${$root.name}"}]}""", """{"l":[{"v":1,"i":0,"n":"Ann"},{"v":2,"i":1,"n":"Ann"}]}""")]
    [InlineData("""{"l":[{"$data":"${list}","$when":"${v > 1}","v":"${v}"}]}""", """{"l":[{"v":2}]}""")]
    [InlineData("""{"l":[{"$when":"${!on}","x":1}]}""", """{"l":[]}""")]
    [InlineData("""{"p":{"$when":"${!on}","x":1},"q":1}""", """{"q":1}""")]
    [InlineData("""{"p":{"$data":"${part}","x":"${$data['a b']}"}}""", """{"p":{"x":"c"}}""")]
    [InlineData("""{"t":"${if(exists(gone), gone, 'nothing')}"}""", """{"t":"nothing"}""")]
    [InlineData("""{"t":"${join(names, ', ', ' and ')}"}""", """{"t":"Ann, Ben and Cat"}""")]
    [InlineData("""{"t":"costs $5 {now}"}""", """{"t":"costs $5 {now}"}""")]
    public void A_template_is_bound(string template, string expected)
        => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), Bind(template)), Bind(template).ToJsonString());

    [Theory]
    [InlineData("""{"t":"${gone}"}""", "t", "gone is not in the data")]
    [InlineData("""{"body":[{"text":"a ${part.gone} b"}]}""", "body[0].text", "part.gone is not in the data")]
    [InlineData("""{"t":"${nil}"}""", "t", "nil is not in the data")]
    [InlineData("""{"t":"${list[5].v}"}""", "t", "is not in the data")]
    [InlineData("""{"l":[{"$when":"${gone}"}]}""", "l[0].$when", "gone is not in the data")]
    [InlineData("""{"l":[{"$when":"${name}"}]}""", "l[0].$when", "needs true or false")]
    [InlineData("""{"l":[{"$data":"${gone}"}]}""", "l[0].$data", "gone is not in the data")]
    [InlineData("""{"l":{"$data":"${list}"}}""", "l.$data", "only an object in a list can be repeated")]
    [InlineData("""{"t":"a ${part} b"}""", "t", "can't stand inside a text")]
    [InlineData("""{"t":"${name * 2}"}""", "t", "name is not a number")]
    [InlineData("""{"t":"${age / 0}"}""", "t", "nothing can be divided by it")]
    [InlineData("""{"t":"${name < age}"}""", "t", "not two numbers or two texts")]
    [InlineData("""{"t":"${if(gone == 1, 'a', 'b')}"}""", "t", "gone is not in the data")]
    public void Data_that_does_not_fit_is_an_error_that_names_template_place_and_expression(string template, string path, string reason)
    {
        var problem = Assert.Throws<CardBindingException>(() => Bind(template));
        Assert.Equal("case", problem.Template);
        Assert.Equal(path, problem.Path);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Expression);
    }

    [Theory]
    [InlineData("""{"t":"${"}""")]
    [InlineData("""{"t":"${name"}""")]
    [InlineData("""{"t":"${}"}""")]
    [InlineData("""{"t":"${name age}"}""")]
    [InlineData("""{"t":"${unknown(name)}"}""")]
    [InlineData("""{"t":"${if(on, 1)}"}""")]
    [InlineData("""{"t":"${$host.x}"}""")]
    [InlineData("""{"t":"${name == null}"}""")]
    [InlineData("""{"t":"${age ? 1 : 2}"}""")]
    [InlineData("""{"t":"${'it\\'s'}"}""")]
    [InlineData("""{"t":"`tick` ${name}"}""")]
    [InlineData("""{"$when":"${on}"}""")]
    [InlineData("""{"l":[{"$when":false}]}""")]
    [InlineData("""{"l":[{"$when":"yes ${on}"}]}""")]
    [InlineData("""{"l":[{"$data":[{"x":"${name}"}]}]}""")]
    [InlineData("""{"l":[{"$data":"list"}]}""")]
    [InlineData("""{"l":[null]}""")]
    [InlineData("""{"t":1""")]
    [InlineData("""[1]""")]
    public void What_is_not_understood_is_refused_when_the_template_is_read(string template)
        => Assert.StartsWith("case.json", Assert.Throws<CardLibraryException>(() => CardTemplate.Parse("case", Encoding.UTF8.GetBytes(template))).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_people_type_stays_one_JSON_string_and_is_never_read_as_an_expression()
        => Prop.ForAll<NonNull<string>, NonNull<string>>((first, second) =>
        {
            // A JSON string can't hold half a surrogate pair.
            var (name, other) = (Whole(first.Get), Whole(second.Get));
            var data = new JsonObject { ["name"] = name, ["list"] = new JsonArray(new JsonObject { ["v"] = other }, new JsonObject { ["v"] = "${name}\",\"x\":\"" }) };
            var bound = Bind("""{"a":"${name}","b":"<${name}|${name}>","c":[{"$data":"${list}","d":"${v}"}]}""", data);
            var expected = new JsonObject
            {
                ["a"] = name,
                ["b"] = $"<{name}|{name}>",
                ["c"] = new JsonArray(new JsonObject { ["d"] = other }, new JsonObject { ["d"] = "${name}\",\"x\":\"" }),
            };
            return JsonNode.DeepEquals(expected, bound);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_template_can_be_bound_by_many_threads()
    {
        var template = CardTemplate.Parse("case", """{"l":[{"$data":[{"v":"x"}],"v":"${v}","n":"${$root.name}"}]}"""u8);
        Parallel.For(0, 2000, i => Assert.Equal($$"""{"l":[{"v":"x","n":{{i}}}]}""", Bind(template, new JsonObject { ["name"] = i }).ToJsonString()));
    }

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static JsonNode Bind(string template) => Bind(template, JsonNode.Parse("""
        {"name":"Ann","age":41,"on":true,"nil":null,"list":[{"v":1},{"v":2}],"part":{"a b":"c"},"names":["Ann","Ben","Cat"]}
        """)!.AsObject());

    private static JsonNode Bind(string template, JsonObject data) => Bind(CardTemplate.Parse("case", Encoding.UTF8.GetBytes(template)), data);

    private static JsonNode Bind(CardTemplate template, JsonObject data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            template.Write(writer, data);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }
}
