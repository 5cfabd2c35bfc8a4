using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>A member opens the dialog in which they say that an interest has ended.</summary>
internal sealed class OpenInterestEnd(InterestShelf shelf, InterestCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (InterestGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("interest"), cancellationToken) is { } declared
            ? cards.End(turn, declared, chance.NewId(), problem: null)
            : new Answer.Refused(new Refusal("interests.refused.unknown"));
    }
}
