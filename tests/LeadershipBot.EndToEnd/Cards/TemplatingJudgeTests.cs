using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Cards;

/// <summary>The official adaptivecards-templating library binds the same templates to the same data.</summary>
public sealed class TemplatingJudgeTests
{
    private const string Data = """
        {
          "name": "Ann \"O'Neil\" {x}", "empty": "", "yes": true, "no": false, "zero": 0, "n": 7, "big": 1234567, "half": 2.5, "small": 0.0000001,
          "minus": -3, "list": ["a", "b", "c"], "two": ["a", "b"], "none": [], "numbers": [3, 1, 2], "part": { "a": { "b c": [10, 20] } }, "hollow": {},
          "rows": [ { "v": 1, "on": true, "kids": ["x", "y"] }, { "v": 2, "on": false, "kids": [] }, { "v": 3, "on": true, "kids": ["z"] } ]
        }
        """;

    private static readonly string[] Expressions =
    [
        "name", "$root.name", "$data.name", "n", "half", "yes", "list", "part", "list[1]", "rows[2].v", "part.a['b c'][1]", "part['a']['b c'][0]",
        "if(yes, 'a', 'b')", "if(no, 'a', 'b')", "if(exists(gone), gone, 'none')", "if(zero, 'zero is true', 'no')", "if(empty, 'empty is true', 'no')",
        "exists(gone)", "exists(name)", "exists(gone.deeper)", "exists(no)", "empty(gone)", "empty(empty)", "empty(none)", "empty(hollow)", "empty(list)", "empty(name)",
        "n == 7", "n != 7", "n == 7.0", "name == 'x'", "equals(n, 7)", "n == '7'", "yes == true", "list == two", "n < 8", "n <= 7", "n > 7", "n >= 7", "'a' < 'b'", "'B' < 'a'",
        "less(1, 2)", "lessOrEquals(2, 2)", "greater(1, 2)", "greaterOrEquals(2, 2)", "yes && no", "yes || no", "yes && !no", "!yes", "not(yes)", "!zero", "and(yes, yes, no)", "or(no, yes)",
        "no || n > 3 && yes", "n + 1", "n + 'x'", "'x' + n", "half + half", "n - 1 - 2", "n * 2 + 1", "1 + n * 2", "(1 + n) * 2", "n / 2", "half / 2", "minus / 2", "-n + 10", "- minus", "n - -1",
        "add(1, 2, 3)", "sub(10, 2, 3)", "mul(2, 3, 4)", "div(20, 3, 2)", "0.1 + 0.2", "small", "small * 1", "big * big * big * big", "big * 1.5",
        "concat('a', n, yes)", "string(n)", "string(big)", "string(half)", "string(name)", "string(yes)", "length(name)", "length('')", "count(list)", "count(name)", "count(none)",
        "formatNumber(big, 0)", "formatNumber(big, 2)", "formatNumber(half, 0)", "formatNumber(2.345, 2)", "formatNumber(minus, 0)", "formatNumber(minus, 1, 'en-GB')", "formatNumber(big, 1, 'en-US')",
        "join(list, ', ')", "join(list, ', ', ' and ')", "join(two, ', ', ' and ')", "join(none, ', ')", "join(numbers, '-')", "join(list, ', ') + '!'", "1 + 1 == 2", "string(minus)", "\"double\"", "'it is \"quoted\"'",
    ];

