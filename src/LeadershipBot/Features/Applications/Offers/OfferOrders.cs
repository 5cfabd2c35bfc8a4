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
            if (OfferRules.RemindAt(until) >= now + OfferRules.RemindBefore)
                yield return ApplicationRows.OrderAbout(key, RemindOfOffer.Kind, after.Who.Id, OfferRules.RemindAt(until));
        }

        foreach (var look in after.Stage is Stage.Offered ? LookForOffered.Orders(key, after, now) : [])
            yield return look;
        if (opening.OfferWorkingDays > 0 && MovesList(before, after))
            yield return Next(key, now);
        if (after.Stage is Stage.Reserve && opening is { OfferWorkingDays: > 0, OffersEndAt: { } end })
            yield return new Change.Upsert(OutboxRow.New(key, EndOffers.Kind, "", end));
        if (NewsOf(what) is { } news)
            yield return TellNews.Order(key, news, opening.RunBy.Id, after.Who.Id, now);
    }

    /// <summary>Whether somebody who waits may be offered a place by it: one came free, somebody waits anew, or those who decide have one fewer to choose from.</summary>
    private static bool MovesList(Application? before, Application after)
        => before is { TakesPlace: true } && !after.TakesPlace || after.Stage is Stage.Reserve || before is { IsInChoice: true } && !after.IsInChoice;

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
