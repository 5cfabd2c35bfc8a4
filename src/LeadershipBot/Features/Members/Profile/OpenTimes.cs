using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person opens the dialog in which they say when they may be asked.</summary>
internal sealed class OpenTimes(TimesDialog dialog) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(dialog.Open(turn, AskTimes.Of(turn.Settings)));
}
