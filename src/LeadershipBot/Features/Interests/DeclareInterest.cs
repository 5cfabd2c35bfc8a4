using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>A member sends the dialog: an interest is declared, or changed with what it was kept as history.</summary>
internal sealed class DeclareInterest(InterestMaking making, InterestCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (InterestGate.Check(turn) is { } notHere)
            return new Answer.Refused(notHere);
        var form = InterestForm.Read(turn.Data, otherwise: turn.Intent.Key);
        if (form.Draft.Check(turn.Today).IsRefused(out var problem, out var interest))
            return cards.Form(turn, form, problem);
        var ruling = form.Id.Length == 0
            ? await making.DeclareAsync(turn, interest, cancellationToken)
            : await making.ChangeAsync(turn, form.Id, form.Version, _ => interest, Audit.Entry(turn.Actor.Organisation.Id, turn, "interests.changed"), cancellationToken);
        return ruling.IsRefused(out var refusal, out var declared)
            ? new Answer.Refused(refusal)
            : new Answer.Say(cards.Recorded(turn, declared));
    }
}
