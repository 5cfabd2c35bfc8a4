using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Gates;

namespace LeadershipBot.Features.Ledger;

/// <summary>Where things may be raised, and the ledger read.</summary>
internal static class LedgerGate
{
    private static readonly ListedGate Listed = new("ledger.refused.otherOrganisation", "ledger.refused.notListed", "ledger.refused.ownChat");

    /// <summary>Why not here: the card is about another organisation than the person can act for, or no organisation lists them. Null where they may.</summary>
    public static Refusal? Check(Turn turn) => Listed.Check(turn);

    /// <summary>The same, for what only the one person may see: it stays in their own chat.</summary>
    public static Refusal? CheckOwnChat(Turn turn) => Listed.CheckOwnChat(turn);

    /// <summary>Why the person may not read this entry as somebody who manages it; null where they may.</summary>
    public static Refusal? CheckManaging(Turn turn, LedgerEntry entry)
        => CheckOwnChat(turn) ?? (entry.Organisation.Id != turn.Actor.Organisation.Id ? new Refusal("ledger.refused.unknown")
            : entry.MayBeManagedBy(turn.Actor) ? null : new Refusal("ledger.refused.role"));
}
