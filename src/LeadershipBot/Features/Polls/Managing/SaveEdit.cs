using LeadershipBot.Domain;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>They save the changed poll: all its cards then show it so. If somebody was faster with an answer, it stays as it was.</summary>
internal sealed class SaveEdit(PollShelf shelf, PollEdits edits, AskChecking checking, PollFormCards forms) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (await edits.WhyNotAsync(turn, head, cancellationToken) is { } refusal)
            return new Answer.Refused(refusal);
        var form = PollForm.Read(turn.Data, otherwise: turn.Intent.Key, head.Poll.Organisation.Id) with { Edits = EditedPoll.Of(head).As(turn.Data) };
        return (await checking.CheckAsync(turn, form, counts: false, cancellationToken, head.Poll.IsScheduled ? null : head.Poll)).IsRefused(out var unfit, out var plan)
            ? await forms.FormAsync(turn, form, unfit, cancellationToken)
            : await edits.SaveAsync(turn, form.Edits, plan, cancellationToken);
    }
}
