using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls;

/// <summary>One server's share of the tally.</summary>
/// <param name="Tally">What it counted.</param>
/// <param name="IsFinal">Set when the poll has ended, so that no vote decided before can be committed after.</param>
/// <param name="ETag">Its version.</param>
internal sealed record PollShard(PollTally Tally, bool IsFinal, string ETag);
