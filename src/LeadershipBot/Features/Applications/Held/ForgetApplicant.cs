using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Nominating;
using LeadershipBot.Features.Applications.Offers;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Held;

/// <summary>Forgets somebody's application: what they wrote, its steps, scores of it, conflicts about it and the practice's release; the counts go with it. Safe to repeat.</summary>
internal sealed class ForgetApplicant(ApplicationTraces traces, NominatorNotes notes, ApplicationShelf shelf, Openings openings, IRecordStore store, Outbox outbox, ForgetOrders orders, Contention contention)
{
    public async Task ForgetAsync(Record line, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = ApplicationTraces.KeyOf(line);
        var nominated = await store.FindAsync(ApplicationRows.Table, key, ApplicationRows.NomineeRow(person), cancellationToken) is { } nominee ? NominationShelf.ToNomination(nominee) : null;
        await contention.RunAsync(async stop => await TakeAwayAsync(key, person, now, stop) ? "done" : null, cancellationToken);
        await orders.ForgetAsync(key, person, cancellationToken);
        foreach (var row in await RestAsync(key, person, cancellationToken))
            await store.CommitAsync(ApplicationRows.Table, key, [new Change.Delete(row, null)], cancellationToken); // a conflict: it is gone already
        foreach (var asked in (await traces.ListAskedAsync(ApplicationTraces.OrganisationOf(line), cancellationToken)).Where(one => one.GetString("Person") == person.ToString() && ApplicationTraces.IsOf(one, line))) // after the question: what is written of it meanwhile is seen here, or finds it gone
            await store.CommitAsync(ApplicationIndexRows.Table, asked.PartitionKey, [new Change.Delete(asked.RowKey, null)], cancellationToken);
        foreach (var entry in (await traces.OfApplicantAsync(line, person, cancellationToken)).Audited) // who did what stays, and not to whom
            await store.CommitAsync(ApplicationRows.Table, key, [new Change.Upsert(ApplicationTraces.Without(entry, "Whom"))], cancellationToken);
        if (nominated?.By is { } by)
            await notes.DropAsync(ApplicationTraces.OrganisationOf(line), line.GetString("Kind") ?? "", line.GetString("Opening") ?? "", by.Id, cancellationToken);
        await store.CommitAsync(ApplicationIndexRows.Table, line.PartitionKey, [new Change.Delete(line.RowKey, null)], cancellationToken); // last: it is found by it
    }

    /// <summary>The application and what it adds to the counts, in one commit.</summary>
    private async Task<bool> TakeAwayAsync(string key, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var head = await store.FindAsync(ApplicationRows.Table, key, ApplicationRows.Head, cancellationToken);
        if (head is null || await store.FindAsync(ApplicationRows.Table, key, ApplicationRows.ApplicationRow(person), cancellationToken) is not { } row)
            return true;
        var kept = ApplicationRows.ToHead(head);
        var counts = kept.Counts.After(ApplicationRows.ToApplication(row), null);
        var isOfferedOn = await openings.FindAsync(kept.Kind, kept.Opening, cancellationToken) is { } offered && offered.OffersAt(now); // before it begins the place goes to who waits
        var after = isOfferedOn ? kept.With(counts) : kept with { Counts = counts }; // else a place that was given stays given
        List<Change> changes =
        [
            new Change.Replace(ApplicationRows.OfHead(after)),
            new Change.Delete(row.RowKey, row.ETag),
            new Change.Upsert(OutboxRow.New(key, CountOpening.Kind, "", now)),
            OfferOrders.Next(key, now), // the place that they leave goes on
        ];
        if (await IsLastMissingAsync(kept, person, now, cancellationToken))
            changes.Add(LookAtScores.Order(key, now));
        return await outbox.CommitAsync(ApplicationRows.Table, key, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>Whether only this applicant's scores were missing: the others' are shown then, since nobody else would have them shown.</summary>
    private async Task<bool> IsLastMissingAsync(OpeningHead head, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening)
            return false;
        var file = await shelf.ReadAllAsync(opening, cancellationToken);
        return file.CompletesWith(file with { Applications = [.. file.Applications.Where(one => one.Who.Id != person)], ETags = [] }, now);
    }

    private async Task<List<string>> RestAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        var (rows, name) = (new List<string> { ApplicationMore.ToldRow(person), ApplicationRows.ReleaseRow(person), ApplicationRows.NomineeRow(person) }, person.ToString());
        foreach (var prefix in new[] { ApplicationRows.EditionsOf(person), ApplicationMore.StepsOf(person), ApplicationRows.ScoresOf(person), ApplicationRows.Conflict })
        {
            await foreach (var row in store.ListAsync(ApplicationRows.Table, key, RowRange.Prefix(prefix), cancellationToken))
            {
                if (prefix != ApplicationRows.Conflict || row.GetString("About") == name)
                    rows.Add(row.RowKey);
            }
        }

        return rows;
    }
}
