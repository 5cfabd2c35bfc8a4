using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>A member opens the dialog in which something is raised anonymously. Who may not, and that it can't be kept now, is said before anything is typed.</summary>
internal sealed class OpenAnonymous(AnonymousBox box, AnonymousCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return await box.WhyNotAsync(turn, cancellationToken) is { } notNow
            ? new Answer.Refused(notNow)
            : cards.Form(turn, chance.NewId(), AnonymousWeek.Now(turn.At), "", problem: null);
    }
}
