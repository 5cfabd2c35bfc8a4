using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Offers;
using LeadershipBot.Features.Applications.Releasing;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>Changes applications: load, decide, one commit with the counts and everything that follows. What changes nothing writes nothing.</summary>
internal sealed class ApplicationChanging(ApplicationShelf shelf, IRecordStore store, Outbox outbox, Contention contention)
{
    /// <summary>All of them, or none: one that is refused refuses all.</summary>
    public async Task<Ruling<ChangedApplications>> ChangeAsync(Turn turn, ApplicationChange change, CancellationToken cancellationToken)
    {
        foreach (var row in NotesOf(turn, change)) // first: a note of nothing is harmless
            await store.CommitAsync(ApplicationIndexRows.Table, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
        return (await contention.RunAsync(stop => TryAsync(turn, change, stop), cancellationToken)).Ruling;
    }

    private async Task<Done?> TryAsync(Turn turn, ApplicationChange change, CancellationToken cancellationToken)
    {
        var file = ConcernsAll(change)
            ? await shelf.ReadAllAsync(change.Opening, cancellationToken)
            : await shelf.ReadOneAsync(change.Opening, change.Who[0], cancellationToken);
        var (counts, after, changed) = (file.Head.Counts, new List<Application>(), new List<(Application? Before, Application After)>());
        foreach (var who in change.Who)
        {
            var before = file.Of(who);
            if (change.Decide(file, before, counts).IsRefused(out var refusal, out var next))
                return new Done(refusal);
            after.Add(next);
            if (next == before)
                continue;
            if (next.Revision != before?.Revision)
                (next, after[^1]) = (next with { Wave = file.Head.Shown }, next with { Wave = file.Head.Shown });
            changed.Add((before, next));
            counts = counts.After(before, next);
        }

        if (changed.Count == 0)
            return new Done(new ChangedApplications(after));
        var isShown = ConcernsAll(change) && file.CompletesWith(file.With(after), turn.At);
        var head = file.Head.With(counts) with { Title = change.Opening.Title, Shown = file.Head.Shown + (isShown ? 1 : 0) };
        List<Change> changes = [head.ETag is null ? new Change.Insert(ApplicationRows.OfHead(head)) : new Change.Replace(ApplicationRows.OfHead(head))];
        foreach (var (before, next) in changed)
            changes.AddRange(ChangesOf(turn, change, file, before, next));
        changes.Add(new Change.Upsert(OutboxRow.New(file.Key, CountOpening.Kind, "", turn.At)));
        if (isShown)
            changes.Add(TellNews.Order(file.Key, News.Scored, change.Opening.RunBy.Id, null, turn.At));
        return await outbox.CommitAsync(ApplicationRows.Table, file.Key, OfferChanging.Merged(changes), cancellationToken) is CommitResult.Committed ? new Done(new ChangedApplications(after)) : null;
    }

    private static IEnumerable<Change> ChangesOf(Turn turn, ApplicationChange change, OpeningFile file, Application? before, Application after)
    {
        var (key, who) = (file.Key, after.Who.Id);
        var row = ApplicationRows.OfApplication(key, after, file.ETagOf(who));
        yield return before is null ? new Change.Insert(row) : new Change.Replace(row);
        if (before is not null && before.Edition != after.Edition)
            yield return new Change.Upsert(ApplicationRows.OfEdition(key, before));
        var what = change.What is StepKind.Sent && before is not null && before.Edition == after.Edition ? StepKind.Changed : change.What;
        var step = new ApplicationStep(what, after.Stage, turn.At) { Version = after.Version, Words = after.Words, By = what is StepKind.Moved ? new Person(turn.Actor.MemberId, turn.Actor.Name) : null };
        yield return new Change.Insert(ApplicationMore.OfStep(key, who, step));
        if (step.TellsApplicant)
            yield return ApplicationRows.OrderAbout(key, TellApplicant.Kind, who, turn.At);
        if (after.WordBy(file.Opening) is { } due)
            yield return ApplicationRows.OrderAbout(key, RemindOfApplication.Kind, who, due);
        if (what is StepKind.Sent or StepKind.Changed && file.Opening.ClosesAt is { } closes)
            yield return new Change.Upsert(OutboxRow.New(key, CloseOpening.Kind, "", closes));

        if (what is StepKind.Withdrawn && before is { IsUndecided: false })
            yield return TellNews.Order(key, News.Withdrew, file.Opening.RunBy.Id, after.Who.Id, turn.At);
        if (what is StepKind.Moved)
            yield return Audit.Entry(key, turn, "applications.moved", new Changed(who.ObjectId, before!.Stage.ToString(), after.Stage.ToString()));
        if (after.Stage is Stage.Appointed)
            yield return TellAppointed.Order(key, after, turn.At);
        if (before is { Stage: Stage.Appointed } appointed)
            yield return TellTakenBack.Order(key, appointed, turn.At);
        foreach (var order in OfferOrders.Of(file.Opening, what, before, after, turn.At).Concat(EndRelease.Orders(key, before, after, turn.At)).Concat(ReviveRelease.Orders(key, before, after, turn.At)).Concat(LookForListed.Orders(key, after, turn.At)))
            yield return order;
    }

    /// <summary>Whether all of the opening is read: what is done to one may change what the panel waits for.</summary>
    private static bool ConcernsAll(ApplicationChange change)
        => change.What is StepKind.Moved or StepKind.Withdrawn || change.Opening.HasOnPanel(change.Who[0]);

    private static IEnumerable<Record> NotesOf(Turn turn, ApplicationChange change)
        => change.What is StepKind.Moved
            ? [ApplicationIndexRows.OfDone(change.Opening, turn.Actor.MemberId)]
            : [ApplicationIndexRows.OfApplied(change.Opening, turn.Actor.MemberId)];

    private sealed record Done(Ruling<ChangedApplications> Ruling);
}

/// <summary>Applications after they were changed, in the order in which they were named.</summary>
internal sealed record ChangedApplications(IReadOnlyList<Application> All);

/// <summary>What is to be done to applications.</summary>
/// <param name="Opening">What they are for.</param>
/// <param name="What">What is done.</param>
/// <param name="Who">Whose applications.</param>
/// <param name="Decide">One application after it, or why not: what was read, the application (null if there is none), and the counts as they are by then.</param>
internal sealed record ApplicationChange(
    Opening Opening,
    StepKind What,
    IReadOnlyList<MemberId> Who,
    Func<OpeningFile, Application?, ApplicantCounts, Ruling<Application>> Decide);
