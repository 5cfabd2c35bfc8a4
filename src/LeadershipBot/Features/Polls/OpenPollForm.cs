using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>A member opens the dialog in which a poll is written.</summary>
internal sealed class OpenPollForm(PollCards cards, Chance chance) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(cards.Form(turn, PollForm.Empty(chance.NewId(), turn.Data.Text("question"), turn.Actor.Organisation.Id), problem: null));
}
