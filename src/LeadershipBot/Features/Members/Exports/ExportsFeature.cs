using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Members.Exports;

/// <summary>What organisers and administrators take of their organisation's people as files.</summary>
internal sealed class ExportsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<TakeMembers>("export members", MembersFile.Takers, listed: false, forOthers: true);
        table.Command<TakeUnreached>("export reach", MembersFile.Takers, listed: false, forOthers: true);
        table.Verb<TakeMembers>("members.file", MembersFile.Takers);
        table.Verb<TakeUnreached>("roster.file", MembersFile.Takers);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton(new Exported("export members", "exports.members", "exports.members.has"))
        .AddSingleton(new Exported("export reach", "exports.reach", "exports.reach.has"))
        .AddSingleton<MembersFile>()
        .AddSingleton<UnreachedFile>()
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<MembersFile>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<UnreachedFile>());
}
