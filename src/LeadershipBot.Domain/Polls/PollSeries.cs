namespace LeadershipBot.Domain.Polls;

/// <summary>Which of several polls that ask the same one after the other a poll is, so that its result can be read beside the one before.</summary>
/// <param name="Id">The same for all of them: letters and digits.</param>
/// <param name="Number">From 1, in the order in which they were asked.</param>
public sealed record PollSeries(string Id, int Number);
