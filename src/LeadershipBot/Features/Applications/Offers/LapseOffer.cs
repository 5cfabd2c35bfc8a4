using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>An offer whose time has passed lapses, and its place goes on. Who pressed in time has it, whichever came first to the store.</summary>
internal sealed class LapseOffer(ApplicationShelf shelf, Openings openings, OfferChanging changing, WithdrawnOffers withdrawn, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.offer.lapse";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || await shelf.FindAsync(key, who, cancellationToken) is not { OfferUntil: { } until } || await shelf.FindHeadAsync(key, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (now < until + OfferRules.Grace)
            return new Delivered.NotBefore(until + OfferRules.Grace);
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening)
            return new Delivered.Done();
        if (opening.Set is OpeningState.Withdrawn)
        {
            await withdrawn.EndAsync(opening, cancellationToken); // offered in the moment in which it was withdrawn
            return new Delivered.Done();
        }

        await changing.ChangeAsync(opening, now, file => Task.FromResult<IReadOnlyList<OfferStep>>(
            file.Of(who) is { } application && application.Lapse(now) is { } after ? [new OfferStep(StepKind.Lapsed, application, after)] : []), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Reminds somebody a day before their offer lapses; nothing, if they have answered by then.</summary>
internal sealed class RemindOfOffer(ApplicationShelf shelf, Openings openings, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.offer.remind";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || await shelf.FindAsync(key, who, cancellationToken) is not { Stage: Stage.Offered, OfferUntil: { } until } application || await shelf.FindHeadAsync(key, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (now >= until)
            return new Delivered.Done();
        if (now < OfferRules.RemindAt(until))
            return new Delivered.NotBefore(OfferRules.RemindAt(until)); // an earlier offer's reminder
        return await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is { Set: not OpeningState.Withdrawn } opening
            ? await tell.TellAsync(who, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, library.Text.Format("applications.told.offerSoon"), cancellationToken), () => Task.CompletedTask, cancellationToken)
            : new Delivered.Done();
    }
}
