namespace LeadershipBot.Shell.Anonymous;

/// <summary>Where a box lies: in the partition of the thing that asks. A thing has one at the most.</summary>
/// <param name="Table">The thing's table.</param>
/// <param name="PartitionKey">The thing's partition.</param>
internal sealed record BoxAt(string Table, string PartitionKey);
