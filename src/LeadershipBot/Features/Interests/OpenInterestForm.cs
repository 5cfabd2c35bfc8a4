using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>A member opens the dialog to declare an interest, also about an item (<see cref="InterestQuestion"/>), or to change one.</summary>
internal sealed class OpenInterestForm(InterestShelf shelf, InterestCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (InterestGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryText("interest", out var id))
            return cards.Form(turn, InterestForm.Empty(chance.NewId(), turn.Data.Text("about")), problem: null);
        return await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, id, cancellationToken) is { } declared
            ? cards.Form(turn, InterestForm.Of(chance.NewId(), declared), problem: null)
            : new Answer.Refused(new Refusal("interests.refused.unknown"));
    }
}
