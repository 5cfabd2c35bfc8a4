using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.PeerReview;

/// <summary>Who may take part in rounds, and run them; always in their own chat.</summary>
internal static class ReviewGate
{
    /// <summary>Who runs rounds.</summary>
    public const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <summary>Why not here: the card is about another organisation, no organisation lists the person, or others could read it; null where they may.</summary>
    public static Refusal? Check(Turn turn) => PeerGate.Listed.CheckOwnChat(turn);
}
