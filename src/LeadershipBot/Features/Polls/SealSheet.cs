using LeadershipBot.Domain;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A member sends a page of the dialog in which an anonymous poll is answered. Nothing of it is kept before the last page;
/// with that the answer counts, for good, and the reply holds the receipt, once.
/// </summary>
internal sealed class SealSheet(PollShelf shelf, ITeams teams, SealedVoteBox box, PollInterests interests, AnonymousBoxes boxes, SheetCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var key = turn.Data.Text("poll");
        if (await shelf.FindAsync(key, cancellationToken) is not { Poll.IsAnonymous: true } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (await teams.WhyNotFilledAsync(head, turn, cancellationToken) is { } outside)
            return new Answer.Refused(outside);
        if (SheetForm.EditionIn(turn.Data) != head.Poll.Edition)
            return cards.Page(turn, head, SheetForm.Begin(head.Poll, null), new Refusal(PollRefusals.Edited));
        var form = SheetForm.Read(turn.Data, head.Poll);
        if (form.Turned(head.Poll, turn) is { } turned)
            return cards.Page(turn, head, turned.Form, turned.Problem);
        if (head.Poll.Rules.HasMatter && await WhyNotTakenAsync(turn, head, cancellationToken) is { } notTaken)
            return notTaken.TextKey == PollRefusals.AsksInterest ? cards.Page(turn, head, form, notTaken) : new Answer.Refused(notTaken);

        if ((await box.TakeAsync(key, new SealedVote(turn, form.Sheet, form.Edition), cancellationToken)).IsRefused(out var refusal, out var receipt))
            return new Answer.Refused(refusal);
        var text = library.Text;
        return new Answer.Card(NoticeCard.Of(text, text.Plain("polls.seal.recorded"), null, [text.ReceiptOnce(receipt)]));
    }

    /// <summary>
    /// Somebody with an interest in the matter isn't asked: without names their answer can't be counted apart. Only that is
    /// kept, and only before they have answered: then nobody could find what to take out.
    /// </summary>
    private async Task<Refusal?> WhyNotTakenAsync(Turn turn, PollHead head, CancellationToken cancellationToken)
    {
        if (await boxes.Roll.HasAnsweredAsync(head.Box!.At, turn.Actor.Id, cancellationToken) is true)
            return new Refusal("anonymous.refused.answered");
        var known = await interests.OfAsync(head, turn, cancellationToken);
        if (!known.HasDeclared && !known.IsOffRoll && PollInterests.Said(turn.Data) is null)
            return new Refusal(PollRefusals.AsksInterest, ("matter", head.Poll.Rules.Matter));
        if (!known.HasDeclared && PollInterests.Said(turn.Data) is false)
        {
            if (known.IsOffRoll)
                await interests.ComeBackAsync(head.PartitionKey, turn.Actor.Id, cancellationToken); // it was a mistake
            return null;
        }

        await interests.LeaveOffAsync(head.PartitionKey, turn.Actor.Id, cancellationToken);
        return Conflicted.Refuses(head.Poll.Privacy.Voice);
    }
}
