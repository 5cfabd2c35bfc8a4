using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Privacy;

/// <summary>What is held about a person, forgetting them, and how long things are kept.</summary>
internal sealed class PrivacyFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<TellWhatIsHeld>("what do you hold about me");
        table.Command<ForgetMe>("forget me");
        table.Command<ShowRetention>("retention", Roles.Administrator, aboutAll: true);
        table.Verb<ShowHeldPage>("privacy.page");
        table.Verb<ConfirmForget>("privacy.forget");
        table.Deliver<SendWhatIsHeld>(SendWhatIsHeld.Kind);
        table.Deliver<PlanForget>(PlanForget.Kind);
        table.Deliver<Forget>(Forget.Kind);
        table.Deliver<SweepRequest>(SweepRequest.Kind);
        table.Deliver<SweepPages>(SweepPages.Kind);
        table.Deliver<EnforceRetention>(EnforceRetention.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<RequestDesk>()
        .AddSingleton<Looking>()
        .AddSingleton<HeldData>()
        .AddSingleton<HeldPages>()
        .AddSingleton<IPersonalData>(parts => parts.GetRequiredService<HeldPages>())
        .AddSingleton<HeldCard>()
        .AddSingleton<IFileSource, HeldFile>()
        .AddSingleton<Erasure>()
        .AddSingleton<ForgetCard>()
        .AddSingleton<RetentionRun>()
        .AddHostedService<StartRetention>();
}
