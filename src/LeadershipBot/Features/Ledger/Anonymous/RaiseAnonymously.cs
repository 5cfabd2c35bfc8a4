using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>
/// A member sends that dialog: their words lie in the week's locked box, and the reply to this press, and nothing else,
/// shows the code by which they learn what becomes of it.
/// </summary>
internal sealed class RaiseAnonymously(AnonymousBox box, AnonymousCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var words = turn.Data.Text("words");
        if (LedgerTexts.Check(words, LedgerLimits.WordsMax, turn.Today) is { } wrong)
            return Again(turn, words, wrong);
        var now = AnonymousWeek.Now(turn.At);
        if (!turn.Data.TryText("nonce", out _) || !RaiseWeek.TryRead(turn.Data.Text("week"), out var week) || (week != now && week != now.Before))
            return Anew(turn, words);
        if (!(await box.RaiseAsync(turn, week, words, cancellationToken)).IsRefused(out var notTaken, out var code))
            return cards.Given(turn, code, week);
        return notTaken.TextKey == "anonymous.refused.tooLate" ? Anew(turn, words) : Again(turn, words, notTaken);
    }

    /// <summary>The same dialog, with what is wrong: nothing was kept, so it is still the same intent.</summary>
    private Answer.Dialog Again(Turn turn, string words, Refusal problem)
    {
        var week = RaiseWeek.TryRead(turn.Data.Text("week"), out var opened) ? opened : AnonymousWeek.Now(turn.At);
        return cards.Form(turn, turn.Data.TryText("nonce", out var nonce) ? TurnData.Clip(nonce, 60) : chance.NewId(), week, TurnData.Clip(words, LedgerLimits.WordsMax), problem);
    }

    /// <summary>It was opened in a week that has been passed on: whether it was sent then nobody can tell, but the person.</summary>
    private Answer.Dialog Anew(Turn turn, string words)
        => cards.Form(turn, chance.NewId(), AnonymousWeek.Now(turn.At), TurnData.Clip(words, LedgerLimits.WordsMax), new Refusal("ledger.refused.oldDialog"));
}
