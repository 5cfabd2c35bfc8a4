using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>Files of practices, bodies and people, from the command line and from Teams.</summary>
internal sealed class ImportsFeature : IFeature
{
    public void Register(FeatureTable table) => table.Deliver<SweepOds>(SweepOds.Kind);

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<OdsShelf>()
        .AddSingleton<PracticeCatalogue>()
        .AddSingleton<ImportPractices>()
        .AddSingleton<ImportBodies>()
        .AddSingleton<RollImports>()
        .AddSingleton<ImportSentences>()
        .AddSingleton<MakeOrganisation>()
        .AddSingleton<TakeTenantAway>();
}
