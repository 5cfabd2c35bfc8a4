using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Held;

/// <summary>
/// Removes rounds that ended long ago, with everything in them; the comments that could be read for so long; and those that wait with
/// others to be read since so long ago. Later rounds renew none of it.
/// </summary>
internal sealed class ReviewRetention(ReviewShelf shelf, RaterBook raters, IRecordStore store, Staging staging) : IRetention
{
    public RetentionKind Kind => RetentionKind.PeerReviews;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = (await shelf.ListAsync(organisationId, cancellationToken)).FindAll(round => (round.CalledOffAt ?? round.LastAt) < olderThan);
        var audit = (await shelf.RowsAsync(organisationId, Audit.Prefix, cancellationToken)).FindAll(row => row.GetDateTimeOffset("At") < olderThan);
        var reported = (await shelf.RowsAsync(organisationId, ReviewRows.Reported, cancellationToken)).FindAll(row => row.GetDateTimeOffset("At") < olderThan);
        if (sweep is Sweep.Count)
            return old.Count + audit.Count + reported.Count;
        foreach (var round in old)
            await RemoveAsync(round, olderThan, cancellationToken);
        foreach (var row in audit.Concat(reported))
            await store.CommitAsync(ReviewRows.Table, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken); // a conflict: it is gone already
        // Whoever was forgotten at the very moment in which others were asked in a place; last, since it needs the key.
        foreach (var round in (await shelf.ListAsync(organisationId, cancellationToken)).Where(round => round.Match.Length > 0))
            await ForgetNobodysAsync(round, cancellationToken);
        return old.Count + audit.Count + reported.Count;
    }

    private async Task ForgetNobodysAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var joined = await shelf.ListPartsAsync(round, cancellationToken);
        await shelf.ForgetNobodysStartAsync(round, joined, cancellationToken);
        try
        {
            await raters.ForgetNobodysAsync(round, [.. joined.Select(part => part.Person)], cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            // In a later night: what else is to be removed doesn't wait for the key.
        }
    }

    /// <summary>The comments first: until the batch goes they are found again.</summary>
    private async Task RemoveAsync(string words, Record batch, CancellationToken cancellationToken)
    {
        foreach (var row in ReviewRows.CommentsIn(batch).Select(id => ReviewRows.Comment + id).Append(batch.RowKey))
            await store.CommitAsync(ReviewRows.Table, words, [new Change.Delete(row, null)], cancellationToken); // a conflict: it is gone already
    }

    private async Task RemoveAsync(ReviewRound round, DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        foreach (var part in await shelf.ListPartsAsync(round, cancellationToken))
        {
            await staging.SweepAllAsync(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, ReviewRows.NameOf(round.Id, part.Person)), cancellationToken);
            var words = ReviewRows.WordsKey(round.Organisation.Id, part.Person);
            foreach (var page in (await shelf.RowsAsync(words, WordsPages.Row, cancellationToken)).Where(row => WordsPages.FirstIn(row) < olderThan))
                await store.CommitAsync(ReviewRows.Table, words, [new Change.Delete(page.RowKey, page.ETag)], cancellationToken); // a conflict: another round came to it, and it is looked at again with the next
            foreach (var batch in (await shelf.RowsAsync(words, ReviewRows.Batch, cancellationToken)).Where(row => ReviewRows.IsOlder(row, olderThan)))
                await RemoveAsync(words, batch, cancellationToken);
        }

        await staging.SweepAllAsync(ReviewRows.Table, ReviewRows.KeyOf(round), cancellationToken);
        await store.CommitAsync(ReviewRows.Table, round.Organisation.Id, [new Change.Delete(ReviewRows.Listed + round.Id, null)], cancellationToken); // last: until then it is found again
    }
}
