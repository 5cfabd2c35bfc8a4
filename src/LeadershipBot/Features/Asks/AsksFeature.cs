using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Asks;

/// <summary>Bringing asks to people without nagging: one by one within their minutes, the rest in one digest a week.</summary>
internal sealed class AsksFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Verb<OpenAsk>("asks.open");
        table.Deliver<SendAsk>(SendAsk.Kind);
        table.Deliver<SendDigest>(SendDigest.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<DigestCard>()
        .AddSingleton<IPersonalData, AsksHeld>()
        .AddSingleton<IRetention, RetainAsks>();
}
