using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls;

/// <summary>The result of a poll that has ended, group by group. Nothing of it is shown but through <see cref="PollDisclosure"/>.</summary>
/// <param name="Groups">What each group answered, by its name in the store; without a breakdown one, without a name.</param>
/// <param name="Comments">How many people wrote something.</param>
internal sealed record PollGroupResults(IReadOnlyDictionary<string, PollTally> Groups, int Comments)
{
    /// <summary>Of an anonymous poll each question, reduced to what may be shown; null where the groups stand as they answered.</summary>
    public IReadOnlyList<Collected>? Kept { get; init; }
}
