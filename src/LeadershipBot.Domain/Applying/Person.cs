using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Applying;

/// <summary>Somebody who is named.</summary>
/// <param name="Id">Their key among all people.</param>
/// <param name="Name">As it is shown.</param>
public sealed record Person(MemberId Id, string Name);
