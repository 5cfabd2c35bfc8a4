using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>The anonymous boxes of those about whom is asked: made, and taken away unread.</summary>
internal sealed class SubjectBoxes(ReviewShelf shelf, AnonymousBoxes boxes, Staging staging, IRecordStore store, Outbox outbox)
{
    /// <summary>Makes it, unless there is one; false where the key can't be used now. Of who withdrew or was forgotten meanwhile nothing is left.</summary>
    public async Task<bool> TryMakeAsync(ReviewRound round, string name, RoundPart part, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name));
        // Whoever is asked about somebody is let in by the round's match, and may change; so the roll lists only who answered.
        var order = new BoxOrder(RaterMatching.RatersEach * 2, ReviewAnswer.KindsMax(round.Questions.Count), ReviewLimits.QuestionsMax, ReviewLimits.CommentMax, BoxRoll.Marked);
        if ((await boxes.MakeAsync(at, order, cancellationToken)).IsRefused(out _, out var box))
            return false;
        await outbox.CommitAsync(at.Table, at.PartitionKey, [new Change.Insert(ReviewRows.OfSubject(at.PartitionKey, new RoundSubject(part.Person, part.Name))), .. box.Changes], cancellationToken); // a conflict: another server was faster
        await LookAgainAsync(round, name, part, now, cancellationToken);
        return true;
    }

    /// <summary>What was answered about somebody goes unread, since its key is lost, and it is noted why. Again it changes nothing.</summary>
    public async Task LoseAsync(ReviewRound round, string name, CancellationToken cancellationToken)
    {
        var key = ReviewRows.BoxKey(round.Organisation.Id, round.Id, name);
        if (await store.FindAsync(ReviewRows.Table, key, ReviewRows.Subject, cancellationToken) is { } row && ReviewRows.ToSubject(row, round.Questions.Count) is { WithdrawnAt: null, Result: null, IsUnopened: false } subject)
            await store.CommitAsync(ReviewRows.Table, key, [new Change.Replace(ReviewRows.OfSubject(key, subject with { IsUnopened = true }, row.ETag))], cancellationToken); // a conflict: another server was faster
        await SweepAsync(key, cancellationToken);
    }

    /// <summary>It is noted that comments on somebody that waited for more went, since their key is lost.</summary>
    public async Task NoteLostCommentsAsync(ReviewRound round, string name, CancellationToken cancellationToken)
    {
        var key = ReviewRows.BoxKey(round.Organisation.Id, round.Id, name);
        if (await store.FindAsync(ReviewRows.Table, key, ReviewRows.Subject, cancellationToken) is { } row && ReviewRows.ToSubject(row, round.Questions.Count) is { HasLostComments: false } subject)
            await store.CommitAsync(ReviewRows.Table, key, [new Change.Replace(ReviewRows.OfSubject(key, subject with { HasLostComments = true }, row.ETag))], cancellationToken); // a conflict: another server was faster
    }

    /// <summary>What was answered about somebody goes, with its key; nobody is asked about them any more. Again it changes nothing.</summary>
    public async Task WithdrawAsync(ReviewRound round, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = ReviewRows.BoxKey(round.Organisation.Id, round.Id, name);
        if (await store.FindAsync(ReviewRows.Table, key, ReviewRows.Subject, cancellationToken) is { } row && ReviewRows.ToSubject(row, round.Questions.Count) is { WithdrawnAt: null } subject)
            await store.CommitAsync(ReviewRows.Table, key, [new Change.Replace(ReviewRows.OfSubject(key, subject with { WithdrawnAt = now, Result = null }, row.ETag))], cancellationToken); // a conflict: it was done already
        await SweepAsync(key, cancellationToken);
    }

    private async Task SweepAsync(string key, CancellationToken cancellationToken)
    {
        await store.CommitAsync(ReviewRows.Table, key, [new Change.Delete(BoxRows.Head, null)], cancellationToken); // first: nothing comes in any more
        await staging.SweepAsync(ReviewRows.Table, key, BoxRows.Contents, cancellationToken);
    }

    private async Task LookAgainAsync(ReviewRound round, string name, RoundPart part, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var there = await shelf.FindPartAsync(round, part.Person, cancellationToken);
        if (there is null)
            await staging.SweepAllAsync(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name), cancellationToken);
        else if (there.LeftAt is not null)
            await WithdrawAsync(round, name, now, cancellationToken);
    }
}
