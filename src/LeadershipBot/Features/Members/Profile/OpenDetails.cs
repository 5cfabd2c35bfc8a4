using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person opens the dialog in which they say where and as what they work.</summary>
internal sealed class OpenDetails(DetailsDialog dialog, PracticeFinder practices) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        await practices.GetReadyAsync(turn.Actor, "", cancellationToken);
        return await dialog.OpenAsync(turn, turn.Actor.Organisation.Id, sent: null, problem: null, cancellationToken);
    }
}
