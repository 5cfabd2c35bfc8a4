using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>Something isn't offered any more: open offers end, and the waiting list or reserve, so that nobody is left with either. Who had one hears it, in one card with the reason, from what withdrew it.</summary>
internal sealed class EndWithdrawn(ApplicationShelf shelf, Openings openings, WithdrawnOffers offers) : IDelivery
{
    public const string Kind = "applications.offer.withdrawn";

    public static Change Order(string key, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(key, Kind, "", now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is { } head && await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is { Set: OpeningState.Withdrawn } opening)
            await offers.EndAsync(opening, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Ends the offers of what is withdrawn, and the waiting list; where people are appointed without an offer, the reserve.</summary>
internal sealed class WithdrawnOffers(OfferChanging changing, CardLibrary library, TimeProvider time)
{
    public async Task EndAsync(Opening withdrawn, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        while (await changing.ChangeAsync(withdrawn, now, file => Task.FromResult<IReadOnlyList<OfferStep>>([.. StepsOf(file, now).Take(OfferChanging.StepsMax)]), cancellationToken) == OfferChanging.StepsMax)
        {
            // more than one commit takes
        }
    }

    private IEnumerable<OfferStep> StepsOf(OpeningFile file, DateTimeOffset now)
    {
        foreach (var one in file.Applications)
        {
            var words = library.Text.Plain(one.Stage is Stage.Offered ? "applications.withdrawn.offered" : file.Opening.OfferWorkingDays > 0 ? "applications.withdrawn.waiting" : "applications.withdrawn.reserve").Words;
            if (one.EndWithOpening(words, now) is { } after)
                yield return new OfferStep(StepKind.Voided, one, after);
        }
    }
}
