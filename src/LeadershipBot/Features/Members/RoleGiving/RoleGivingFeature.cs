using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>Who may do what in an organisation, and who says so.</summary>
internal sealed class RoleGivingFeature : IFeature
{
    private const Roles Givers = Roles.Organiser | Roles.Chair | Roles.Administrator;

    public void Register(FeatureTable table)
    {
        table.Command<ShowRoles>("roles", Givers, forOthers: true);
        table.Verb<ShowRoles>("members.roles", Givers);
        table.Verb<ChooseWhoseRoles>("members.roles.choose", Givers);
        table.Verb<GiveRoles>("members.roles.give", Givers);
        table.Verb<EndMembership>("members.end", Givers);
        table.Verb<OfferPeople>("members.people", Givers);
        table.Verb<OfferColleagues>("members.colleagues");
        table.Deliver<TellRoles>(TellRoles.Kind);
        table.Deliver<NoteRoleChanges>(NoteRoleChanges.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<PeopleIndex>()
        .AddSingleton<ChangeRoles>()
        .AddSingleton<RoleCards>();
}
