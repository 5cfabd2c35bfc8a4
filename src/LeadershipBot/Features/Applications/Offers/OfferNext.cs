using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>Offers free places to those who wait, the first of them first. Whom the organisation doesn't list any more is passed over.</summary>
internal sealed class OfferNext(ApplicationShelf shelf, Openings openings, IRoleHolders people, OfferChanging changing, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.offer.next";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head || await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening || !opening.OffersAt(now))
            return new Delivered.Done();
        while (await changing.ChangeAsync(opening, now, async file => await NextAsync(file, now, cancellationToken), cancellationToken) == OfferChanging.StepsMax)
        {
            // more are free than one commit offers
        }

        return new Delivered.Done();
    }

    private async Task<IReadOnlyList<OfferStep>> NextAsync(OpeningFile file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (steps, free) = (new List<OfferStep>(), Math.Min(file.Head.FreeOf(file.Opening, file.Head.Counts), OfferChanging.StepsMax));
        foreach (var application in OfferRules.Waiting(file.Scoring))
        {
            if (steps.Count == free)
                break;
            if (await people.FindAsync(file.Opening.Organisation.Id, application.Who.Id, cancellationToken) is not null)
                steps.Add(new OfferStep(StepKind.Offered, application, application.Offer(file.Opening, now)));
        }

        return steps;
    }
}

/// <summary>When no more places are offered, everybody who still waits is told that waiting is over.</summary>
internal sealed class EndOffers(ApplicationShelf shelf, Openings openings, OfferChanging changing, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.offer.end";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head || await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { OffersEndAt: { } end, Set: not OpeningState.Withdrawn } opening)
            return new Delivered.Done();
        if (now < end)
            return new Delivered.NotBefore(end); // it was put off
        var words = library.Text.Plain("applications.waitingOver").Words;
        while (await changing.ChangeAsync(opening, now, file => Task.FromResult<IReadOnlyList<OfferStep>>(
            [.. OfferRules.Waiting(file.Scoring).Take(OfferChanging.StepsMax).Select(one => new OfferStep(StepKind.Ended, one, one.EndWaiting(words, now)))]), cancellationToken) == OfferChanging.StepsMax)
        {
            // the next of them
        }

        return new Delivered.Done();
    }
}
