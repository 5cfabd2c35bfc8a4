using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members;

/// <summary>Who people are, and how they are met.</summary>
internal sealed class MembersFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.FindPeopleWith<FindMember>();
        table.Command<Welcome>("hello");
        table.Command<Welcome>("hi", listed: false);
        table.Verb<Welcome>(FeatureTable.Installed);
    }
}
