using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>An application that had ended is in it again, such as on the waiting list: whoever was told at the practice that nothing comes of it hears that it may.</summary>
internal sealed class ReviveRelease(ApplicationShelf shelf, Openings openings, ReleaseCourse course, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.releaseRevives";

    /// <summary>What is ordered as an application changes; nothing, where they applied anew: an earlier answer doesn't count for that.</summary>
    public static IEnumerable<Change> Orders(string key, Application? before, Application after, DateTimeOffset now)
        => before is { IsInIt: false } && after.IsLive && before.Edition == after.Edition ? [ApplicationRows.OrderAbout(key, Kind, after.Who.Id, now), OutdateRelease.Order(key, after.Who.Id, now)] : []; // what it was asked about may have changed meanwhile

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is var (opening, application) && application.IsLive && !EndRelease.IsOver(opening, application))
            await course.ReviveAsync(opening, application.Who.Id, time.GetUtcNow(), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells somebody at the practice that agreed that their agreement counts again; nothing, where it was to other words, of which they are told, or where the place is taken by then.</summary>
internal sealed class TellReleaseAgain(KnowingLead knowing, TellPerson tell, NewsCard card) : IDelivery
{
    public const string Kind = "applications.releaseAgain";

    public static Change Order(string key, MemberId who, MemberId to, DateTimeOffset now) => KnowingLead.Order(Kind, key, who, to, now);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
        => await knowing.FindAsync(row, cancellationToken) is var (to, about) && IsToTell(about)
            ? await tell.TellAsync(to, _ => card.ReleaseAgain(about.Opening, about.Application.Who.Name, about.Kept.Practice), () => Task.CompletedTask, cancellationToken)
            : new Delivered.Done();

    private static bool IsToTell(AskedRelease about)
        => !EndRelease.IsOver(about.Opening, about.Application) && about.Application.Stage is not Stage.Appointed
            && about.Kept is { IsOutdated: false, Release.State: ReleaseState.Agreed } && about.Kept.Release.IsAbout(about.Opening.Terms);
}
