using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person sees, in their own chat, what they are in their organisation and when they may be asked.</summary>
internal sealed class ShowProfile(ProfileCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => turn.Place.Scope is Scope.Personal
            ? new Answer.Card(await card.OfAsync(turn, cancellationToken))
            : new Answer.Refused(new Refusal("profile.refused.elsewhere"));
}
