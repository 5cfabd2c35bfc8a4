using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Governance;

/// <summary>Finding one's way, and keeping the bot in good order.</summary>
internal sealed class GovernanceFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<Help>("help");
        table.Verb<Help>("shell.help");
        table.Command<ShowStatus>("status", Roles.Administrator, aboutAll: true);
        table.Command<RetryDeliveries>("retry", Roles.Administrator, aboutAll: true);
        table.Command<ShowExports>("export", ShowExports.Takers, forOthers: true);
        table.AnswerUnknownWordsWith<UnknownWords>();
    }
}
