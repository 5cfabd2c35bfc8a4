using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Members;

/// <summary>Who people are, and how they are met.</summary>
internal sealed class MembersFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.FindPeopleWith<MemberDirectory>();
        table.Command<Welcome>("hello");
        table.Command<Welcome>("hi", listed: false);
        table.Verb<Welcome>(FeatureTable.Installed);
        table.Deliver<SweepRoll>(SweepRoll.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<OrganisationShelf>()
        .AddSingleton<RollShelf>()
        .AddSingleton<IReach, MemberReach>()
        .AddSingleton<IRoleHolders, MemberRoles>()
        .AddHostedService<DemoOrganisation>();
}