    private static readonly string[] Templates =
    [
        """{ "a": "x ${name} y ${n}", "b": "${n}${n}", "c": "no expression", "d": "$5 and {braces}", "e": " ${n}", "f": "${yes} ${half} ${big}" }""",
        """{ "items": [ { "$data": "${rows}", "v": "${v}", "i": "${$index}", "r": "${$root.n}" } ] }""",
        """{ "items": [ { "$data": "${rows}", "$when": "${on}", "v": "${v}" } ] }""",
        """{ "items": [ { "first": 1 }, { "$data": "${rows}", "kids": [ { "$data": "${kids}", "k": "${$data}", "i": "${$index}" } ] }, { "last": 1 } ] }""",
        """{ "items": [ { "$data": "${part.a}", "x": "${$data['b c']}" } ] }""",
        """{ "inner": { "$data": "${part}", "x": "${a['b c'][0]}", "root": "${$root.n}" } }""",
        """{ "inner": { "$when": "${no}", "x": 1 }, "other": { "$when": "${yes}", "x": 1 } }""",
        """{ "items": [ { "$data": [ { "t": "one" }, { "t": "two" } ], "t": "${t}" } ] }""",
        """{ "items": [ { "$data": { "t": "one" }, "t": "${t}" } ], "after": "${n}" }""",
        """{ "items": [ "${list}", "x", [ "y", "${n}" ], [ [ "deep" ] ] ] }""",
        """{ "items": [ { "$when": "${no}", "x": "${n}" } ], "list": "${list}", "part": "${part}", "number": 1.50, "nothing": [] }""",
        """{ "items": [ { "$data": "${none}", "x": 1 } ], "w": "${if($root.yes, 'Bolder', 'Default')}" }""",
        """{ "items": [ { "$data": "${rows}", "inner": { "n": "${$index + 1} of ${count($root.rows)}" } } ] }""",
        """{ "items": [ { "$data": "${rows}", "$when": "${$index != 1 && count(kids) > 0}", "v": "${v}" } ] }""",
    ];

    [Fact]
    public async Task Every_sample_of_every_card_is_bound_alike()
    {
        var expected = await OfficialAsync([.. CardCase.All.Select(card => (card.Template, (JsonNode)card.Data))]);
        for (var i = 0; i < expected.Count; i++)
            AssertSame(CardCase.All[i].Name, expected[i], CardCase.All[i].Bound);
    }

    [Fact]
    public async Task Every_function_means_the_same()
        => await CompareAsync([.. Expressions.Select(expression => new JsonObject { ["value"] = "${" + expression + "}" }.ToJsonString())]);

    [Fact]
    public async Task Scopes_lists_and_conditions_mean_the_same() => await CompareAsync(Templates);

    private static async Task CompareAsync(string[] templates)
    {
        var data = JsonNode.Parse(Data)!.AsObject();
        var expected = await OfficialAsync([.. templates.Select(template => (JsonNode.Parse(template)!, (JsonNode)data))]);
        Assert.All(Enumerable.Range(0, templates.Length), i => AssertSame(templates[i], expected[i], Bind(templates[i], data)));
    }

    private static JsonNode Bind(string template, JsonObject data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            CardTemplate.Parse("case", System.Text.Encoding.UTF8.GetBytes(template)).Write(writer, data);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    private static async Task<IReadOnlyList<JsonNode>> OfficialAsync(IReadOnlyList<(JsonNode Template, JsonNode Data)> cases)
    {
        var input = new JsonArray([.. cases.Select(one => new JsonObject { ["template"] = one.Template.DeepClone(), ["data"] = one.Data.DeepClone() })]);
        var output = JsonNode.Parse(await NodeTools.RunAsync("cards-templating.mjs", input.ToJsonString()))!.AsArray();
        return [.. output.Select(answer => answer!["result"] is { } result ? WithoutNulls(result) : answer)];
    }

    /// <summary>The official library leaves null where $when drops an object from a property; the schema of cards has no null.</summary>
    private static JsonNode WithoutNulls(JsonNode node)
    {
        if (node is JsonObject part)
        {
            foreach (var name in part.Where(property => property.Value is null).Select(property => property.Key).ToArray())
                part.Remove(name);
            foreach (var property in part)
                WithoutNulls(property.Value!);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
                WithoutNulls(item!);
        }
        return node;
    }

    private static void AssertSame(string name, JsonNode expected, JsonNode actual)
        => Assert.True(JsonNode.DeepEquals(expected, actual), $"{name}:\nofficial {expected.ToJsonString()}\nours     {actual.ToJsonString()}");
}
