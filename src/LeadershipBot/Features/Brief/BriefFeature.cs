using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Brief;

/// <summary>One card for chairs before a meeting, and results as paragraphs for the board paper. It knows no other feature: each says its own.</summary>
internal sealed class BriefFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ShowBrief>("brief", BriefWish.Readers, forOthers: true);
        table.Verb<ShowSilent>("brief.silent", BriefWish.Readers);
        table.Verb<CopyForBoard>("brief.copy");
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<BriefShelf>()
        .AddSingleton<SilentPractices>()
        .AddSingleton<BriefReading>()
        .AddSingleton<IBoardPaper, BriefForBoard>()
        .AddSingleton<IPersonalData, BriefHeld>()
        .AddSingleton<IRetention, BriefRetention>();
}
