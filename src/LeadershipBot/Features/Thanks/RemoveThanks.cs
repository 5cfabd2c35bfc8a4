using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>Who was thanked removes it, for both, and with it what was reported of it; asked once whether they are sure. Pressing twice is once.</summary>
internal sealed class RemoveThanks(ThanksShelf shelf, ThanksCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var found = await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("thanks"), cancellationToken);
        if (found is not null && turn.Data.Text("sure") != "true")
            return new Answer.Card(cards.Removing(found));
        if (found is not null)
            await shelf.RemoveAsync(found, Removal.Plain, turn.At, cancellationToken);
        return new Answer.Card(await cards.MineAsync(turn, 0, library.Text.Format("thanks.removed"), cancellationToken));
    }
}

/// <summary>How it comes that thanks are removed.</summary>
/// <param name="Outcome">What those are told who reported them.</param>
/// <param name="With">What else is to change with it.</param>
internal sealed record Removal(string Outcome, IReadOnlyList<Change> With)
{
    /// <summary>Whom they thank removes them, is forgotten, or they are old: nobody decided.</summary>
    public static Removal Plain { get; } = new(TellReporter.Gone, []);
}
