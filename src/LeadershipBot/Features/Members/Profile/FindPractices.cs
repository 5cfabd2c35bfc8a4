using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person types a part of their practice's name, town, postcode or code, and chooses from what is found.</summary>
internal sealed class FindPractices(PracticeFinder finder) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => new Answer.Offered(await finder.FindAsync(turn.Actor, turn.Data.Text("organisation"), turn.Data.Text("words"), cancellationToken));
}
