using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>The order to show whoever had something sent how far it is.</summary>
internal static class WatchSending
{
    public const string Kind = "sending.watch";

    /// <summary>Shows it anew from now on, in the sending's own partition.</summary>
    public static Change Now(string sendingId, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(sendingId, Kind, "", now));
}
