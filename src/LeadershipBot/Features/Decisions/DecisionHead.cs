using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions;

/// <summary>Everything of a decision that every turn about it needs, read at once: not who said what to it.</summary>
/// <param name="Decision">The decision as it is.</param>
/// <param name="ETag">The version that was read.</param>
internal sealed record DecisionHead(Decision Decision, string ETag)
{
    /// <summary>What is being written: the draft, or a correction that nobody has seen yet; null if nothing.</summary>
    public DecisionContent? Writing { get; init; }

    /// <summary>The version of <see cref="Writing"/>; null where nothing is being written.</summary>
    public string? WritingETag { get; init; }

    /// <summary>What was asked before, and how it was answered, as it stood when the decision was sent or corrected.</summary>
    public IReadOnlyList<LinkedSummary> Linked { get; init; } = [];

    /// <summary>The conversation in which it was written; null where that was somebody's own chat.</summary>
    public Place? WrittenIn { get; init; }

    /// <summary>The channel into which it goes, or is to go; null where that is the conversation in which it was written, or none.</summary>
    public Place? Channel { get; init; }

    /// <summary>The conversation into which it goes where it goes into one; null where there is none.</summary>
    public Place? PostedIn => Channel ?? WrittenIn;

    /// <summary>What each server has counted.</summary>
    public IReadOnlyDictionary<int, ReactionShard> Shards { get; init; } = new Dictionary<int, ReactionShard>();

    public string PartitionKey => DecisionRows.PartitionOf(Decision);

    /// <summary>Whether it takes no reactions any more, and all are counted for good.</summary>
    public bool IsPublished => Shards.Count == DecisionRows.Shards && Shards.Values.All(shard => shard.IsFinal);

    /// <summary>Everybody's reactions.</summary>
    public ReactionTally Tally => Shards.Values.Aggregate(ReactionTally.Empty, (sum, shard) => sum.Plus(shard.Tally));

    /// <summary>Whether its card stands in this conversation.</summary>
    public bool WasPostedIn(Place place) => Decision.IsPostedHere && PostedIn?.WholeConversationId == place.WholeConversationId;
}

/// <summary>One server's share of the count.</summary>
/// <param name="Tally">What it counted.</param>
/// <param name="IsFinal">Set when it takes no reactions any more, so that none that was decided before can be committed after.</param>
/// <param name="ETag">Its version.</param>
internal sealed record ReactionShard(ReactionTally Tally, bool IsFinal, string ETag);

/// <summary>One member's reaction as it lies in the store.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Said">What they say.</param>
/// <param name="Group">The locality in which they are counted; empty for none.</param>
/// <param name="At">When it reached us.</param>
/// <param name="SentAt">When Teams says it was pressed.</param>
internal sealed record ReactionRow(string MemberId, Reaction Said, string Group, DateTimeOffset At, DateTimeOffset SentAt)
{
    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }
}
