using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>A member asks what they have looked at. What can't be taken any more comes back with what was typed still in it.</summary>
internal sealed class CreatePoll(AskChecking checking, PollMaking making, PollFormCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = PollForm.Read(turn.Data, otherwise: turn.Intent.Key, turn.Actor.Organisation.Id);
        return (await checking.CheckAsync(turn, form, counts: false, cancellationToken)).IsRefused(out var refusal, out var plan)
            ? await cards.FormAsync(turn, form, refusal, cancellationToken)
            : await making.MakeAsync(turn, plan, cancellationToken);
    }
}
