using LeadershipBot.Domain.People;
using LeadershipBot.Features.Sendings.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>What goes to many: how far it is, who could not be reached and why, stopping it, its report.</summary>
internal sealed class SendingsFeature : IFeature
{
    /// <summary>Who may see and steer what their organisation sends.</summary>
    public const Roles Holders = Roles.Organiser | Roles.Chair | Roles.Administrator;

    public void Register(FeatureTable table)
    {
        table.Command<ListSendings>("sendings", Holders, forOthers: true);
        table.Verb<ShowSending>("sendings.show", Holders);
        table.Verb<ShowRecipients>("sendings.people", Holders);
        table.Verb<AskToStop>("sendings.stop", Holders);
        table.Verb<StopSending>("sendings.cancel", Holders);
        table.Verb<TryAgain>("sendings.again", Holders);
        table.Verb<TakeReport>("sendings.report", Holders);
        table.Deliver<FreezeAudience>(FreezeAudience.Kind, bulk: true);
        table.Deliver<SendShard>(SendShard.Kind, bulk: true);
        table.Deliver<WakeShards>(WakeShards.Kind);
        table.Deliver<ForgetLater>(ForgetLater.Kind);
        table.Deliver<ShowProgress>(WatchSending.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<SendingGate>()
        .AddSingleton<ProgressCard>()
        .AddSingleton<ForgetRecipient>()
        .AddSingleton<IPersonalData, SendingHeld>()
        .AddSingleton<IRetention, RetainSendings>()
        .AddSingleton<ReportFile>()
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<ReportFile>());
}
