using LeadershipBot.Storage;
using LeadershipBot.Tests.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>The attacker who plays against anonymous polls is good enough to find each of several leaks.</summary>
public sealed class AttackerTests
{
    private const int Asks = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Open", "an answer or a receipt stands in the files", "an answer or a receipt stands in a row")]
    [InlineData("Size", "the size of a row changes with an answer", "an answer is told by growth")]
    [InlineData("Row", "an answer is told by rows chosen")]
    [InlineData("Order", "the order of the result is that of the answers", "the first pattern is that of the first who answered", "the order of the comments is that in which they came")]
    [InlineData("Count", "an answer is told by numbers that rose")]
    [InlineData("Nonce", "an answer is told by tag 0")]
    [InlineData("Log", "an answer is told by heard")]
    public async Task A_box_that_leaks_is_found(string leak, params string[] expected)
    {
        var findings = await AttackAsync(leak);

        Assert.All(expected, finding => Assert.Contains(findings, found => found.StartsWith(finding, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_box_of_the_same_parts_without_a_leak_is_not() => Assert.Empty(await AttackAsync("none"));

    private static async Task<IReadOnlyList<string>> AttackAsync(string leak)
    {
        using var folder = new TemporaryFolder();
        await using var file = new SqliteRecordStore(folder.File("store.db"));
        IRecordStore store = leak is "Open" ? file : new MemoryRecordStore();
        var chance = new SeededChance(3);
        ITrialBox box = leak switch
        {
            "Open" => new OpenLeak(store, chance),
            "Size" => new SizeLeak(store, chance),
            "Row" => new RowLeak(store, chance),
            "Order" => new OrderLeak(store, chance),
            "Count" => new CountLeak(store, chance),
            "Nonce" => new NonceLeak(store, chance),
            "Log" => new LogLeak(new TightBox(store, chance)),
            _ => new TightBox(store, chance),
        };
        using var copier = new SqliteCopier(store, TrialSlice.Table, leak is "Open" ? folder.File("store.db") : null);
        var attacker = await Trial.RunAsync(box, copier, TrialAsk.Some(Asks, rollMax: 20, seed: 4), Token);
        return attacker.Findings();
    }
}
