using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls;

/// <summary>How a person stands to a poll.</summary>
/// <param name="HasAnswered">Whether they have answered.</param>
/// <param name="Sheet">What; null if they haven't, took it back, or nobody can know.</param>
internal sealed record PollStanding(bool HasAnswered, AnswerSheet? Sheet)
{
    public static PollStanding Of(AnswerSheet? sheet) => new(sheet is not null, sheet);
}
