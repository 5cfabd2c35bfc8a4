using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Somebody's feedback that couldn't be concluded when the round was over, since a key can't be used: it is tried again, ever less often,
/// and given up once the key must be taken for lost. Either way people are told (<see cref="TellLater"/>), and that something was lost those who run rounds are, too.
/// </summary>
internal sealed class OpenLater(ReviewShelf shelf, RaterBook raters, LostKeys lost, Peers peers, ConcludeSubject conclude, SubjectBoxes subjects, IRoleHolders roles, AskBook book, Outbox outbox, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "review.openLater";

    /// <summary>The order for one person, which doesn't name them. Again it is the same order.</summary>
    public static Change At(ReviewRound round, MemberId person, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(ReviewRows.KeyOf(round), Kind, ReviewRows.NameOf(round.Id, person), at));

    /// <summary>For whom it still waits, by their names within the round.</summary>
    public static async Task<IReadOnlySet<string>> ListAsync(ReviewShelf shelf, ReviewRound round, CancellationToken cancellationToken)
        => (await shelf.RowsAsync(ReviewRows.KeyOf(round), OutboxRow.RowKeyOf(Kind, ""), cancellationToken)).Select(NameIn).ToHashSet(StringComparer.Ordinal);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (now, name) = (time.GetUtcNow(), NameIn(row));
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { } round)
            return new Delivered.Done();
        var subject = await shelf.FindSubjectAsync(round, name, cancellationToken); // null: they were forgotten
        var canOpen = await conclude.CanOpenAsync(round, name, cancellationToken);
        if (subject is not null && !(canOpen && await ConcludeAsync(round, subject.Person, now, cancellationToken)))
        {
            var state = lost.Failed(ReviewRows.BoxKey(round.Organisation.Id, round.Id, name), await raters.OthersOpenAsync(round, cancellationToken));
            if (TriesAgainAt(round, state, now) is { } again)
                return new Delivered.NotBefore(again); // the log says why
            if (!await HasGivenUpAsync(round, subject.Person, canOpen, now, cancellationToken))
                return new Delivered.NotBefore(now + LostKeys.Apart);
        }

        await outbox.CommitAsync(ReviewRows.Table, row.PartitionKey, [TellLater.After(round, now)], cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>When what couldn't be opened just now is tried again; null where it is to be given up.</summary>
    /// <param name="round">The round.</param>
    /// <param name="state">What its key is.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset? TriesAgainAt(ReviewRound round, KeyState state, DateTimeOffset now) => state switch
    {
        _ when round.GivesUp(now, othersOpen: state is KeyState.Lost) => null,
        KeyState.Doubtful when round.GivesUp(now, othersOpen: true) => now + LostKeys.Apart,
        _ => round.TriesAgainAt(now),
    };

    private static string NameIn(Record row) => row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..];

    private async Task<bool> ConcludeAsync(ReviewRound round, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = ReviewRows.NameOf(round.Id, person);
        string[] asked = [.. (await raters.ListUnlessAwayAsync(round, cancellationToken) ?? []).Where(one => one.About.Contains(name)).Select(one => one.Rater.ObjectId)];
        return await conclude.RunAsync(round, await peers.ReadNowAsync(round, cancellationToken), person, asked, now, cancellationToken) is not Concluded.KeyAway;
    }

    /// <summary>
    /// The box goes unread; or, where it can be opened, what waited for more comments goes, whose key it is that is lost. False where the
    /// box couldn't be emptied after that: it is tried again.
    /// </summary>
    private async Task<bool> HasGivenUpAsync(ReviewRound round, MemberId person, bool canOpen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = ReviewRows.NameOf(round.Id, person);
        await store.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [Audit.ByProgram(ReviewRows.KeyOf(round), "review.keyLost", now)], cancellationToken);
        foreach (var holder in await roles.ListAsync(round.Organisation.Id, ReviewGate.Makers, cancellationToken))
            await book.OrderAsync(KeyLostNews.OrderOf(round, holder.Person), cancellationToken);
        if (canOpen)
        {
            await subjects.NoteLostCommentsAsync(round, name, cancellationToken); // first: done again it is still known
            await store.CommitAsync(ReviewRows.Table, ReviewRows.WordsKey(round.Organisation.Id, person), [new Change.Delete(WordsPages.Row, null)], cancellationToken); // a conflict: it is gone already
            if (await ConcludeAsync(round, person, now, cancellationToken))
                return true;
            if (!round.GivesUp(now, othersOpen: false))
                return false;
        }

        await subjects.LoseAsync(round, name, cancellationToken);
        return true;
    }
}
