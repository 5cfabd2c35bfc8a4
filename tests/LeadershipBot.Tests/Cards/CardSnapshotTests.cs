using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.Tests.Cards;

public sealed class CardSnapshotTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Samples => CardSamples.FileNames;

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_bound_card_is_as_it_was_last_accepted(string fileName)
    {
        var sample = CardSamples.Named(fileName);
        var card = CardSamples.Library.Bind(sample.Template, sample.Data);
        var text = card.ToJsonString(Readable) + "\n";
        var snapshot = Path.Combine(CardSamples.Folder, "Snapshots", fileName);
        if (Environment.GetEnvironmentVariable("LEADERSHIPBOT_ACCEPT") == "1")
            File.WriteAllText(snapshot, text);
        Assert.True(File.Exists(snapshot), $"{fileName} has no snapshot. {HowToAccept}");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(snapshot)), card), $"{fileName} is bound differently now:\n{text}\n{HowToAccept}");
    }

    [Fact]
    public void Every_snapshot_has_its_sample()
    {
        var samples = CardSamples.All.Select(sample => sample.FileName);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(CardSamples.Folder, "Snapshots")).Select(Path.GetFileName).Except(samples));
    }

    [Fact]
    public void Every_template_has_a_sample()
        => Assert.Empty(CardSamples.Library.Names.Except(CardSamples.All.Select(sample => sample.Template)));

    private const string HowToAccept = "If that is wanted, run the tests once with LEADERSHIPBOT_ACCEPT=1, look at the difference and commit it.";
}
