using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;

namespace LeadershipBot.Shell.Sending;

/// <summary>One sending: what is sent, and what is wanted of it. Who gets it lies in its shards.</summary>
/// <param name="Id">Letters and digits.</param>
/// <param name="Kind">Which <see cref="ISendingSource"/> makes it.</param>
/// <param name="Subject">What it is about, as that source knows it; at most 120 letters, digits, hyphens and dots.</param>
/// <param name="OrganisationId">The organisation that sends.</param>
/// <param name="StartedBy">Who had it sent; the default value where they were forgotten.</param>
public sealed record SendingHead(string Id, string Kind, string Subject, string OrganisationId, MemberId StartedBy)
{
    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }

    /// <summary>When it was ordered.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When it begins.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>What is wanted of it now.</summary>
    public Wanted Wanted { get; init; } = new(1, 1, IsCancelled: false, IsWithdrawn: false);

    /// <summary>Over how many shards the recipients are spread; 0 until they are being written down.</summary>
    public int Shards { get; init; }

    /// <summary>When all recipients had been written down, so that sending began; null until then.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>Where the one who had it sent watches it: their own chat; null where nobody does.</summary>
    public Place? WatchedIn { get; init; }

    /// <summary>The message in <see cref="WatchedIn"/> that shows how far it is; empty until it was sent.</summary>
    public string WatchedBy { get; init; } = "";

    /// <summary>The partition of one of its shards.</summary>
    public string ShardKey(int shard) => SendingRows.ShardKey(Id, shard);

    /// <summary>The shard in which a recipient lies.</summary>
    public string ShardKeyOf(string targetKey) => ShardKey(new ServerName(targetKey).ShardOf(Shards));
}
