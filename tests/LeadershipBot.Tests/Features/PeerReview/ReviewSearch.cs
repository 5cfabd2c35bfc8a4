using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>What somebody looks for who has the whole store, at any moment, and no key.</summary>
internal static class ReviewSearch
{
    /// <summary>A word that stands in every comment, and nowhere else.</summary>
    public const string Said = "Zyzzogeton";

    /// <summary>In the whole store, finished, nothing tells who was asked about whom: a result beside the six of whom it is made would betray them.</summary>
    public static async Task JudgeWhoWasAskedAsync(SeenPartitions store, ReviewTrial trial, ReviewRound round)
    {
        var names = trial.People.ToDictionary(who => who.ObjectId, who => ReviewRows.NameOf(round.Id, AskedPeople.IdOf(who)));
        foreach (var (table, row) in await store.AllRowsAsync(TestContext.Current.CancellationToken))
        {
            var words = Words(row);
            var named = trial.People.Where(who => words.Contains(who.ObjectId, StringComparison.OrdinalIgnoreCase) || (words.Contains(who.Name, StringComparison.Ordinal) && Regex.IsMatch(words, $@"{Regex.Escape(who.Name)}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))).Select(who => who.ObjectId).ToList();
            var about = names.Where(one => (row.PartitionKey + words).Contains(one.Value, StringComparison.Ordinal)).Select(one => one.Key).ToList();
            Assert.True(table != ReviewRows.Table || named.Count <= 1, $"{row.PartitionKey} {row.RowKey} names {string.Join(", ", named)}");
            Assert.True(about.TrueForAll(one => named.Count == 0 || named.SequenceEqual([one])), $"{table} {row.PartitionKey} {row.RowKey} names {string.Join(", ", named)} beside {string.Join(", ", about)}");
        }
    }

    /// <summary>Neither comments nor anybody's set of steps stand in the clear, whether as they are, in two bytes a letter, or in base 64.</summary>
    public static void Judge(IEnumerable<byte[]> values, HashSet<string> patterns)
    {
        var wanted = patterns.Append(Said).SelectMany(words => new[] { Encoding.UTF8.GetBytes(words), Encoding.Unicode.GetBytes(words) }).ToList();
        foreach (var value in values)
            Assert.DoesNotContain(wanted, words => value.AsSpan().IndexOf(words) >= 0);
        var coded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Said))[..12];
        Assert.DoesNotContain(values, value => value.AsSpan().IndexOf(Encoding.ASCII.GetBytes(coded)) >= 0);
    }

    public static async Task<Dictionary<string, (string Table, Record Row)>> AllAsync(SeenPartitions store)
        => (await store.AllRowsAsync(TestContext.Current.CancellationToken)).ToDictionary(one => $"{one.Table}/{one.Row.PartitionKey}/{one.Row.RowKey}");

    public static List<(string Table, Record Row)> Changed(Dictionary<string, (string Table, Record Row)> before, Dictionary<string, (string Table, Record Row)> after)
        => [.. after.Where(one => !before.TryGetValue(one.Key, out var old) || old.Row.ETag != one.Value.Row.ETag).Select(one => one.Value)];

    public static async Task<Dictionary<string, (string Table, Record Row)>> AfterAsync(SeenPartitions store, Func<Task> press)
    {
        await press();
        return await AllAsync(store);
    }

    public static string Words(Record row) => row.RowKey + ' ' + string.Join(' ', row.Columns.Select(column => column.Value));

    public static byte[] Bytes(object value) => value as byte[] ?? Encoding.UTF8.GetBytes(value.ToString() ?? "");

    /// <summary>The numbers that a SQLite file gives to what changed tell no more than its keys do.</summary>
    public static void JudgeOrder(List<(string Table, Record Row)> changed)
    {
        var rows = changed.Select(one => one.Row).Where(row => row.RowKey.StartsWith(ReviewRows.Rater, StringComparison.Ordinal)).ToList();
        Assert.Equal(rows.Select(row => row.RowKey).Order(StringComparer.Ordinal), rows.OrderBy(row => long.Parse(row.ETag!, CultureInfo.InvariantCulture)).Select(row => row.RowKey));
    }

    /// <summary>Somebody presses, and is answered by a card.</summary>
    public static async Task PressesAsync(ReviewTrial trial, ReviewRound round, int person, string verb, JsonObject more)
        => Assert.NotNull((await trial.People[person].Executes(verb, new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id }.With(more))).Card);

    /// <summary>Steps, one a letter, as the card sends them.</summary>
    public static JsonObject ScalesOf(string steps) => new(steps.Select((step, scale) => KeyValuePair.Create<string, JsonNode?>($"q{scale + 1}", step.ToString())));
}
