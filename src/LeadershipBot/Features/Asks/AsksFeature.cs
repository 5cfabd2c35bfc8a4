using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Asks;

/// <summary>
/// Bringing asks to people without nagging: one by one within their minutes, the rest in one digest a week; what waits for
/// them whenever they ask; and where words go that are no command.
/// </summary>
internal sealed class AsksFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ShowWaiting>("waiting");
        table.Verb<ShowWaiting>("asks.waiting");
        table.Verb<OpenWaiting>("asks.waiting.open");
        table.Verb<OpenAsk>("asks.open");
        table.Verb<TakeWords>("asks.words.take");
        table.Verb<LeaveWords>("asks.words.leave");
        table.Deliver<SendAsk>(SendAsk.Kind);
        table.Deliver<SendDigest>(SendDigest.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<DigestCard>()
        .AddSingleton<WaitingList>()
        .AddSingleton<WaitingCard>()
        .AddSingleton<WaitingPage>()
        .AddSingleton<IAskSource, WaitingAsks>()
        .AddSingleton<IPersonalData, AsksHeld>()
        .AddSingleton<IRetention, RetainAsks>();
}
