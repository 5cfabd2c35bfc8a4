using LeadershipBot.Microsoft365.Graph.Calendars;

namespace LeadershipBot.Shell.Graph;

/// <summary>Hears what Microsoft Graph tells of subscriptions. Answered by the feature that subscribed.</summary>
public interface IGraphNotified
{
    /// <summary>
    /// Writes down that there is work to do, and does it later. Safe to repeat: notifications come twice, late and in any order.
    /// </summary>
    /// <returns>Whether it is known; nothing was written where it isn't, since anybody can send one.</returns>
    /// <exception cref="Storage.StoreUnavailableException">It could not be written down: Graph tells it again.</exception>
    Task<bool> HearAsync(Notification notification, CancellationToken cancellationToken);
}
