using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>
/// What a practice is asked to agree to has changed: where it was asked about other words, what it said doesn't count any more, and
/// applicant and practice are told. Of a place that somebody has the practice hears from what keeps the places.
/// </summary>
internal sealed class OutdateRelease(ApplicationShelf shelf, Openings openings, ReleaseCourse course, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.releaseTerms";

    /// <summary>Whether a practice may have been asked about it, and it may still come to a place.</summary>
    public static bool Concerns(Application application) => application is { IsLive: true, IsUndecided: false, Stage: not Stage.Appointed };

    public static Change Order(string key, MemberId who, DateTimeOffset now) => ApplicationRows.OrderAbout(key, Kind, who, now);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is var (opening, application) && Concerns(application) && opening.Set is not OpeningState.Withdrawn)
            await course.OutdateAsync(opening, application.Who.Id, time.GetUtcNow(), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells the applicant that their practice was asked about other words than those of now; nothing, where they asked it again by then.</summary>
internal sealed class TellOutdated(ApplicationShelf shelf, Openings openings, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.releaseOutdated";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || EndRelease.IsOver(opening, application))
            return new Delivered.Done();
        if (await shelf.FindReleaseAsync(row.PartitionKey, application, cancellationToken) is not { IsOutdated: true })
            return new Delivered.Done();
        return await tell.TellAsync(application.Who.Id, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, library.Text.Format("applications.told.terms"), cancellationToken), () => Task.CompletedTask, cancellationToken);
    }
}

/// <summary>Tells somebody at the practice who was asked, or agreed, that it was about other words, and what they are now.</summary>
internal sealed class TellLeadOutdated(KnowingLead knowing, TellPerson tell, NewsCard card) : IDelivery
{
    public const string Kind = "applications.releaseOther";

    public static Change Order(string key, MemberId who, MemberId to, DateTimeOffset now) => KnowingLead.Order(Kind, key, who, to, now);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
        => await knowing.FindAsync(row, cancellationToken) is var (to, about) && about.Kept.IsOutdated && !EndRelease.IsOver(about.Opening, about.Application)
            ? await tell.TellAsync(to, _ => card.ReleaseOutdated(about.Opening, about.Application.Who.Name, about.Kept.Practice), () => Task.CompletedTask, cancellationToken)
            : new Delivered.Done();
}
