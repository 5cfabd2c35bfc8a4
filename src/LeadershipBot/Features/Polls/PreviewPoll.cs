using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A member looks at what they are about to ask, with what it promises and how many it asks, or turns back to the form. What
/// can't be taken comes back with what was typed still in it.
/// </summary>
internal sealed class PreviewPoll(AskChecking checking, PollFormCards cards, PollPreview preview) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = PollForm.Read(turn.Data, otherwise: turn.Intent.Key, turn.Actor.Organisation.Id);
        if (turn.Data.Text("go") == Back)
            return await cards.FormAsync(turn, form, problem: null, cancellationToken);
        return (await checking.CheckAsync(turn, form, counts: true, cancellationToken)).IsRefused(out var refusal, out var plan)
            ? await cards.FormAsync(turn, form, refusal, cancellationToken)
            : await preview.ShowAsync(turn, plan, form.Nonce, form.ToCarried(), isSurvey: false, cancellationToken);
    }

    /// <summary>What the button holds that turns back to the form.</summary>
    public const string Back = "back";
}
