using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>A member states that they have nothing to declare, or that what they declared is still right: dated, and no more than one tap.</summary>
internal sealed class StateInterests(InterestShelf shelf, InterestMaking making, InterestCards cards, CardLibrary library) : ISlice
{
    public const string NothingVerb = "interests.nothing";
    public const string UnchangedVerb = "interests.confirm";

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (InterestGate.Check(turn) is { } notHere)
            return new Answer.Refused(notHere);
        var says = turn.Verb == NothingVerb ? StatementKind.Nothing : StatementKind.Unchanged;
        var ruling = await making.StateAsync(turn, says, cancellationToken);
        if (ruling.IsRefused(out var refusal, out var stated))
            return new Answer.Refused(refusal);
        var when = InterestWords.Date(turn.Today);
        var recorded = stated.Says is StatementKind.Nothing
            ? library.Text.Format("interests.stated.nothing", ("when", when))
            : library.Text.Format("interests.stated.unchanged", ("when", when));
        var mine = await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, cancellationToken);
        return new Answer.Card(cards.Mine(turn, mine, page: 0, recorded));
    }
}
