namespace LeadershipBot.Domain.Polls;

/// <summary>Of which ready-made set of questions a poll was made, so that its result can be read beside that of the run before.</summary>
/// <param name="Id">The set's: letters.</param>
/// <param name="Version">From 1; the set's questions have changed since where it is another.</param>
public sealed record PollSet(string Id, int Version);
