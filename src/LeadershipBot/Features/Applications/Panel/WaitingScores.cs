using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>The applications that wait for a panel member's score, a line for each opening.</summary>
/// <remarks>
/// Costs one list for the openings of the organisation on whose applicants nobody has decided, one for each kind that says on which
/// panels somebody sits, and six reads for each of those panels. Of a kind that can't say it so many openings are looked at.
/// </remarks>
internal sealed class WaitingScores(IRecordStore store, ApplicationShelf shelf, Openings openings, NewsCard card, IRoleHolders people, CardLibrary library) : IWaiting
{
    private const int LookedAtMax = 60;
    private const int MinutesEach = 3;

    public string Kind => "applications";

    public async Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        var undecided = new List<(string Kind, string Opening)>();
        await foreach (var row in store.ListAsync(ApplicationIndexRows.Table, wish.OrganisationId, RowRange.Prefix(ApplicationIndexRows.Openings), cancellationToken))
        {
            if (row.GetInt32("Received") > 0 && row.GetString("Kind") is { } kind && row.GetString("Opening") is { } opening && kind.Length + opening.Length < WaitingThing.KeyCharactersMax)
                undecided.Add((kind, opening));
        }

        var keys = new List<(string Kind, string Opening)>();
        foreach (var kind in undecided.GroupBy(one => one.Kind))
        {
            var known = openings.Of(kind.Key) is { } offering ? await offering.ListOnPanelAsync(wish.OrganisationId, wish.Person, kind.Select(one => one.Opening).ToHashSet(StringComparer.Ordinal), cancellationToken) : [];
            keys.AddRange(known is null ? kind.Take(LookedAtMax) : kind.Where(one => known.Contains(one.Opening)));
        }

        var found = await Task.WhenAll(keys.Select(key => LookAsync(key.Kind, key.Opening, wish, cancellationToken)));
        return [.. found.OfType<Found>().Select(ThingOf)];
    }

    public async Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
    {
        if (key.Split('.', 2) is not [var kind, var opening] || await LookAsync(kind, opening, wish, cancellationToken) is not { } found)
            return null;
        return card.Of(found.File, News.Closed, wish.Person, about: null, new Standing(Runs: false, Chairs: false, IsOnPanel: true, Applied: false), wish.At, wish.Zone) is { } view ? new AskCard(view.Summary, view) : null;
    }

    private WaitingThing ThingOf(Found found) => new(
        $"{found.File.Opening.Kind}.{found.File.Opening.Key}",
        library.Text.Plain("applications.waiting", ("count", found.Missing), ("title", found.File.Opening.Title)),
        found.Missing * MinutesEach,
        ClosesAt: null);

    private async Task<Found?> LookAsync(string kind, string key, WaitingWish wish, CancellationToken cancellationToken)
    {
        if (await openings.FindAsync(kind, key, cancellationToken) is not { } opening || opening.Organisation.Id != wish.OrganisationId || !opening.HasOnPanel(wish.Person) || opening.StateAt(wish.At) is not (OpeningState.Closed or OpeningState.Open))
            return null;
        if (opening.StateAt(wish.At) is OpeningState.Open && opening.ClosesAt is not null)
            return null; // nothing is scored before it closes
        var file = await shelf.ReadAllAsync(opening, cancellationToken);
        if (!Standing.Of(opening, wish.Person, (await people.FindAsync(wish.OrganisationId, wish.Person, cancellationToken))?.Roles, file.Of(wish.Person) is not null).Scores)
            return null;
        var missing = file.Scoring.IsRevealed ? 0 : file.Scoring.MissingOf(wish.Person).Count;
        return missing > 0 ? new Found(file, missing) : null;
    }

    private sealed record Found(OpeningFile File, int Missing);
}
