using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>The asker, an organiser or a chair opens the dialog in which they say what came of a poll.</summary>
internal sealed class OpenOutcome(PollShelf shelf, OutcomeCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (OutcomeDraft.WhyNot(head.Poll, turn.Actor, turn.At) is { } refusal)
            return new Answer.Refused(refusal);
        var draft = head.Outcome is { } said
            ? new OutcomeDraft(said.Kind.ToString(), said.Words, said.SaidBy, said.ReviewOn is { } review ? OutcomeRows.Text(review) : "")
            : new OutcomeDraft("", "", turn.Actor.Name, "");
        return cards.Form(turn, head, draft, problem: null);
    }
}
