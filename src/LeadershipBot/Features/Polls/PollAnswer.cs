using LeadershipBot.Domain.People;

namespace LeadershipBot.Features.Polls;

/// <summary>A person's named answer.</summary>
internal sealed record PollAnswer(string MemberId, string Name, PracticeName? Practice, int Choice, DateTimeOffset AnsweredAt, DateTimeOffset SentAt);
