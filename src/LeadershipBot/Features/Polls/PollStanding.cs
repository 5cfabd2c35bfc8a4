using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls;

/// <summary>How a person stands to a poll.</summary>
/// <param name="HasAnswered">Whether they have answered.</param>
/// <param name="Sheet">What; null if they haven't, took it back, or nobody can know.</param>
internal sealed record PollStanding(bool HasAnswered, AnswerSheet? Sheet)
{
    /// <summary>Who it is, by object id; empty for nobody in particular.</summary>
    public string Person { get; init; } = "";

    /// <summary>Whether their answer is counted apart, since they have an interest in the poll's matter.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether they aren't asked, since they have an interest in the matter of a poll that isn't named.</summary>
    public bool IsOffRoll { get; init; }

    /// <summary>The same, where it isn't to be said whether they have answered.</summary>
    public PollStanding WithoutAnswer => this with { HasAnswered = false, Sheet = null };

    public static PollStanding Of(AnswerSheet? sheet) => new(sheet is not null, sheet);

    public static PollStanding Of(PollAnswer? answer, string person) => Of(answer?.Sheet) with { Person = person, IsApart = answer?.IsApart is true };
}
