using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Applications.Mine;

/// <summary>
/// A member sees what they applied for, the newest first, each with how it stands; also in organisations that don't list them any
/// more: what they sent stays theirs to read and to withdraw.
/// </summary>
internal sealed class ShowMine(ApplicationShelf shelf, Openings openings, IDirectory directory, IRoleHolders people, CardLibrary library) : ISlice
{
    private const int PageSize = 5;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new LeadershipBot.Domain.Refusal("applications.refused.ownChat"));
        var found = new List<Mine>();
        foreach (var organisation in await ListOrganisationsAsync(turn, cancellationToken))
            found.AddRange(await ListAsync(turn, organisation, cancellationToken));
        var page = found.OrderByDescending(one => one.At).ToList().PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, PageSize);
        var title = _text.Plain("applications.all.title");
        var data = new CardData().Titled(_text, title)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("items", page.Items.Select(one => Item(one, turn.TimeZone)));
        if (page.Items.Count == 0)
            data.Set("empty", _text.Format("applications.all.none"));
        return new Answer.Card(new CardView("applications/all", data.SetPages(page), title));
    }

    /// <summary>The organisation for which they act, and those that don't list them any more.</summary>
    private async Task<IReadOnlyList<string>> ListOrganisationsAsync(Turn turn, CancellationToken cancellationToken)
    {
        var organisations = new List<string> { turn.Actor.Organisation.Id };
        foreach (var one in (await directory.ListOrganisationsOfAsync(turn.Actor.MemberId, cancellationToken)).All)
        {
            if (!organisations.Contains(one.Id) && await people.FindAsync(one.Id, turn.Actor.MemberId, cancellationToken) is null)
                organisations.Add(one.Id);
        }

        return organisations;
    }

    private async Task<IEnumerable<Mine>> ListAsync(Turn turn, string organisation, CancellationToken cancellationToken)
    {
        var lines = await shelf.ListOpeningsAsync(ApplicationIndexRows.AppliedBy(organisation, turn.Actor.MemberId), cancellationToken);
        return (await Task.WhenAll(lines.Select(line => FindAsync(turn, organisation, line.Kind, line.Opening, cancellationToken)))).OfType<Mine>();
    }

    private async Task<Mine?> FindAsync(Turn turn, string organisation, string kind, string opening, CancellationToken cancellationToken)
    {
        var key = ApplicationRows.PartitionOf(organisation, kind, opening);
        if (await shelf.FindAsync(key, turn.Actor.MemberId, cancellationToken) is not { } application)
            return null; // a note of something that was refused
        var offered = await openings.FindAsync(kind, opening, cancellationToken);
        var ended = await openings.FindEndedPlaceAsync(kind, opening, application, cancellationToken);
        var (stage, at) = (ended?.Stage ?? ApplicationWords.ForApplicant(_text, application, offered, await shelf.EndedWithOpeningAsync(key, application, offered, cancellationToken)), ended?.At ?? application.MovedAt ?? application.SentAt);
        return new Mine(organisation, kind, opening, offered?.Title ?? (await shelf.FindHeadAsync(key, cancellationToken))?.Title ?? "", stage, at);
    }

    private CardData Item(Mine one, TimeZoneInfo zone) => new CardData()
        .SetId("organisationId", one.Organisation)
        .SetId("kind", one.Kind)
        .SetId("opening", one.Opening)
        .Set("title", CardText.FromPerson(one.Title))
        .Set("about", _text.Format("applications.all.about", ("stage", one.Stage), ("when", ApplicationWords.Date(one.At, zone))))
        .Set("press", _text.Plain("applications.all.press", ("title", one.Title)));

    private sealed record Mine(string Organisation, string Kind, string Opening, string Title, string Stage, DateTimeOffset At);
}

/// <summary>A member opens one of their applications.</summary>
internal sealed class ShowMyApplication(MyApplication mine, MyCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var found)
            ? new Answer.Refused(refusal)
            : new Answer.Card(await card.OfAsync(found.Opening, found.Application, turn.At, turn.TimeZone, note: null, cancellationToken));
}
