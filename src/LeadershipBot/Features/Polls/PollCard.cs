using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>A card of a poll that everybody in a conversation sees.</summary>
/// <param name="Place">The conversation.</param>
/// <param name="ActivityId">The card's message.</param>
/// <param name="MembersAtLeast">How many people were in it when it was posted, counted to 100; 0 if not counted.</param>
internal sealed record PollCard(Place Place, string ActivityId, int MembersAtLeast)
{
    /// <summary>Teams asks for each viewer's own card by itself up to this many people.</summary>
    public const int OwnViewsMax = 60;

    public bool IsLarge => MembersAtLeast is 0 or > OwnViewsMax;
}
