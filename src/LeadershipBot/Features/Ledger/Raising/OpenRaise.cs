using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.Text;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Raising;

/// <summary>A member wants to raise something: a card with one button, since a dialog opens by a button only.</summary>
internal sealed class OpenRaise(RaiseCards cards) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(Start(turn));

    private Answer Start(Turn turn)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (PatientData.FindIn(turn.Words, turn.Today) is not null)
            return new Answer.Refused(new Refusal("shell.refused.patientData"));
        var words = turn.Place.Scope is Scope.Personal && turn.Words.Length <= LedgerLimits.WordsMax ? turn.Words : "";
        return new Answer.Card(cards.Start(turn, words));
    }
}

/// <summary>A member opens the dialog in which something is raised; confidential is chosen.</summary>
internal sealed class OpenRaiseForm(RaiseCards cards, Chance chance) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(LedgerGate.Check(turn) is { } refusal
            ? new Answer.Refused(refusal)
            : cards.Form(turn, chance.NewId(), SendRaise.Confidential, turn.Data.Text("words", LedgerLimits.WordsMax), standsInChat: turn.Data.TryText("words", out _), problem: null));
}
