using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>The places that a person is offered and that wait for their yes or no.</summary>
/// <remarks>Costs one read for what they applied for, and two for each of that.</remarks>
internal sealed class WaitingOffers(ApplicationShelf shelf, Openings openings, MyCard card, CardLibrary library) : IWaiting
{
    private const int Minutes = 1;

    public string Kind => "offers";

    public async Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        var applied = await shelf.ListOpeningsAsync(ApplicationIndexRows.AppliedBy(wish.OrganisationId, wish.Person), cancellationToken);
        var found = await Task.WhenAll(applied.Where(one => one.Kind.Length + one.Opening.Length < WaitingThing.KeyCharactersMax).Select(one => FindAsync(one.Kind, one.Opening, wish, cancellationToken)));
        return [.. found.OfType<OwnApplication>().Select(one => new WaitingThing($"{one.Opening.Kind}.{one.Opening.Key}", library.Text.Plain("applications.waiting.offer", ("title", one.Opening.Title)), Minutes, one.Application.OfferUntil))];
    }

    public async Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
    {
        if (key.Split('.', 2) is not [var kind, var opening] || await FindAsync(kind, opening, wish, cancellationToken) is not { } own)
            return null;
        var view = await card.OfAsync(own.Opening, own.Application, wish.At, wish.Zone, note: null, cancellationToken);
        return new AskCard(view.Summary, view);
    }

    private async Task<OwnApplication?> FindAsync(string kind, string key, WaitingWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(ApplicationRows.PartitionOf(wish.OrganisationId, kind, key), wish.Person, cancellationToken) is { Stage: Stage.Offered } application
            && wish.At < application.OfferUntil
            && await openings.FindAsync(kind, key, cancellationToken) is { Set: not OpeningState.Withdrawn } opening && opening.Organisation.Id == wish.OrganisationId
                ? new OwnApplication(opening, application)
                : null;
}
