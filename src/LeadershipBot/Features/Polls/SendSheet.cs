using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A member sends a page of the dialog in which a poll is answered: what can't be taken comes back with what was typed;
/// then the next page comes, and with the last one the answer counts. A survey that is left half filled in goes on there.
/// </summary>
internal sealed class SendSheet(PollShelf shelf, ITeams teams, VoteBox box, SheetCards cards, PollCards polls, HalfFilled half) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var key = turn.Data.Text("poll");
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (head.Poll.IsAnonymous)
            return new Answer.Refused(new Refusal(SheetForm.EditionIn(turn.Data) == head.Poll.Edition ? "polls.refused.unknown" : PollRefusals.Edited)); // its dialog comes another way
        if (await teams.WhyNotFilledAsync(head, turn, cancellationToken) is { } refused)
            return new Answer.Refused(refused);
        if (SheetForm.EditionIn(turn.Data) != head.Poll.Edition)
            return cards.Page(turn, head, SheetForm.Begin(head.Poll, null), new Refusal(PollRefusals.Edited));
        var form = SheetForm.Read(turn.Data, head.Poll);
        if (form.Turned(head.Poll, turn) is { } turned)
        {
            if (turned.Form.Page > form.Page)
                await half.KeepAsync(turn, head, form, cancellationToken);
            return cards.Page(turn, head, turned.Form, turned.Problem);
        }

        return await CountAsync(turn, key, form, cancellationToken);
    }

    private async Task<Answer> CountAsync(Turn turn, string key, SheetForm form, CancellationToken cancellationToken)
    {
        var voted = await box.TakeAsync(key, new Vote(turn, (_, _) => new ReadSheet(form.Sheet)) { Edition = form.Edition }, cancellationToken);
        if (voted is not { Head: { } head, Tally: { } tally })
            return new Answer.Unusable(voted.Refused!);
        if (voted.Refused is { TextKey: PollRefusals.Edited } edited) // just now
            return head.Poll.IsAnonymous ? new Answer.Refused(edited) : cards.Page(turn, head, SheetForm.Begin(head.Poll, null), edited);
        if (voted.Refused is { } refused)
            return refused.TextKey == PollRefusals.Closed ? new Answer.Refused(refused) : cards.Page(turn, head, form, refused);
        if (head.Poll.IsSurvey)
            await half.DeleteOfAsync(head.PartitionKey, turn.Actor.Id, cancellationToken);
        return new Answer.Say(cards.Recorded(head.Poll)) { Renewed = polls.For(turn, head, tally, voted.Standing) };
    }
}
