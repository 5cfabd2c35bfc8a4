using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>The applicants about whom a practice is asked whether it releases them, for each who leads it and was asked, also where nobody could bring them the question.</summary>
/// <remarks>Costs, for who leads a practice, one list for each that they lead, and three reads for each question that waits there.</remarks>
internal sealed class WaitingReleases(IRecordStore store, ApplicationShelf shelf, Openings openings, IAudience audience, ReleaseDesk desk, ReleaseCard card, CardLibrary library) : IWaiting
{
    private const int Minutes = 1;

    public string Kind => "releases";

    public async Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken)
        => [.. (await FindAllAsync(wish, cancellationToken)).Select(one => new WaitingThing(one.Key, TitleOf(one.About), Minutes, one.About.Opening.OffersEndAt))];

    /// <summary>The card; whoever takes it knows of the question from then on, and hears what becomes of it.</summary>
    public async Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
    {
        if ((await FindAllAsync(wish, cancellationToken)).Find(one => one.Key == key) is not { } found)
            return null;
        await desk.BringAsync(found.About.Opening, found.About.Application.Who.Id, wish.Person, cancellationToken);
        var view = card.Of(found.About);
        return new AskCard(view.Summary, view);
    }

    private PlainText TitleOf(AskedRelease about) => library.Text.Plain("applications.waiting.release", ("name", about.Application.Who.Name), ("title", about.Opening.Title));

    private async Task<List<Found>> FindAllAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        var lines = new List<Record>();
        foreach (var code in (await audience.FindAsync(wish.OrganisationId, wish.Person, cancellationToken))?.LeadOf.All ?? [])
        {
            await foreach (var line in store.ListAsync(ApplicationIndexRows.Table, ApplicationIndexRows.AskedIn(wish.OrganisationId), RowRange.Prefix(ApplicationIndexRows.AskedOf(code)), cancellationToken))
                lines.Add(line);
        }

        return [.. (await Task.WhenAll(lines.Select(line => LookAsync(line, wish, cancellationToken)))).OfType<Found>()];
    }

    private async Task<Found?> LookAsync(Record line, WaitingWish wish, CancellationToken cancellationToken)
    {
        if (ApplicationRows.PersonIn(line, "Person") is not { } who || line.GetString("Kind") is not { } kind || line.GetString("Opening") is not { } named)
            return null;
        var key = ApplicationRows.PartitionOf(wish.OrganisationId, kind, named);
        if (await shelf.FindAsync(key, who, cancellationToken) is not { } application || await shelf.FindReleaseAsync(key, application, cancellationToken) is not { } kept)
            return null;
        if (await openings.FindAsync(kind, named, cancellationToken) is not { } opening || opening.Organisation.Id != wish.OrganisationId)
            return null;
        var about = new AskedRelease(opening, application, kept);
        return about.WaitsFor(wish.Person, wish.At) ? new Found(line.RowKey[ApplicationIndexRows.Asked.Length..], about) : null;
    }

    private sealed record Found(string Key, AskedRelease About);
}
