using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>A member sees what they declared in this organisation; in their own chat only, since others read along elsewhere.</summary>
internal sealed class ShowInterests(InterestShelf shelf, InterestCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Say(library.Text.Plain("interests.mine.elsewhere"));
        if (InterestGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("page", out var page);
        var mine = await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, cancellationToken);
        return new Answer.Card(cards.Mine(turn, mine, page));
    }
}
