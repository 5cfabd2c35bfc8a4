using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person opens the dialog that asks until when they want to be asked nothing.</summary>
internal sealed class OpenPause(PauseCards cards) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(cards.Open(turn));
}
