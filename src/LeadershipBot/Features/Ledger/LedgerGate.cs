using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger;

/// <summary>Where things may be raised, and the ledger read.</summary>
internal static class LedgerGate
{
    /// <summary>Why not here: the card is about another organisation than the person can act for, or no organisation lists them. Null where they may.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("ledger.refused.otherOrganisation");
        return turn.Actor.Hat.IsListed ? null : new Refusal("ledger.refused.notListed");
    }

    /// <summary>The same, for what only the one person may see: it stays in their own chat.</summary>
    public static Refusal? CheckOwnChat(Turn turn)
        => Check(turn) ?? (turn.Place.Scope is Scope.Personal ? null : new Refusal("ledger.refused.ownChat"));

    /// <summary>Why the person may not read this entry as somebody who manages it; null where they may.</summary>
    public static Refusal? CheckManaging(Turn turn, LedgerEntry entry)
        => CheckOwnChat(turn) ?? (entry.Organisation.Id != turn.Actor.Organisation.Id ? new Refusal("ledger.refused.unknown")
            : entry.MayBeManagedBy(turn.Actor) ? null : new Refusal("ledger.refused.role"));
}
