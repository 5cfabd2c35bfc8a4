using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Somebody whom an organisation lists wants to join another one of their tenant: they choose it.</summary>
internal sealed class OpenJoin(JoinDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => turn.Place.Scope is Scope.Personal
            ? await dialog.OpenAsync(turn, problem: null, cancellationToken)
            : new Answer.Refused(new Refusal("profile.refused.elsewhere"));
}
