using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>A member sends the poll's dialog. What can't be taken comes back with what was typed still in it.</summary>
internal sealed class CreatePoll(PollMaking making, PollCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = PollForm.Read(turn.Data, otherwise: turn.Intent.Key, turn.Actor.Organisation.Id);
        if (PollDraft.Check(form.Question, form.Choices, turn.Today).IsRefused(out var refusal, out var draft))
            return cards.Form(turn, form, refusal);
        return form.IsForEverybody && !PollCards.MayAskEverybody(turn)
            ? cards.Form(turn, form, new Refusal("polls.refused.everybody"))
            : await making.MakeAsync(turn, draft, form.ClosesAt(turn.At), form.IsForEverybody, cancellationToken);
    }
}
