using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>
/// Looks at an application when its applicant should have heard: if they haven't, whoever runs the opening is reminded, once
/// for all of a day, and the applicant is told that it is overdue.
/// </summary>
internal sealed class RemindOfApplication(ApplicationShelf shelf, Openings openings, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.remind";

    /// <summary>The order for when it is due. Sent anew or changed, it is the same row.</summary>
    public static Change Order(Opening opening, Application application)
    {
        var row = OutboxRow.New(ApplicationRows.PartitionOf(opening), Kind, Keys.Hash(application.Who.Id.ToString()), application.ReplyBy(opening));
        row["Person"] = application.Who.Id.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || await shelf.FindAsync(key, who, cancellationToken) is not { IsUndecided: true } application || await shelf.FindHeadAsync(key, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening || opening.StateAt(now) is OpeningState.Withdrawn)
            return new Delivered.Done();
        if (!application.IsOverdue(opening, now))
            return new Delivered.NotBefore(application.ReplyBy(opening)); // it was kept open longer
        var day = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        await outbox.CommitAsync(ApplicationRows.Table, key, [TellNews.Order(key, News.Overdue, opening.RunBy.Id, null, now, day), TellOverdue.Order(key, who, now)], cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells an applicant that they should have heard; nothing, if they have by the moment of sending.</summary>
internal sealed class TellOverdue(ApplicationShelf shelf, Openings openings, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.overdue";

    public static Change Order(string key, MemberId who, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, Keys.Hash(who.ToString()), now);
        row["Person"] = who.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || await shelf.FindAsync(key, who, cancellationToken) is not { IsUndecided: true } application || await shelf.FindHeadAsync(key, cancellationToken) is not { } head)
            return new Delivered.Done();
        return await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is { Set: not OpeningState.Withdrawn } opening
            ? await tell.TellAsync(who, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, library.Text.Format("applications.told.overdue"), cancellationToken), () => Task.CompletedTask, cancellationToken)
            : new Delivered.Done();
    }
}
