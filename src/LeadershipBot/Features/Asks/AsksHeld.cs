using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Asks;

/// <summary>What was to be asked of a person, and what became of it.</summary>
internal sealed class AsksHeld(AskShelf shelf, IRecordStore store, Staging staging, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var asks = (await shelf.ReadAsync(about.Person, cancellationToken)).All;
        if (asks.Count == 0)
            return [];
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(AskRows.Table, about.Person.ToString(), RowRange.Prefix(AskRows.Prefix), cancellationToken))
            rows.Add(row);
        var sent = asks.Where(ask => ask.SentAt is not null).Select(ask => ask.SentAt!.Value).ToList();
        List<PlainText> lines = [_text.Plain("asks.held.count", ("count", asks.Count))];
        if (sent.Count > 0)
            lines.Add(_text.Plain("asks.held.last", ("when", TimeWords.Moment(sent.Max(), about.Zone))));
        return [new HeldSection("asks", _text.Plain("asks.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var count = (await shelf.ReadAsync(about.Person, cancellationToken)).All.Count;
        return count == 0 ? ErasurePlan.Nothing : new ErasurePlan([_text.Plain("asks.held.erase", ("count", count))], []);
    }

    public Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
        => staging.SweepAsync(AskRows.Table, about.Person.ToString(), AskRows.Prefix, cancellationToken);
}
