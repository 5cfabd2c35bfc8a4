using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>A poll with all that a turn needs of it, as it was read at one moment.</summary>
/// <param name="Poll">The poll.</param>
/// <param name="AskedIn">The whole conversation in which it was asked; null if it was made in the compose box.</param>
/// <param name="ETag">The version of the poll's own row.</param>
/// <param name="Shards">The tally of each server that took votes.</param>
/// <param name="Cards">Where its cards stand.</param>
/// <param name="Outbox">What is outstanding, by row key.</param>
internal sealed record PollHead(
    Poll Poll,
    string? AskedIn,
    string ETag,
    IReadOnlyDictionary<int, PollShard> Shards,
    IReadOnlyList<PollCard> Cards,
    IReadOnlyDictionary<string, Record> Outbox)
{
    public string PartitionKey => PollRows.PartitionOf(Poll);

    public PollTally Tally => Shards.Values.Aggregate(PollTally.Empty(Poll.Questions), (sum, shard) => sum.Plus(shard.Tally));

    public bool WasPostedIn(Place place) => AskedIn == place.WholeConversationId || Cards.Any(c => c.Place.WholeConversationId == place.WholeConversationId);
}
