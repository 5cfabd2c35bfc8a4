using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>After an applicant or a panel member was forgotten, looks whether the rest have scored all: the scores are shown then, since nobody else would have them shown.</summary>
internal sealed class LookAtScores(ApplicationShelf shelf, Openings openings, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.look";

    public static Change Order(string key, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(key, Kind, "", now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (await shelf.FindHeadAsync(key, cancellationToken) is not { } head || await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening)
            return new Delivered.Done();
        var file = await shelf.ReadAllAsync(opening, cancellationToken);
        if (!file.Scoring.IsComplete)
            return new Delivered.Done();
        Change[] changes = [new Change.Replace(ApplicationRows.OfHead(file.Head with { Shown = file.Head.Shown + 1 })), TellNews.Order(key, News.Scored, opening.RunBy.Id, null, now)];
        return await outbox.CommitAsync(ApplicationRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Delivered.Done() : new Delivered.NotBefore(now.AddSeconds(1));
    }
}
