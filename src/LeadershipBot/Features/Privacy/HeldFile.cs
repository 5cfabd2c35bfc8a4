using LeadershipBot.Domain;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Privacy;

/// <summary>Makes the file with everything that is held about the person who takes it; about nobody else, whatever is asked.</summary>
internal sealed class HeldFile(HeldData held, IDirectory directory) : IFileSource
{
    public const string Name = "what-leadershipbot-holds-about-you.json";

    internal const string FileKind = "held";

    public string Kind => FileKind;

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        var known = await directory.ListOrganisationsOfAsync(wish.Actor.MemberId, cancellationToken); // complete since it was told, before it was offered
        var about = new PersonAsked(wish.Actor.MemberId, wish.Zone, wish.At) { Organisations = known.All };
        return new FileContent("application/json; charset=utf-8", HeldData.ToJson(about, await held.CollectAsync(about, cancellationToken)));
    }
}
