using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>What became of concluding somebody's feedback.</summary>
internal enum Concluded
{
    /// <summary>There was nothing to do: it was done before, or nobody was asked about them.</summary>
    Before,

    /// <summary>It was done.</summary>
    Now,

    /// <summary>The key can't be used: the log says why, and nothing is lost.</summary>
    KeyAway,
}

/// <summary>
/// When a round is over: empties the box about somebody, keeps of it what they may see and no more, and puts the comments where those of
/// all their rounds come together. Where too few could be asked about them, what was answered goes unread.
/// </summary>
internal sealed class ConcludeSubject(ReviewShelf shelf, Candidates candidates, AnonymousBoxes boxes, SubjectBoxes subjects, WordsPages pages, IRecordStore store, Staging staging, Contention contention)
{
    /// <summary>What became of it. Done again it changes nothing.</summary>
    /// <param name="round">The round.</param>
    /// <param name="here">Who takes part, as they are listed now.</param>
    /// <param name="person">Whose feedback it is.</param>
    /// <param name="asked">The ids of those who are known to have been asked about them.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Concluded> RunAsync(ReviewRound round, RoundPeers here, MemberId person, IReadOnlyList<string> asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = ReviewRows.NameOf(round.Id, person);
        if (await shelf.FindSubjectAsync(round, name, cancellationToken) is not { WithdrawnAt: null, Result: null, IsUnopened: false })
            return Concluded.Before;
        return await TryAsync(round, here, name, person, asked, now, cancellationToken) ? Concluded.Now : Concluded.KeyAway;
    }

    /// <summary>Whether somebody's box can be opened at this moment, or there is none any more: then, where concluding fails, it is for the key of their waiting comments.</summary>
    public async Task<bool> CanOpenAsync(ReviewRound round, string name, CancellationToken cancellationToken)
        => await boxes.FindAsync(new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name)), cancellationToken) is not { IsClosed: false } head
            || !(await boxes.OpenAsync(head, [], cancellationToken)).IsRefused(out _, out _);

    private async Task<bool> TryAsync(ReviewRound round, RoundPeers here, string name, MemberId person, IReadOnlyList<string> asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var peer = here.ById.GetValueOrDefault(person.ToString()); // null: the organisation lists them no more, and they read nothing
        try
        {
            var isFew = peer is not null && await candidates.AreFewAsync(round, here, peer, name, [], cancellationToken);
            if (isFew)
                await shelf.ChangePartAsync(ReviewRows.KeyOf(round), person, before => before is null ? new Refusal("review.refused.notIn") : before with { IsAmongFew = true }, [], cancellationToken); // first: done again it ends here
            if (!isFew && peer is not null)
                return await EmptyAsync(round, name, asked, cancellationToken);
            await subjects.WithdrawAsync(round, name, now, cancellationToken);
            return true;
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return false;
        }
    }

    private async Task<bool> EmptyAsync(ReviewRound round, string name, IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        var at = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name));
        var emptied = await contention.RunAsync(stop => TryEmptyAsync(round, at, asked, stop), cancellationToken);
        return emptied.IsDone;
    }

    private async Task<Emptied?> TryEmptyAsync(ReviewRound round, BoxAt at, IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(at.Table, at.PartitionKey, ReviewRows.Subject, cancellationToken) is not { } row
            || ReviewRows.ToSubject(row, round.Questions.Count) is not { WithdrawnAt: null, Result: null } subject
            || await boxes.FindAsync(at, cancellationToken) is not { IsClosed: false } head)
            return new Emptied(true);
        var (answered, others) = await boxes.Roll.WhoAnsweredAsync(head, asked, cancellationToken);
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
            answered,
            others,
            ReviewLimits.CommentMax,
            ReviewResult.ShowsComments,
            (id, said) => new Record(ReviewRows.WordsKey(round.Organisation.Id, subject.Person), ReviewRows.Comment + id) { ["Person"] = subject.Person.ToString(), ["Words"] = said },
            (id, comments) => ReviewRows.OfBatch(ReviewRows.WordsKey(round.Organisation.Id, subject.Person), id, comments, round.LastAt));
        if (await pages.TakeAsync(words, cancellationToken) is not null) // first: taken in once, however often the box is emptied
            return new Emptied(false);
        if (await shelf.FindPartAsync(round, subject.Person, cancellationToken) is null)
        {
            await staging.SweepAllAsync(at.Table, words.At.PartitionKey, cancellationToken); // forgotten meanwhile: they have no comments any more
            return new Emptied(true);
        }

        var roll = await shelf.RowsAsync(at.PartitionKey, BoxRows.Roll, cancellationToken);
        Change[] changes = [new Change.Replace(ReviewRows.OfSubject(at.PartitionKey, subject with { Result = result }, row.ETag)), .. box.Changes, .. roll.Select(one => new Change.Delete(one.RowKey, one.ETag))];
        return await store.CommitAsync(at.Table, at.PartitionKey, changes, cancellationToken) is CommitResult.Committed ? new Emptied(true) : null;
    }

    private sealed record Emptied(bool IsDone);
}
