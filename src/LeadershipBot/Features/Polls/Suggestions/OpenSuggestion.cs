using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>Somebody who is asked opens the dialog in which a further choice is suggested.</summary>
internal sealed class OpenSuggestion(PollShelf shelf, ITeams teams, SuggestionCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        return await WhyNotAsync(turn, head, shelf, teams, cancellationToken) is { } refusal
            ? new Answer.Refused(refusal)
            : cards.Form(turn, head, "", problem: null);
    }

    /// <summary>Why this person can't suggest anything here; null if they can. They must be among those who may answer, or who decide.</summary>
    public static async Task<Refusal?> WhyNotAsync(Turn turn, PollHead head, PollShelf shelf, ITeams teams, CancellationToken cancellationToken)
    {
        var mayManage = head.Poll.MayBeManagedBy(turn.Actor);
        if (!mayManage && await teams.WhyNotAnsweredAsync(head, turn, cancellationToken) is { } outside)
            return outside;
        if (head.Poll.WhyNotYet(turn.At, turn.TimeZone) is { } early)
            return early;
        if (Suggesting.WhyNot(head.Poll, turn.At) is { } refusal)
            return refusal;
        if (mayManage)
            return null;
        if (VoterRule.CountsFor(head, turn.Actor).IsRefused(out var another, out _))
            return another;
        return await shelf.IsOffRollAsync(head, turn.Actor.Id, cancellationToken) ? new Refusal("polls.refused.notAsked") : null;
    }
}
