using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>The poll that a form changes.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Revision">Its revision when the form was opened: if it was changed meanwhile, nothing of that is overwritten.</param>
/// <param name="IsAsked">Whether it has opened, so that whom it asks, and when, has been settled.</param>
internal sealed record EditedPoll(string Key, int Revision, bool IsAsked)
{
    public static EditedPoll Of(PollHead head) => new(head.PartitionKey, head.Poll.Revision, !head.Poll.IsScheduled);

    /// <summary>The same poll, as a later page of the form names it.</summary>
    public EditedPoll As(TurnData data) => data.TryNumber("revision", out var revision) ? this with { Revision = revision } : this;
}
