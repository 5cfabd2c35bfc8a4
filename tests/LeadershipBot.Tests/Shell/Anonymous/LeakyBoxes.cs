using System.Text;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>A box with one leak, for the attacker to find: all else is as it should be.</summary>
internal abstract class LeakyBox(IRecordStore store, Chance chance) : ITrialBox
{
    private readonly byte[] _key = new byte[32];

    protected Dictionary<string, List<(string Pattern, string Comment)>> Kept { get; } = [];

    public async Task MakeAsync(TrialAsk ask, CancellationToken cancellationToken)
    {
        chance.Fill(_key);
        Kept.Clear();
        List<Change> changes = [.. ask.People.Select(person => new Change.Insert(new Record(ask.Key, "anonymous.roll." + person) { ["HasAnswered"] = false }))];
        changes.AddRange(RowsOf(ask).Select(row => new Change.Insert(RowOf(ask, row))));
        await store.CommitAsync(TrialSlice.Table, ask.Key, changes, cancellationToken);
    }

    public async Task<string> AnswerAsync(TrialAsk ask, TrialAnswer answer, CancellationToken cancellationToken)
    {
        var row = DrawRow(ask, answer);
        Kept.TryAdd(row, []);
        Kept[row].Add((ask.Patterns[answer.Choice], answer.Comment));
        await store.CommitAsync(
            TrialSlice.Table,
            ask.Key,
            [new Change.Upsert(new Record(ask.Key, "anonymous.roll." + answer.Person) { ["HasAnswered"] = true }), new Change.Upsert(RowOf(ask, row)), .. Beside(ask, answer)],
            cancellationToken);
        return "";
    }

    public async Task<Published> CloseAsync(TrialAsk ask, CancellationToken cancellationToken)
    {
        var all = Ordered(Kept.OrderBy(row => row.Key, StringComparer.Ordinal).SelectMany(row => row.Value)).ToList();
        List<Change> changes = [.. RowsOf(ask).Concat(Kept.Keys).Distinct().Select(row => new Change.Delete(row, null))];
        changes.AddRange(all.Select((one, number) => new Change.Insert(new Record(ask.Key, $"anonymous.result.{number:D2}") { ["Pattern1"] = one.Pattern })));
        await store.CommitAsync(TrialSlice.Table, ask.Key, changes, cancellationToken);
        return new Published([.. all.Select(one => one.Pattern)], [.. Ordered(all).Select(one => one.Comment).Where(comment => comment.Length > 0)], []);
    }

    public IReadOnlyList<string> Heard() => [];

    /// <summary>The rows that are there from the start.</summary>
    protected virtual IEnumerable<string> RowsOf(TrialAsk ask) => ["anonymous.box.00", "anonymous.box.01"];

    protected virtual string DrawRow(TrialAsk ask, TrialAnswer answer) => $"anonymous.box.{chance.Below(2):D2}";

    protected virtual IEnumerable<(string Pattern, string Comment)> Ordered(IEnumerable<(string Pattern, string Comment)> answers) => answers.OrderBy(_ => chance.Below(int.MaxValue));

    /// <summary>What else an answer writes.</summary>
    protected virtual IEnumerable<Change> Beside(TrialAsk ask, TrialAnswer answer) => [];

    /// <summary>Padded and locked.</summary>
    protected virtual byte[] Content(string row, string text) => Locked(row, text.PadRight(4000));

    protected byte[] Locked(string row, string text) => BoxSeal.Lock(_key, Encoding.UTF8.GetBytes(text), row, chance);

    private Record RowOf(TrialAsk ask, string row)
        => new(ask.Key, row) { ["Kept"] = Content(row, string.Join('\n', Kept.GetValueOrDefault(row, []).Select(one => $"{one.Pattern} {one.Comment}"))) };
}

/// <summary>Doesn't lock.</summary>
internal sealed class OpenLeak(IRecordStore store, Chance chance) : LeakyBox(store, chance)
{
    protected override byte[] Content(string row, string text) => Encoding.UTF8.GetBytes(text.PadRight(4000));
}

/// <summary>Doesn't pad.</summary>
internal sealed class SizeLeak(IRecordStore store, Chance chance) : LeakyBox(store, chance)
{
    protected override byte[] Content(string row, string text) => Locked(row, text);
}

/// <summary>Chooses the row by the answer.</summary>
internal sealed class RowLeak(IRecordStore store, Chance chance) : LeakyBox(store, chance)
{
    protected override IEnumerable<string> RowsOf(TrialAsk ask) => Enumerable.Range(0, 5).Select(row => $"anonymous.box.{row:D2}");

    protected override string DrawRow(TrialAsk ask, TrialAnswer answer) => $"anonymous.box.{answer.Choice:D2}";
}

/// <summary>Keeps the order at closing.</summary>
internal sealed class OrderLeak(IRecordStore store, Chance chance) : LeakyBox(store, chance)
{
    protected override IEnumerable<string> RowsOf(TrialAsk ask) => [];

    protected override string DrawRow(TrialAsk ask, TrialAnswer answer) => $"anonymous.box.{Kept.Count:D2}";

    protected override IEnumerable<(string Pattern, string Comment)> Ordered(IEnumerable<(string Pattern, string Comment)> answers)
        => answers;
}

/// <summary>Locks with a nonce that isn't fresh: the same answer is the same bytes.</summary>
internal sealed class NonceLeak(IRecordStore store, Chance chance) : LeakyBox(store, chance)
{
    protected override IEnumerable<string> RowsOf(TrialAsk ask) => [];

    protected override string DrawRow(TrialAsk ask, TrialAnswer answer) => $"anonymous.box.{Kept.Count:D2}";

    protected override byte[] Content(string row, string text)
        => BoxSeal.Lock(new byte[32], Encoding.UTF8.GetBytes(text.Split(' ')[0][12..].PadRight(40)), "", new SameChance());

    private sealed class SameChance : Chance
    {
        public override void Fill(Span<byte> bytes) => bytes.Clear();
    }
}

/// <summary>Keeps a running count in the clear, as a poll with names does.</summary>
internal sealed class CountLeak(IRecordStore store, Chance chance) : LeakyBox(store, chance)
{
    protected override IEnumerable<Change> Beside(TrialAsk ask, TrialAnswer answer)
    {
        var row = new Record(ask.Key, "tally.0");
        for (var choice = 0; choice < ask.Patterns.Count; choice++)
            row[$"Count{choice + 1}"] = Kept.Values.Sum(answers => answers.Count(one => one.Pattern == ask.Patterns[choice]));
        return [new Change.Upsert(row)];
    }
}

/// <summary>Writes what was answered into the log, as a careless line does.</summary>
internal sealed class LogLeak(ITrialBox box) : ITrialBox
{
    private string _line = "";

    public Task MakeAsync(TrialAsk ask, CancellationToken cancellationToken) => box.MakeAsync(ask, cancellationToken);

    public Task<string> AnswerAsync(TrialAsk ask, TrialAnswer answer, CancellationToken cancellationToken)
    {
        _line = $"info: took {answer.Choice * 17} ticks";
        return box.AnswerAsync(ask, answer, cancellationToken);
    }

    public Task<Published> CloseAsync(TrialAsk ask, CancellationToken cancellationToken) => box.CloseAsync(ask, cancellationToken);

    public IReadOnlyList<string> Heard() => [_line];
}

/// <summary>Without a leak, made of the same parts as those that have one.</summary>
internal sealed class TightBox(IRecordStore store, Chance chance) : LeakyBox(store, chance);
