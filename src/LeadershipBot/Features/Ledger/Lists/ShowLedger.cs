using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>An organiser or a chair looks through the ledger, or one of its lists (<c>ledger overdue</c>); whoever owns an entry, through what is theirs.</summary>
internal sealed class ShowLedger(LedgerLists lists, LedgerListCard card) : ISlice
{
    public const Roles Readers = Roles.Organiser | Roles.Chair;

    private const int PageSize = 6;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var named = turn.Data.TryText("list", out var pressed) ? pressed : turn.Words.Replace(" ", "", StringComparison.Ordinal);
        var list = Enum.TryParse<LedgerList>(named, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) && wanted is not LedgerList.Told ? wanted
            : turn.Actor.HoldsAny(Readers) ? LedgerList.Open : LedgerList.Mine;
        if (!turn.Actor.HoldsAny(Readers) && list is not LedgerList.Mine)
            return new Answer.Refused(new Refusal("ledger.refused.role"));
        var page = await lists.ReadAsync(turn.Actor.Organisation.Id, list, turn.Actor.MemberId, turn.Data.Text("from"), PageSize, turn.At, cancellationToken);
        return new Answer.Card(card.Page(turn, list, page));
    }
}
