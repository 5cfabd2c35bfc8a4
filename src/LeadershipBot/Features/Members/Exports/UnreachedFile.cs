using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Members.Exports;

/// <summary>
/// Makes the list of those who can't be reached when somebody takes it: by practice as on the card, each with the reason
/// and what to do. It holds no account ids: it is for calling and writing to people.
/// </summary>
internal sealed class UnreachedFile(OrganisationShelf organisations, ReachReader reader, CardLibrary library) : IFileSource
{
    public const string FileKind = "members.unreached";

    private const string Separator = "; ";

    private static readonly string[] Header = ["Locality", "Practice code", "Practice", "Name", "E-mail", "Why", "What to do"];

    private readonly TextFile _text = library.Text;

    public string Kind => FileKind;

    /// <summary>The offer of it.</summary>
    public FileOffer Offer(Actor actor) => new(FileKind, "not-reachable.csv", _text.Plain("members.file.unreached.about", ("organisation", _text.NameOf(actor.Organisation))));

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.HoldsAny(MembersFile.Takers))
            return new Refusal("members.refused.file");
        if (await organisations.ReadAsync(wish.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Refusal("members.refused.noOrganisation");
        var all = await reader.ReadAsync(organisation, cancellationToken);
        var rows = ReachByPractice.Of(organisation, all).SelectMany(practice => practice.People
            .Where(one => !one.Reach.CanBeReached())
            .OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .Select(one => RowOf(organisation, practice.Locality, one)));
        return new FileContent("text/csv; charset=utf-8", Csv.Write(Header, rows));
    }

    private string?[] RowOf(OrganisationNow organisation, string locality, Reached one) =>
    [
        locality,
        string.Join(Separator, one.Practices.All),
        string.Join(Separator, organisation.NamesOf(one.Practices).Select(practice => practice.Name)),
        one.Name,
        one.Email,
        _text.ReasonOf(one.Reach),
        _text.RemedyOf(one.Reach),
    ];
}
