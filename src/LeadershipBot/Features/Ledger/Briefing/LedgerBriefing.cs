using System.Globalization;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Ledger.Briefing;

/// <summary>What the brief says of the ledger to those who read it: how many got an outcome and how many were raised since last time, and what is overdue.</summary>
internal sealed class LedgerBriefing(LedgerLists lists, CardLibrary library) : IBriefing
{
    private const int CountedMax = 1_000;

    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(ShowLedger.Readers))
            return [];
        var organisation = wish.Actor.Organisation.Id;
        var (told, raised, overdue) = (
            await lists.ReadSinceAsync(organisation, LedgerList.Told, wish.Since, CountedMax, cancellationToken),
            await RaisedAsync(organisation, wish.Since, cancellationToken),
            (await lists.ReadAsync(organisation, LedgerList.Overdue, wish.Actor.MemberId, "", CountedMax, wish.Now, cancellationToken)).Lines.Count);
        var lines = new List<BriefLine>();
        if (told.Count > 0)
            lines.Add(new BriefLine(BriefPart.Results, _text.Plain("ledger.brief.decided", ("count", told.Count), ("fates", Fates(told)))) { PaperKind = SaidForBoard.PaperKind, Command = "you said we did" });
        if (raised.Count > 0)
            lines.Add(new BriefLine(BriefPart.Results, _text.Plain("ledger.brief.raised", ("count", raised.Count))) { Command = "ledger" });
        if (overdue > 0)
            lines.Add(new BriefLine(BriefPart.Overdue, _text.Plain("ledger.brief.overdue", ("count", overdue))) { Command = "ledger overdue" });
        return lines;
    }

    /// <summary>What was raised anonymously carries the Monday of its week and came onto the ledger later that day: by that it counts, once.</summary>
    private async Task<List<LedgerListLine>> RaisedAsync(string organisation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var lines = await lists.ReadSinceAsync(organisation, LedgerList.All, RaiseWeek.Of(since, Zones.UnitedKingdom).Date, CountedMax, cancellationToken);
        return [.. lines.Where(line => (line.IsAnonymous ? RaiseWeek.Of(line.RaisedAt, TimeZoneInfo.Utc).Before.PassedOnAt(Zones.UnitedKingdom) : line.RaisedAt) >= since)];
    }

    private string Fates(IReadOnlyList<LedgerListLine> told)
        => string.Join(", ", told.GroupBy(line => line.Fate).OrderBy(fate => fate.Key).Select(fate => $"{fate.Count().ToString(CultureInfo.InvariantCulture)} {LedgerWords.Of(_text, fate.Key)}"));
}
