using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.Thanks;

/// <summary>Who may thank, and where.</summary>
internal static class ThanksGate
{
    /// <summary>Who may keep public thanks from others' eyes.</summary>
    public const Roles Moderators = Roles.Organiser | Roles.Chair;

    /// <summary>Why not here: the card is about another organisation, or no organisation lists the person; null where they may.</summary>
    public static Refusal? Check(Turn turn) => PeerGate.Listed.Check(turn);

    /// <summary>The same, for what only the one person may see: it stays in their own chat.</summary>
    public static Refusal? CheckOwnChat(Turn turn) => PeerGate.Listed.CheckOwnChat(turn);
}
