using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls;

/// <summary>A person's answer.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Name">Their name then.</param>
/// <param name="Practice">Their practice then; null if they had none.</param>
/// <param name="Sheet">What they said; null if they took it back, which stays known so that an older press which comes late doesn't count.</param>
/// <param name="AnsweredAt">When it reached us.</param>
/// <param name="SentAt">When Teams says it was pressed.</param>
internal sealed record PollAnswer(string MemberId, string Name, PracticeName? Practice, AnswerSheet? Sheet, DateTimeOffset AnsweredAt, DateTimeOffset SentAt)
{
    /// <summary>In which group of the poll's breakdown they stood; empty for none.</summary>
    public string Group { get; init; } = "";

    /// <summary>For which practices it counts, where practices vote.</summary>
    public PracticeCodes CountsFor { get; init; } = PracticeCodes.None;

    /// <summary>Whether they have an interest in the poll's matter, so that it is counted apart.</summary>
    public bool IsApart { get; init; }
}
