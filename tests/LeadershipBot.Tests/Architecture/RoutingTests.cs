using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Cards;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Architecture;

public sealed class RoutingTests
{
    private const int ManifestCommandsMax = 10;

    private static readonly FeatureTable Table = AllFeatures.Table();
    private static readonly JsonNode Manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Needs.Root, "manifest", "manifest.json")))!;
    private static readonly IReadOnlyList<string> Routed = [.. Table.Verbs.Select(route => route.Name), FeatureTable.RunCommand];

    private static readonly IReadOnlyList<string> FromComposeBox =
        [.. Manifest["composeExtensions"]!.AsArray().SelectMany(one => one!["commands"]!.AsArray()).Select(command => command!["id"]!.GetValue<string>())];

    [Fact]
    public void Every_verb_of_a_card_or_of_the_compose_box_leads_somewhere()
        => Findings.None(Unrouted(CardFile.All.SelectMany(card => card.Verbs).Concat(FromComposeBox), Routed));

    [Fact]
    public void Every_routed_verb_can_be_pressed_chosen_or_sent_by_Teams()
        => Findings.None(Unreachable(Routed, CardFile.All.SelectMany(card => card.Verbs).Concat(FromComposeBox)));

    [Fact]
    public void A_verb_without_a_route_and_a_route_without_a_button_are_found()
    {
        var card = CardFile.Parse("x/y", """{"body": [{"selectAction": {"type": "Action.Execute", "verb": "x.lost"}}], "actions": [{"type": "Action.Submit", "data": {"verb": "x.known"}}]}""");
        Assert.Equal(["x.lost"], Unrouted(card.Verbs, ["x.known"]));
        Assert.Equal(["x.dead"], Unreachable(["x.known", "x.dead", FeatureTable.Installed], card.Verbs));
    }

    [Fact]
    public void Every_button_says_its_verb_and_old_clients_go_the_same_way()
        => Findings.None(CardFile.All.SelectMany(Astray));

    [Theory]
    [InlineData("""{"type": "Action.Submit", "data": {"poll": "1"}}""")]
    [InlineData("""{"type": "Action.Execute", "verb": "a", "data": {"verb": "a"}}""")]
    [InlineData("""{"type": "Action.Execute", "verb": "a", "data": {"verb": "b"}, "fallback": {"type": "Action.Submit", "data": {"verb": "b"}}}""")]
    [InlineData("""{"type": "Action.Execute", "verb": "a", "data": {"verb": "a", "n": 1}, "fallback": {"type": "Action.Submit", "data": {"verb": "a"}}}""")]
    public void A_button_that_goes_astray_is_found(string button)
        => Assert.NotEmpty(Astray(CardFile.Parse("x/y", $$"""{"actions": [{{button}}]}""")));

    [Fact]
    public void Every_listed_command_says_what_it_does_and_nothing_else_claims_to_be_one()
        => Assert.Equal(
            Table.Commands.Where(command => command.IsListed).Select(command => TextKeyOf(command.Name)).Order(),
            CardSamples.Library.Text.Keys.Where(key => key.StartsWith("commands.", StringComparison.Ordinal)).Order());

    /// <summary>Teams shows these lists to everybody, so commands that need a role are told by <c>help</c> only. It takes ten at the most: where there are more, the most useful, and <c>help</c> for the rest.</summary>
    [Fact]
    public void The_manifest_lists_the_commands_that_everybody_may_use_in_every_scope_or_ten_of_them()
    {
        var everybodys = Table.Commands.Where(command => command.IsListed && command.Needs is Roles.Member).Select(command => command.Name).ToList();
        var lists = Manifest["bots"]!.AsArray().SelectMany(bot => bot!["commandLists"]!.AsArray());
        Assert.All(lists, list =>
        {
            var titles = list!["commands"]!.AsArray().Select(command => command!["title"]!.GetValue<string>()).ToList();
            Assert.Equal(Math.Min(everybodys.Count, ManifestCommandsMax), titles.Distinct().Count());
            Assert.Equal(titles.Distinct().Count(), titles.Count);
            Assert.Empty(titles.Except(everybodys));
            Assert.Contains("help", titles);
        });
    }

    [Fact]
    public void Every_card_has_a_sample_and_every_sample_a_snapshot()
    {
        var snapshots = Directory.EnumerateFiles(Path.Combine(CardSamples.Folder, "Snapshots")).Select(file => Path.GetFileName(file));
        Findings.None(Unseen(CardFile.All, CardSamples.All, snapshots));
    }

    [Fact]
    public void A_card_without_a_sample_and_a_sample_without_a_snapshot_are_found()
    {
        CardSample[] samples = [new("a/seen", "one", []), new("a/seen", "two", [])];
        Assert.Equal(["a/unseen", "a.seen.two.json"], Unseen([CardFile.Parse("a/seen", "{}"), CardFile.Parse("a/unseen", "{}")], samples, ["a.seen.one.json"]));
    }

    private static IEnumerable<string> Unrouted(IEnumerable<string> verbs, IEnumerable<string> routed) => verbs.Except(routed);

    private static IEnumerable<string> Unreachable(IEnumerable<string> routed, IEnumerable<string> verbs)
        => routed.Except(verbs).Where(verb => !verb.StartsWith("event.", StringComparison.Ordinal));

    private static IEnumerable<string> Astray(CardFile card)
    {
        foreach (var button in card.Buttons)
        {
            var verbs = CardFile.VerbsOf(button).Distinct().ToList();
            if (button["data"]?["verb"] is null || verbs.Count != 1)
                yield return $"{card.Name}: {button.ToJsonString()} says {verbs.Count} verbs.";
            if (CardFile.TypeOf(button) is "Action.Execute" && !IsRefresh(button) && !JsonNode.DeepEquals(button["fallback"]?["data"], button["data"]))
                yield return $"{card.Name}: {button.ToJsonString()} has another way for old clients.";
        }
    }

    // Old clients don't refresh: their own view comes with the next press.
    private static bool IsRefresh(JsonObject button) => button.GetPath().EndsWith("refresh.action", StringComparison.Ordinal);

    private static IEnumerable<string> Unseen(IEnumerable<CardFile> cards, IReadOnlyList<CardSample> samples, IEnumerable<string> snapshots)
        => cards.Select(card => card.Name).Except(samples.Select(sample => sample.Template)).Concat(samples.Select(sample => sample.FileName).Except(snapshots));

    private static string TextKeyOf(string command) => "commands." + command.Replace(' ', '-');
}
