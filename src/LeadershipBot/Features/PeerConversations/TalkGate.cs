using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Who may take part in conversations, and arrange them; always in their own chat.</summary>
internal static class TalkGate
{
    /// <summary>Who says how often people are matched, and matches practices on a measure.</summary>
    public const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <summary>Why not here; null where they may.</summary>
    public static Refusal? Check(Turn turn) => PeerGate.Listed.CheckOwnChat(turn);
}
