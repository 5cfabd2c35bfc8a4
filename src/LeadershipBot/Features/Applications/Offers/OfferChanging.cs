using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Releasing;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>Changes applications where nobody pressed anything: what the waiting list and the clock do. One commit with the counts, by the head's version: no place is given twice, on however many servers.</summary>
internal sealed class OfferChanging(ApplicationShelf shelf, Outbox outbox, Contention contention)
{
    /// <summary>So many at once fit into one commit; the rest comes with the next.</summary>
    public const int StepsMax = 10;

    /// <summary>Reads all, and does what is decided; again, where another was faster.</summary>
    /// <param name="opening">What they are for.</param>
    /// <param name="now">The moment.</param>
    /// <param name="decide">What to do, at most <see cref="StepsMax"/> steps; none where nothing is to be done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many applications changed.</returns>
    public async Task<int> ChangeAsync(Opening opening, DateTimeOffset now, Func<OpeningFile, Task<IReadOnlyList<OfferStep>>> decide, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync<IReadOnlyList<OfferStep>>(
            async stop =>
            {
                var file = await shelf.ReadAllAsync(opening, stop);
                if (file.Head.ETag is null || await decide(file) is not { Count: > 0 } steps)
                    return [];
                var counts = steps.Aggregate(file.Head.Counts, (sum, step) => sum.After(step.Before, step.After));
                var offered = steps.Count(step => step.What is StepKind.Offered);
                var head = (file.Head with { Freed = Math.Max(0, file.Head.Freed - offered) }).With(counts);
                List<Change> changes = [new Change.Replace(ApplicationRows.OfHead(head)), new Change.Upsert(OutboxRow.New(file.Key, CountOpening.Kind, "", now))];
                foreach (var step in steps)
                    changes.AddRange(ChangesOf(file, step, now));
                return await outbox.CommitAsync(ApplicationRows.Table, file.Key, Merged(changes), stop) is CommitResult.Committed ? steps : null;
            },
            cancellationToken);
        return done.Count;
    }

    private static IEnumerable<Change> ChangesOf(OpeningFile file, OfferStep step, DateTimeOffset now)
    {
        var (key, after) = (file.Key, step.After);
        yield return new Change.Replace(ApplicationRows.OfApplication(key, after, file.ETagOf(after.Who.Id)));
        var kept = new ApplicationStep(step.What, after.Stage, now) { Version = after.Version, Words = after.Words };
        yield return new Change.Insert(ApplicationMore.OfStep(key, after.Who.Id, kept));
        if (kept.TellsApplicant)
            yield return ApplicationRows.OrderAbout(key, TellApplicant.Kind, after.Who.Id, now);
        yield return Audit.ByProgram(key, "applications.moved", now, new Changed(after.Who.Id.ObjectId, step.Before.Stage.ToString(), after.Stage.ToString()));
        foreach (var order in OfferOrders.Of(file.Opening, step.What, step.Before, after, now).Concat(EndRelease.Orders(key, step.Before, after, now)))
            yield return order;
    }

    /// <summary>Several steps may order the same; a commit takes each row once.</summary>
    public static List<Change> Merged(List<Change> changes) => [.. changes.GroupBy(change => change.RowKey, StringComparer.Ordinal).Select(group => group.Last())];
}

/// <summary>What is done to one application.</summary>
internal sealed record OfferStep(StepKind What, Application Before, Application After);
