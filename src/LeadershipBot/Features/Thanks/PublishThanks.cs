using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>A member looks at one of them.</summary>
internal sealed class OpenReceived(ThanksShelf shelf, ThanksCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("thanks"), cancellationToken) is { } thanks
            ? new Answer.Card(cards.Received(thanks, note: null))
            : new Answer.Unusable(new Refusal("thanks.refused.unknown"));
    }
}

/// <summary>
/// Who was thanked lets others see it, where who thanked agreed, as they read it: where it was written anew meanwhile, they read that
/// first. Or they take it back. Pressing twice is once.
/// </summary>
internal sealed class PublishThanks(ThanksShelf shelf, ThanksCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, me, id, isBack) = (turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("thanks"), turn.Data.Text("take") == "back");
        var read = turn.Data.Text("stamp");
        var ruling = await shelf.ChangeAsync(
            organisation,
            me,
            id,
            now => isBack ? now.TakenBack() : read == ThanksCards.StampOf(now) ? now.Publish(turn.At) : new Refusal("thanks.refused.changed"),
            (before, after) => ThanksDigest.Listing(before, after, turn.At),
            cancellationToken);
        if (!ruling.IsRefused(out var no, out var thanks))
            return new Answer.Card(cards.Received(thanks, library.Text.Format(isBack ? "thanks.takenBack" : "thanks.published")));
        return no.TextKey == "thanks.refused.changed" && await shelf.FindAsync(organisation, me, id, cancellationToken) is { } there
            ? new Answer.Card(cards.Received(there, note: null, library.Text.Format("thanks.refused.changed")))
            : new Answer.Refused(no);
    }
}
