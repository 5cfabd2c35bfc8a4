using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Features.Meetings;

/// <summary>Why a register was changed after it was closed, or quorum or agenda after the meeting had begun.</summary>
internal sealed record Correction(DateTimeOffset At, Person? By, string Reason)
{
    /// <summary>Whether quorum or agenda were changed.</summary>
    public bool IsOfContent { get; init; }
}
