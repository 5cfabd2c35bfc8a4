namespace LeadershipBot.Shell;

/// <summary>What tells this server from the others that run the same bot: it keeps its own shard of each tally.</summary>
/// <param name="Value">Machine and process; no secret, no meaning beyond being different.</param>
public sealed record ServerName(string Value)
{
    public static ServerName OfThisProcess { get; } = new($"{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>One of so many shards, always the same for the same name. Two servers may meet in one: they then take turns.</summary>
    public int ShardOf(int shards)
    {
        var hash = 2166136261u; // FNV-1a: the same in every process, unlike string.GetHashCode
        foreach (var letter in Value)
            hash = (hash ^ letter) * 16777619u;
        return (int)(hash % (uint)shards);
    }
}
