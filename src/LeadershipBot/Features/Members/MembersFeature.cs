using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members;

/// <summary>Who people are, and how they are met.</summary>
internal sealed class MembersFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.FindPeopleWith<MemberDirectory>();
        table.Deliver<SweepRoll>(SweepRoll.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<OrganisationShelf>()
        .AddSingleton<RollShelf>()
        .AddSingleton<SelfShelf>()
        .AddHostedService<DemoOrganisation>();
}
