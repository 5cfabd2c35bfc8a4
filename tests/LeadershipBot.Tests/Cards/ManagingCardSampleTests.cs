using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Cards;

/// <summary>What the samples of a meeting's managing card say is what the bot says there: data written by hand would stay when a sentence changes.</summary>
public sealed class ManagingCardSampleTests
{
    private static readonly string[] Said = ["meetings.manage.", "meetings.quorum.", "meetings.item.", "meetings.attendance."];
    private static readonly string[] Parts = ["meetings.manage.group", "meetings.item.notedBy", "meetings.quorum.people", "meetings.quorum.practices", "meetings.quorum.localities"];
    private static readonly string[] OnceClosed = ["meetings.manage.absent.one", "meetings.manage.absent.other", "meetings.manage.practicesMissing", "meetings.quorum.no"];

    [Fact]
    public void Every_sentence_of_the_samples_is_one_that_the_card_says_in_that_state()
    {
        var sentences = JsonNode.Parse(File.ReadAllText(Path.Combine(Needs.Root, "cards", "text", "en-GB.json")))!.AsObject()
            .Where(one => Array.Exists(Said, prefix => one.Key.StartsWith(prefix, StringComparison.Ordinal)) && !Parts.Contains(one.Key))
            .Select(one => (one.Key, Pattern: PatternOf(one.Value!.GetValue<string>()))).ToList();
        var samples = CardSamples.All.Where(sample => sample.Template == "meetings/manage").ToList();
        Assert.NotEmpty(samples);
        foreach (var sample in samples)
        {
            var data = sample.Data;
            var isClosed = data["isClosed"]!.GetValue<bool>();
            var may = sentences.Where(one => isClosed || !OnceClosed.Contains(one.Key)).ToList();
            foreach (var line in data["quorum"]!.AsArray().Concat(data["lines"]!.AsArray()).Select(one => one!["line"]!.GetValue<string>()))
                Assert.True(may.Exists(one => Regex.IsMatch(line, one.Pattern, RegexOptions.None, TimeSpan.FromSeconds(1))), $"{sample.FileName}: {line}");
        }
    }

    /// <summary>A sentence with anything in its places.</summary>
    private static string PatternOf(string sentence) => "^" + Regex.Replace(Regex.Escape(sentence), @"\\\{\w+}", ".*", RegexOptions.None, TimeSpan.FromSeconds(1)) + "$";
}
