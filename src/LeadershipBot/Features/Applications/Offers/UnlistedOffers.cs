using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>Tells whoever runs an opening that somebody who is offered a place isn't listed any more, and so can't take it: while there is time to put the list right, or to offer it to another.</summary>
internal sealed class UnlistedOffers(ToldNotes notes, TimeProvider time)
{
    /// <summary>Has them told, once for each offer.</summary>
    public async Task TellAsync(Opening opening, Application offered, CancellationToken cancellationToken)
    {
        var (key, who) = (ApplicationRows.PartitionOf(opening), offered.Who.Id);
        await notes.ChangeAsync(key, who, told => told?.GetInt32("Unlisted") == offered.Version
            ? null
            : (ApplicationMore.OfTold(key, who, told, unlisted: offered.Version), [TellNews.Order(key, News.Unlisted, opening.RunBy.Id, who, time.GetUtcNow())]), cancellationToken);
    }
}

/// <summary>Looks each day, as long as an offer runs, whether the organisation lists still who has it; on its last day every few hours, so that also of an offer of one day it is noticed in time.</summary>
internal sealed class LookForOffered(ApplicationShelf shelf, Openings openings, IRoleHolders people, UnlistedOffers unlisted, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.offer.look";

    private static readonly TimeSpan LooksEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan LooksOnLastDayEvery = TimeSpan.FromHours(4);

    /// <summary>The first look; none where the offer has run out by then.</summary>
    public static IEnumerable<Change> Orders(string key, Application offered, DateTimeOffset now)
        => NextAfter(offered, now) is { } next ? [ApplicationRows.OrderAbout(key, Kind, offered.Who.Id, next)] : [];

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || opening.Set is OpeningState.Withdrawn || application is not { Stage: Stage.Offered } || !(now < application.OfferUntil))
            return new Delivered.Done();
        if (await people.FindAsync(opening.Organisation.Id, application.Who.Id, cancellationToken) is null)
            await unlisted.TellAsync(opening, application, cancellationToken);
        return NextAfter(application, now) is { } next ? new Delivered.NotBefore(next) : new Delivered.Done();
    }

    /// <summary>The next look; null where the offer has run out by then.</summary>
    private static DateTimeOffset? NextAfter(Application offered, DateTimeOffset now)
    {
        var next = now + (now + LooksEvery < offered.OfferUntil ? LooksEvery : LooksOnLastDayEvery);
        return next < offered.OfferUntil ? next : null;
    }
}
