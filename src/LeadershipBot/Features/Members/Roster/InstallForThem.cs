using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>An organiser has the bot installed for those who don't have it, where the tenant granted the permission.</summary>
internal sealed class InstallForThem(OrganisationShelf organisations, ReachReader reader, Installations installations, ReachCard card, GraphOptions graph, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!graph.Enabled)
            return new Answer.Refused(new Refusal("roster.refused.noGraph"));
        if (await organisations.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        var people = (await reader.ReadAsync(organisation, cancellationToken)).Where(Installations.CouldHelp).Select(one => one.Id).OfType<MemberId>();
        var ordered = await installations.OrderAsync(organisation.Id, people, Audit.Entry(organisation.Id, turn, "members.installOrdered"), cancellationToken);
        var recorded = ordered > 0 ? library.Text.Format("roster.install.ordered", ("count", ordered)) : library.Text.Format("roster.install.underWay");
        return await card.AnswerAsync(turn, organisation, 0, recorded, cancellationToken);
    }
}
