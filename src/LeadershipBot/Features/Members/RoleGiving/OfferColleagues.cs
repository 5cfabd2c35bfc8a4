using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>Any member whom the organisation lists types some letters of a name into a dialog, and is offered their colleagues there.</summary>
internal sealed class OfferColleagues(OfferPeople people) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => turn.Actor.Hat.IsListed ? people.HandleAsync(turn, cancellationToken) : Task.FromResult<Answer>(new Answer.Offered([]));
}
