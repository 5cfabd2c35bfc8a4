using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A member sends a page of the dialog in which an anonymous poll is answered. Nothing of it is kept before the last page;
/// with that the answer counts, for good, and the reply holds the receipt, once.
/// </summary>
internal sealed class SealSheet(PollShelf shelf, SealedVoteBox box, SheetCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var key = turn.Data.Text("poll");
        if (await shelf.FindAsync(key, cancellationToken) is not { Poll.IsAnonymous: true } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (head.Poll.WhyNotYet(turn.At, turn.TimeZone) is { } early)
            return new Answer.Refused(early);
        if (SheetForm.EditionIn(turn.Data) != head.Poll.Edition)
            return cards.Page(turn, head, SheetForm.Begin(head.Poll, null), new Refusal(PollRefusals.Edited));
        var form = SheetForm.Read(turn.Data, head.Poll);
        if (form.Turned(head.Poll, turn) is { } turned)
            return cards.Page(turn, head, turned.Form, turned.Problem);

        if ((await box.TakeAsync(key, new SealedVote(turn, form.Sheet, form.Edition), cancellationToken)).IsRefused(out var refusal, out var receipt))
            return new Answer.Refused(refusal);
        var text = library.Text;
        return new Answer.Card(NoticeCard.Of(text, text.Plain("polls.seal.recorded"), null, [text.ReceiptOnce(receipt)]));
    }
}
