using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>They look at the changed poll before it is saved, or turn back to the form. What can't be taken comes back with what was typed still in it.</summary>
internal sealed class PreviewEdit(PollShelf shelf, PollEdits edits, AskChecking checking, PollFormCards forms, PollPreview preview) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (await edits.WhyNotAsync(turn, head, cancellationToken) is { } refusal)
            return new Answer.Refused(refusal);
        var form = PollForm.Read(turn.Data, otherwise: turn.Intent.Key, head.Poll.Organisation.Id) with { Edits = EditedPoll.Of(head).As(turn.Data) };
        if (turn.Data.Text("go") == PreviewPoll.Back)
            return await forms.FormAsync(turn, form, problem: null, cancellationToken);
        if ((await checking.CheckAsync(turn, form, counts: true, cancellationToken, head.Poll.IsScheduled ? null : head.Poll)).IsRefused(out var unfit, out var plan))
            return await forms.FormAsync(turn, form, unfit, cancellationToken);
        return head.Poll.Edited(turn.Actor, PollEdits.Of(plan), hasAnswers: false, turn.At).IsRefused(out var loosened, out _)
            ? await forms.FormAsync(turn, form, loosened, cancellationToken)
            : await preview.ShowAsync(turn, plan, form.Nonce, form.ToCarried(), isSurvey: false, cancellationToken, form.Edits);
    }
}
