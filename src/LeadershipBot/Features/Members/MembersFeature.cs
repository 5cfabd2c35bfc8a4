using LeadershipBot.Features.Members.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Members;

/// <summary>Who people are, and how they are met.</summary>
internal sealed class MembersFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.FindPeopleWith<MemberDirectory>();
        table.Deliver<SweepRoll>(SweepRoll.Kind);
        table.Deliver<IndexRoll>(IndexRoll.Kind);
        table.Deliver<LookAgain>(LookAgain.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<OrganisationShelf>()
        .AddSingleton<RollShelf>()
        .AddSingleton<RollIndex>()
        .AddSingleton<IReach, MemberReach>()
        .AddSingleton<IRoleHolders, MemberRoles>()
        .AddSingleton<IAudience, MemberAudience>()
        .AddSingleton<IAddresses, MemberAddresses>()
        .AddSingleton<IPersonalData, MemberHeld>()
        .AddSingleton<IPersonalData, SelfHeld>()
        .AddSingleton<IRetention, RetainPeopleWhoLeft>()
        .AddSingleton<IRetention, RetainInvited>()
        .AddSingleton<IRetention, RetainUnconfirmed>()
        .AddSingleton<IRetention, RetainPracticesThatLeft>()
        .AddSingleton<RollSweep>()
        .AddSingleton<TakenOff>()
        .AddSingleton<IRetention, RetainAudit>()
        .AddSingleton<IRetention, RetainChats>()
        .AddSingleton<SelfShelf>()
        .AddSingleton<PersonalChats>()
        .AddSingleton<Telling>()
        .AddHostedService<DemoOrganisation>();
}
