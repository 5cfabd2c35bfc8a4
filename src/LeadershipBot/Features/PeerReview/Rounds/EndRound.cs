using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview.Results;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// When a round is over: empties each box, keeps of it what its subject may see and no more, puts comments where those of all their
/// rounds come together, and has everybody told. Done again, by whatever server, it does the same.
/// </summary>
internal sealed class EndRound(ReviewShelf shelf, AnonymousBoxes boxes, WordsPages pages, AskBook book, IRecordStore store, Staging staging, Contention contention, TimeProvider time) : IDelivery
{
    public const string Kind = "review.end";

    private const int AtOnce = 8;
    private const int AtATime = 200;
    private static readonly TimeSpan KeyAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>So long answers that were on their way when it closed may still come in: longer than a turn takes.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await InviteMembers.RoundOf(shelf, row.PartitionKey, cancellationToken) is not { } round)
            return new Delivered.Done();
        if (round.CalledOffAt is null && round.LastAt + Settling > now)
            return new Delivered.NotBefore(round.LastAt + Settling);
        var all = await shelf.ListPartsAsync(round, cancellationToken);
        foreach (var name in all.Where(part => part.LeftAt is not null).Select(part => ReviewRows.NameOf(round.Id, part.Person)))
            await StandIn.WithdrawAsync(store, staging, round, name, now, cancellationToken); // whoever withdrew at the last moment, too
        var parts = all.FindAll(part => part.LeftAt is null);
        var done = 0;
        foreach (var name in parts.Select(part => ReviewRows.NameOf(round.Id, part.Person)))
        {
            if (await shelf.FindSubjectAsync(round, name, cancellationToken) is not { WithdrawnAt: null, Result: null })
                continue;
            if (done++ == AtATime)
                return new Delivered.NotBefore(time.GetUtcNow());
            if (!await EmptyAsync(round, name, cancellationToken))
                return new Delivered.NotBefore(time.GetUtcNow() + KeyAgainAfter); // nothing is lost: the log says why
        }

        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (part, stop) => await book.OrderAsync(new AskOrder(part.Person, round.Organisation.Id, ResultNews.AskKind, round.Id, new Ask(AskWeight.Notice, 0, null)), stop));
        return new Delivered.Done();
    }

    private async Task<bool> EmptyAsync(ReviewRound round, string name, CancellationToken cancellationToken)
    {
        var at = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name));
        var emptied = await contention.RunAsync(stop => TryEmptyAsync(round, at, stop), cancellationToken);
        return emptied.IsDone;
    }

    private async Task<Emptied?> TryEmptyAsync(ReviewRound round, BoxAt at, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(at.Table, at.PartitionKey, ReviewRows.Subject, cancellationToken) is not { } row
            || ReviewRows.ToSubject(row, round.Questions.Count) is not { WithdrawnAt: null, Result: null } subject
            || await boxes.FindAsync(at, cancellationToken) is not { IsClosed: false } head)
            return new Emptied(true);
        ReviewResult? result = null;
        IReadOnlyList<string> comments = [];
        var closing = await boxes.CloseAsync(
            head,
            readsComments: _ => false,
            keeps: contents =>
            {
                (result, comments) = (ReviewResult.Of(contents.Counts, round.Questions.Count), contents.Comments);
                return contents with { Counts = [], Comments = [], Receipts = [] };
            },
            cancellationToken);
        if (closing.IsRefused(out _, out var box) || result is null)
            return new Emptied(false);
        var words = new WordsOrder(
            new BoxAt(ReviewRows.Table, ReviewRows.WordsKey(round.Organisation.Id, subject.Person)),
            round.Id,
            round.LastAt,
            comments,
            ReviewLimits.CommentMax,
            DisclosureLimits.CommentsFrom,
            (id, said) => new Record(ReviewRows.WordsKey(round.Organisation.Id, subject.Person), ReviewRows.Comment + id) { ["Person"] = subject.Person.ToString(), ["Words"] = said, ["Month"] = ReviewRows.MonthOf(round.LastAt) });
        if (await pages.TakeAsync(words, cancellationToken) is not null) // first: taken in once, however often the box is emptied
            return new Emptied(false);
        if (await shelf.FindPartAsync(round, subject.Person, cancellationToken) is null)
        {
            await staging.SweepAllAsync(at.Table, words.At.PartitionKey, cancellationToken); // forgotten meanwhile: they have no comments any more
            return new Emptied(true);
        }

        var roll = await shelf.RowsAsync(at.PartitionKey, "anonymous.roll.", cancellationToken);
        Change[] changes = [new Change.Replace(ReviewRows.OfSubject(at.PartitionKey, subject with { Result = result }, row.ETag)), .. box.Changes, .. roll.Select(one => new Change.Delete(one.RowKey, one.ETag))];
        return await store.CommitAsync(at.Table, at.PartitionKey, changes, cancellationToken) is CommitResult.Committed ? new Emptied(true) : null;
    }

    private sealed record Emptied(bool IsDone);
}
