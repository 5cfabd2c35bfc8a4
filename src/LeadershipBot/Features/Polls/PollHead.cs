using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
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
    /// <summary>Where answers lie that the storage can't tell apart; null where the poll isn't anonymous.</summary>
    public BoxHead? Box { get; init; }

    /// <summary>When its cards were last brought up to date after votes; null if they never were.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>Where the card stands that tells its asker of a scheduled poll; null where there is none.</summary>
    public Record? OwnersCard { get; init; }

    /// <summary>The answers from which it is counted; null where the tallies are the count.</summary>
    public CastVotes? Votes { get; init; }

    /// <summary>What came of it; null while nobody has said.</summary>
    public PollOutcome? Outcome { get; init; }

    /// <summary>Whether so many wrote something that it is read: known once it has ended.</summary>
    public bool HasReadComments { get => Box?.HasComments ?? field; init; }

    /// <summary>The run before, whose result may stand beside this one's; null where there is none, or this one's isn't published.</summary>
    public PollHead? Before { get; init; }

    /// <summary>Whether it has ended and everything is counted, so that its result is shown and changes no more.</summary>
    public bool IsPublished => Shards.Count == PollRows.Shards && Shards.Values.All(shard => shard.IsFinal) && Box is null or { IsClosed: true };

    public string PartitionKey => PollRows.PartitionOf(Poll);

    public PollTally Tally => Shards.Values.Aggregate(PollTally.Empty(Poll.Questions), (sum, shard) => sum.Plus(shard.Tally));

    public bool WasPostedIn(Place place) => AskedIn == place.WholeConversationId || Cards.Any(c => c.Place.WholeConversationId == place.WholeConversationId);
}
