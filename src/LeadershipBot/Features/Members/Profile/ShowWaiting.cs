using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>An organiser, chair or administrator, or the lead of a practice, sees who waits to be confirmed. Only in their own chat: names of others stand there.</summary>
internal sealed class ShowWaiting(WaitingCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new Refusal("profile.refused.elsewhere"));
        turn.Data.TryNumber("page", out var page);
        return new Answer.Card(await card.OfAsync(turn, page, done: null, cancellationToken));
    }
}
