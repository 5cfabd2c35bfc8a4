using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>An organiser, a chair or an administrator sees how many of the organisation can be reached, and why others can't.</summary>
internal sealed class ShowReach(OrganisationShelf organisations, ReachCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        turn.Data.TryNumber("page", out var page);
        return await card.AnswerAsync(turn, organisation, page, null, cancellationToken);
    }
}
