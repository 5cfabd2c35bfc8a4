using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>An application has ended, or what it was for isn't offered any more: has those at the practice who know of it told. Where it agreed, and there was a place, the practice hears that from what keeps the places.</summary>
internal sealed class EndRelease(ApplicationShelf shelf, Openings openings, ReleaseCourse course, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.releaseEnds";

    private const string Once = "Once";

    /// <summary>What is ordered as an application changes.</summary>
    public static IEnumerable<Change> Orders(string key, Application? before, Application after, DateTimeOffset now)
        => before is { IsLive: true } && !after.IsInIt ? [Order(key, after.Who.Id, before.Stage is Stage.Appointed ? TellAppointed.OnceOf(key, before) : "", now)] : [];

    /// <param name="key">The opening's partition.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="appointment">Which appointment ended by it; empty for none.</param>
    /// <param name="now">The moment.</param>
    public static Change Order(string key, MemberId who, string appointment, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, Keys.Hash(who.ToString()), now);
        (row["Person"], row[Once]) = (who.ToString(), appointment);
        return new Change.Upsert(row);
    }

    /// <summary>Whether nothing comes of it any more.</summary>
    public static bool IsOver(Opening opening, Application application)
        => !application.IsInIt || (opening.Set is OpeningState.Withdrawn && application.Stage is not Stage.Appointed);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || !IsOver(opening, application))
            return new Delivered.Done();
        var isTold = row.GetString(Once) is { Length: > 0 } appointment && openings.Of(opening.Kind) is { KeepsPlaces: true } kind
            && await shelf.FindReleaseAsync(row.PartitionKey, application, cancellationToken) is { IsOfPractice: true } kept
            && await kind.FindPracticeAsync(opening.Key, appointment, cancellationToken) is { } practice
            && (kept.Release.State is ReleaseState.Agreed || practice == kept.PracticeCode); // asked again, it hears of the place all the same
        await course.EndAsync(opening, application.Who.Id, isTold, time.GetUtcNow(), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells somebody at the practice who was asked, or agreed, that it goes no further; not why.</summary>
internal sealed class TellReleaseOver(KnowingLead knowing, TellPerson tell, NewsCard card) : IDelivery
{
    public const string Kind = "applications.releaseOver";

    public static Change Order(string key, MemberId who, MemberId to, DateTimeOffset now) => KnowingLead.Order(Kind, key, who, to, now);

    /// <summary>The row of that order, while it waits.</summary>
    public static string RowOf(MemberId who, MemberId to) => OutboxRow.RowKeyOf(Kind, KnowingLead.NameOf(who, to));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
        => await knowing.FindAsync(row, cancellationToken) is var (to, about) && EndRelease.IsOver(about.Opening, about.Application)
            ? await tell.TellAsync(to, _ => card.ReleaseOver(about.Opening, about.Application.Who.Name, about.Kept.Practice), () => Task.CompletedTask, cancellationToken)
            : new Delivered.Done();
}
