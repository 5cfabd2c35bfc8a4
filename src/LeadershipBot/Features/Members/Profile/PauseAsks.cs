using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person types that they don't want to be asked for a while (<c>pause 2 weeks</c>, <c>pause until 1 May</c>), or again (<c>pause off</c>).</summary>
internal sealed class PauseAsks(PauseCards cards, SelfShelf selves, AskBook asks) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new Refusal("profile.refused.elsewhere"));
        if (turn.Words.Length == 0)
            return new Answer.Card(cards.State(turn, turn.Settings.PausedUntil, wasChanged: false));
        if (Pausing.Read(turn.Words, turn.At, turn.TimeZone).IsRefused(out var refusal, out var order))
            return new Answer.Refused(refusal);
        var settings = await selves.ChangeAsync(turn.Actor.MemberId, now => now with { PausedUntil = order.Until }, cancellationToken);
        await asks.ReconsiderAsync(turn.Actor.MemberId, settings, turn.TimeZone, cancellationToken);
        return new Answer.Card(cards.State(turn, order.Until, wasChanged: true));
    }
}
