using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>What follows from a change of an application for its place, in the same commit: an offer's reminder and its end, the next on the waiting list, and who is told.</summary>
internal static class OfferOrders
{
    public static IEnumerable<Change> Of(Opening opening, StepKind what, Application? before, Application after, DateTimeOffset now)
    {
        var key = ApplicationRows.PartitionOf(opening);
        if (after is { Stage: Stage.Offered, OfferUntil: { } until })
        {
            yield return ApplicationRows.OrderAbout(key, LapseOffer.Kind, after.Who.Id, until + OfferRules.Grace);
            if (OfferRules.RemindAt(until) > now + OfferRules.RemindBefore)
                yield return ApplicationRows.OrderAbout(key, RemindOfOffer.Kind, after.Who.Id, OfferRules.RemindAt(until));
        }

        foreach (var look in after.Stage is Stage.Offered ? LookForOffered.Orders(key, after, now) : [])
            yield return look;
        if (opening.OfferWorkingDays > 0 && before is { TakesPlace: true } && !after.TakesPlace) // not as somebody is put on the list: others may still be offered what is free
            yield return Next(key, now);
        if (after.Stage is Stage.Reserve && opening is { OfferWorkingDays: > 0, OffersEndAt: { } end })
            yield return new Change.Upsert(OutboxRow.New(key, EndOffers.Kind, "", end));
        if (NewsOf(what) is { } news)
            yield return TellNews.Order(key, news, opening.RunBy.Id, after.Who.Id, now);
    }

    /// <summary>The waiting list is looked at.</summary>
    public static Change Next(string key, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(key, OfferNext.Kind, "", now));

    private static News? NewsOf(StepKind what) => what switch
    {
        StepKind.Accepted => News.Accepted,
        StepKind.Declined => News.Declined,
        StepKind.Lapsed => News.Lapsed,
        StepKind.Offered => News.Offered,
        _ => null,
    };
}
