using LeadershipBot.Features.Governance;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features;

/// <summary>Every feature of the bot, by name.</summary>
internal static class AllFeatures
{
    public static FeatureTable Table() => new FeatureTable()
        .With(new PollsFeature())
        .With(new MembersFeature())
        .With(new GovernanceFeature());
}
