using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>After an applicant was forgotten whose scores alone were missing, looks whether the rest have scored all: the scores are shown then, since nobody else would have them shown.</summary>
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
        if (!file.Scoring.IsComplete || opening.ReadFrom(now) is not null)
            return new Delivered.Done();
        return await ShowAsync(file, now, cancellationToken) ? new Delivered.Done() : new Delivered.NotBefore(now.AddSeconds(1));
    }

    /// <summary>Shows the scores, and says so to whoever runs it; false where the opening was changed meanwhile.</summary>
    public async Task<bool> ShowAsync(OpeningFile file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Change[] changes = [new Change.Replace(ApplicationRows.OfHead(file.Head with { Shown = file.Head.Shown + 1 })), TellNews.Order(file.Key, News.Scored, file.Opening.RunBy.Id, null, now)];
        return await outbox.CommitAsync(ApplicationRows.Table, file.Key, changes, cancellationToken) is CommitResult.Committed;
    }
}
