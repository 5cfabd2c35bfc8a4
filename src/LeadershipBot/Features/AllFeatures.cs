using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Asks;
using LeadershipBot.Features.Brief;
using LeadershipBot.Features.Decisions;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Governance;
using LeadershipBot.Features.Interests;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Exports;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.Profile;
using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Privacy;
using LeadershipBot.Features.Sendings;
using LeadershipBot.Features.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features;

/// <summary>Every feature of the bot, by name.</summary>
internal static class AllFeatures
{
    public static FeatureTable Table() => Each().Aggregate(new FeatureTable(), (table, feature) => table.With(feature));

    public static IEnumerable<IFeature> Each() =>
    [
        new PollsFeature(),
        new DecisionsFeature(),
        new MembersFeature(),
        new RoleGivingFeature(),
        new SetUpFeature(),
        new ImportsFeature(),
        new ExportsFeature(),
        new InterestsFeature(),
        new LedgerFeature(),
        new SuccessionFeature(),
        new FellowshipsFeature(),
        new ApplicationsFeature(),
        new BriefFeature(),
        new AsksFeature(),
        new SendingsFeature(),
        new PrivacyFeature(),
        new FileExchange(),
        new RosterFeature(),
        new ProfileFeature(),
        new GovernanceFeature(),
    ];
}
