using LeadershipBot.Domain.Applying;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>At the time at which applications close, whoever runs the opening and each panel member are told what waits for them; where all who are in it only explore, whoever runs it alone. An opening that was kept open longer is looked at again then.</summary>
internal sealed class CloseOpening(ApplicationShelf shelf, Openings openings, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.close";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (await shelf.FindHeadAsync(key, cancellationToken) is not { } head || await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { ClosesAt: { } closes } opening)
            return new Delivered.Done();
        if (opening.StateAt(now) is OpeningState.Open)
            return new Delivered.NotBefore(closes);
        if (opening.StateAt(now) is not OpeningState.Closed || head.ToldClosedAt == closes)
            return new Delivered.Done();
        var file = await shelf.ReadAllAsync(opening, cancellationToken);
        await BringForwardAsync(file, cancellationToken);
        var isOfExploring = file.Scoring.Live.Count == 0;
        if (isOfExploring && !file.Applications.Any(one => one is { IsExploring: true, IsUndecided: true }))
            return new Delivered.Done();
        var isShown = file.Scoring.IsComplete && file.Scores.Count == 0; // all have stepped back from all: nobody is waited for
        List<Change> changes = [new Change.Replace(ApplicationRows.OfHead(file.Head with { ToldClosedAt = closes, Shown = file.Head.Shown + (isShown ? 1 : 0) }))];
        changes.AddRange((isOfExploring ? [] : file.Scoring.Panel).Select(one => one.Id).Where(one => one != opening.RunBy.Id).Select(person => TellNews.OrderFor(key, News.Closed, person, null, now)).Append(TellNews.Order(key, News.Closed, opening.RunBy.Id, null, now)));
        return await outbox.CommitAsync(ApplicationRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Delivered.Done() : new Delivered.NotBefore(now.AddSeconds(1));
    }

    /// <summary>Closed earlier than it said, applicants hear earlier than they would have: what looks at them then is put there.</summary>
    private async Task BringForwardAsync(OpeningFile file, CancellationToken cancellationToken)
    {
        var orders = (await shelf.ListAsync(file.Key, OutboxRow.RowKeyOf(RemindOfApplication.Kind, "") + ".", cancellationToken)).ToDictionary(row => row.GetString("Person") ?? row.RowKey, OutboxRow.DueOf);
        foreach (var one in file.Applications.Where(one => one.IsUndecided))
        {
            if (one.WordBy(file.Opening) is { } by && orders.TryGetValue(one.Who.Id.ToString(), out var due) && by < due)
                await outbox.CommitAsync(ApplicationRows.Table, file.Key, [ApplicationRows.OrderAbout(file.Key, RemindOfApplication.Kind, one.Who.Id, by)], cancellationToken);
        }
    }
}
