using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>A member opens the dialog in which a poll is written.</summary>
internal sealed class OpenPollForm(PollFormCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => await cards.FormAsync(turn, PollForm.Empty(chance.NewId(), turn.Data.Text("question"), turn.Actor.Organisation.Id), problem: null, cancellationToken);
}
