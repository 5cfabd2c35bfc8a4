using LeadershipBot.Shell.Gates;

namespace LeadershipBot.Shell.Recognition;

/// <summary>The way in to what colleagues do with and for each other: rounds, conversations, thanks.</summary>
internal static class PeerGate
{
    public static ListedGate Listed { get; } = new("peers.refused.otherOrganisation", "peers.refused.notListed", "peers.refused.ownChat");
}
