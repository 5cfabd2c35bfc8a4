using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>Which teams and chats belong to an organisation, who is in them, and who of the organisation can be reached.</summary>
internal sealed class RosterFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<UseHere>("use here", PlaceClaim.Holders, anyHat: true);
        table.Command<ShowReach>("reach", PlaceClaim.Holders, forOthers: true);
        table.Verb<BindHere>("roster.bind");
        table.Verb<ChooseHere>("roster.choose", PlaceClaim.Holders, anyHat: true);
        table.Verb<BindChosen>("roster.bindChosen");
        table.Verb<ReleaseHere>("roster.release");
        table.Verb<ShowReach>("roster.reach", PlaceClaim.Holders);
        table.Verb<InvitePeople>("roster.invite", PlaceClaim.Holders);
        table.Verb<InstallForThem>("roster.install", PlaceClaim.Holders);
        table.Verb<ShowMatches>("roster.matches", PlaceClaim.Holders);
        table.Verb<ConfirmMatches>("roster.confirm", PlaceClaim.Holders);
        table.Verb<ConfirmMyMatch>("roster.match");
        table.Verb<RefuseMyMatch>("roster.notMe");
        table.Verb<PlaceMoved>(FeatureTable.PeopleJoined);
        table.Verb<PlaceMoved>(FeatureTable.PeopleLeft);
        table.Verb<PlaceMoved>(FeatureTable.Upgraded);
        table.Verb<PlaceLost>(FeatureTable.Removed);
        table.Deliver<ReadRoster>(ReadRoster.Kind);
        table.Deliver<SweepRoster>(SweepRoster.Kind);
        table.Deliver<MatchInvited>(MatchInvited.Kind);
        table.Deliver<TellNotMe>(TellNotMe.Kind);
        table.Deliver<AnnouncePlace>(AnnouncePlace.Kind);
        table.Deliver<InstallApp>(InstallApp.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<RosterShelf>()
        .AddSingleton<IPresence, RosterPresence>()
        .AddSingleton<TeamShelf>()
        .AddSingleton<ITeams>(parts => parts.GetRequiredService<TeamShelf>())
        .AddSingleton<ChannelShelf>()
        .AddSingleton<IChannels>(parts => parts.GetRequiredService<ChannelShelf>())
        .AddSingleton<PlaceShelf>()
        .AddSingleton<PlaceArrival>()
        .AddSingleton<PlaceCard>()
        .AddSingleton<RollMatches>()
        .AddSingleton<MatchQuestion>()
        .AddSingleton<OwnEntry>()
        .AddSingleton<MatchesCard>()
        .AddSingleton<ReachReader>()
        .AddSingleton<ReachCard>()
        .AddSingleton<Installations>()
        .AddSingleton<IInstalling, InstallForSending>()
        .AddSingleton<IPersonalData, RosterHeld>()
        .AddSingleton<IRetention, RetainRosters>();
}
