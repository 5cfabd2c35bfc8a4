using LeadershipBot.Domain;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.Polls;

/// <summary>A member opens the dialog in which a poll is answered; what they answered, or began to, is in it already.</summary>
internal sealed class FillSheet(PollShelf shelf, ITeams teams, AnonymousBoxes boxes, SheetCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (await teams.WhyNotFilledAsync(head, turn, cancellationToken) is { } refused)
            return new Answer.Refused(refused);
        if (head.Box is { } box)
        {
            return await boxes.Roll.HasAnsweredAsync(box.At, turn.Actor.Id, cancellationToken) is true
                ? new Answer.Refused(new Refusal("anonymous.refused.answered"))
                : cards.Page(turn, head, SheetForm.Begin(head.Poll, null), problem: null);
        }

        var begun = await shelf.FindBegunAsync(head.Poll, turn.Actor.Id, cancellationToken);
        var mine = begun ?? (await shelf.FindAnswerAsync(head.PartitionKey, turn.Actor.Id, cancellationToken))?.Answer.Sheet;
        return cards.Page(turn, head, SheetForm.Begin(head.Poll, mine), problem: null);
    }
}
