using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>How people are met, what they say of themselves, who confirms it, and when they may be asked.</summary>
internal sealed class ProfileFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<Welcome>("hello");
        table.Command<Welcome>("hi", listed: false);
        table.Verb<Welcome>(FeatureTable.Installed);
        table.Command<ShowProfile>("profile");
        table.Verb<OpenDetails>("profile.details");
        table.Verb<SaveDetails>("profile.details.save");
        table.Verb<OpenJoin>("profile.join");
        table.Verb<ChooseBody>("profile.join.choose");
        table.Verb<FindBodies>("profile.bodies");
        table.Verb<FindPractices>("members.practices");
        table.Verb<OpenTimes>("profile.times");
        table.Verb<SaveTimes>("profile.times.save");
        table.Command<PauseAsks>("pause");
        table.Verb<OpenPause>("profile.pause");
        table.Verb<SavePause>("profile.pause.save");
        table.Command<ShowWaiting>("confirm", Confirming.Confirmers, leads: true, forOthers: true);
        table.Verb<ShowWaiting>("profile.waiting", Confirming.Confirmers, leads: true);
        table.Verb<ConfirmPerson>("profile.confirm", Confirming.Confirmers, leads: true);
        table.Verb<OpenDecline>("profile.decline", Confirming.Confirmers, leads: true);
        table.Verb<DeclinePerson>("profile.decline.save", Confirming.Confirmers, leads: true);
        table.Deliver<TellDecision>(TellDecision.Kind);
        table.Deliver<TellLapsed>(TellLapsed.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<NationalPractices>()
        .AddSingleton<PracticeFinder>()
        .AddSingleton<ProfileCard>()
        .AddSingleton<DetailsDialog>()
        .AddSingleton<JoinableBodies>()
        .AddSingleton<JoinDialog>()
        .AddSingleton<TimesDialog>()
        .AddSingleton<PauseCards>()
        .AddSingleton<WaitingPeople>()
        .AddSingleton<WaitingCard>();
}
