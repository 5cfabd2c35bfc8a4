using LeadershipBot.Domain;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Mine;

/// <summary>Finds an entry for whoever raised it, and for nobody else.</summary>
internal sealed class MyRaise(LedgerShelf shelf)
{
    /// <summary>The entry that the turn names; refused where it isn't theirs, in the same words as where there is none.</summary>
    public async Task<Ruling<FollowedEntry>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        var key = turn.Data.Text("key");
        if (LedgerGate.CheckOwnChat(turn) is { } refusal)
            return refusal;
        if (await shelf.FollowAsync(key, cancellationToken) is not { } entry || entry.Own.Entry.Organisation.Id != turn.Actor.Organisation.Id)
            return new Refusal("ledger.refused.unknown");
        return await shelf.FindAuthorAsync(key, cancellationToken) is { } author && author.Person == turn.Actor.MemberId
            ? entry
            : new Refusal("ledger.refused.unknown");
    }
}

/// <summary>A member opens something that they raised.</summary>
internal sealed class ShowMyRaise(MyRaise mine, MyRaiseCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var entry)
            ? new Answer.Refused(refusal)
            : new Answer.Card(cards.Of(entry, turn.At, turn.TimeZone));
}
