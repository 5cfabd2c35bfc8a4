using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview.Results;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// When a round is over: empties each box, keeps of it what its subject may see and no more, puts comments where those of all their
/// rounds come together, and has everybody told. It is counted once more whether enough could be asked about each; where too few could,
/// what was answered goes unread. Done again, by whatever server, it does the same.
/// </summary>
internal sealed class EndRound(ReviewShelf shelf, RaterBook raters, Peers peers, Candidates candidates, AnonymousBoxes boxes, WordsPages pages, AskBook book, IRecordStore store, Staging staging, Contention contention, IAudience audience, TimeProvider time) : IDelivery
{
    public const string Kind = "review.end";

    // In the audit: who is to hear that a round isn't held, and why it isn't.
    private const string MadeKind = "review.made";
    private const string StartedEarlyKind = "review.startedEarly";
    private const string TooFewKind = "review.tooFew";
    private const string NeverStartedKind = "review.neverStarted";

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
        if (round is { CalledOffAt: null, Match.Length: 0 })
            round = await NeverStartedAsync(round, now, cancellationToken);
        var all = await shelf.ListPartsAsync(round, cancellationToken);
        foreach (var name in all.Where(part => part.LeftAt is not null).Select(part => ReviewRows.NameOf(round.Id, part.Person)))
            await StandIn.WithdrawAsync(store, staging, round, name, now, cancellationToken); // whoever withdrew at the last moment, too
        var parts = all.FindAll(part => part.LeftAt is null);
        var (done, left, here) = (0, new HashSet<MemberId>(), await peers.ReadNowAsync(round, cancellationToken));
        var askedAbout = (await AskedAsync(round, cancellationToken)).SelectMany(one => one.About.Select(name => (name, one.Rater.ObjectId))).ToLookup(one => one.name, one => one.ObjectId, StringComparer.Ordinal);
        var byId = here.All.ToDictionary(peer => peer.Id, StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var name = ReviewRows.NameOf(round.Id, part.Person);
            if (await shelf.FindSubjectAsync(round, name, cancellationToken) is not { WithdrawnAt: null, Result: null })
                continue;
            if (done == AtATime || left.Count == AtATime)
                return new Delivered.NotBefore(time.GetUtcNow() + (left.Count == AtATime ? KeyAgainAfter : TimeSpan.Zero));
            var peer = byId.GetValueOrDefault(part.Person.ToString()); // null: the organisation lists them no more, and they read nothing
            if (await TryConcludeAsync(round, here, peer, part.Person, [.. askedAbout[name]], now, cancellationToken))
                done++;
            else
                left.Add(part.Person); // nothing is lost: the log says why; the others needn't wait for it
        }

        var told = parts.Select(part => part.Person).Where(person => !left.Contains(person)).Union(await OrganisersAsync(round, cancellationToken));
        await Parallel.ForEachAsync(told, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (person, stop) => await book.OrderAsync(new AskOrder(person, round.Organisation.Id, ResultNews.AskKind, round.Id, new Ask(AskWeight.Notice, 0, null)), stop));
        return left.Count == 0 ? new Delivered.Done() : new Delivered.NotBefore(time.GetUtcNow() + KeyAgainAfter);
    }

    /// <summary>Who made a round, or started it before its day, and is to hear that it doesn't take place after all.</summary>
    private async Task<List<MemberId>> OrganisersAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var done = round.CalledOffAt is null ? [] : await shelf.RowsAsync(ReviewRows.KeyOf(round), Audit.Prefix, cancellationToken);
        if (!done.Exists(row => row.GetString("What") is TooFewKind or NeverStartedKind))
            return [];
        var who = done.Where(row => row.GetString("What") is MadeKind or StartedEarlyKind).Select(row => row.GetString("Who")).ToHashSet(StringComparer.Ordinal);
        var people = new List<MemberId>();
        await foreach (var member in audience.ListAsync(round.Organisation.Id, cancellationToken))
        {
            if (who.Contains(member.Person.ObjectId))
                people.Add(member.Person);
        }

        return people;
    }

    /// <summary>A round that no server could start in time, such as while the key was away, doesn't take place.</summary>
    private async Task<ReviewRound> NeverStartedAsync(ReviewRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var off = await shelf.ChangeAsync(round.Organisation.Id, round.Id, one => one is { CalledOffAt: null, Match.Length: 0 } ? one with { CalledOffAt = now } : one, after => [Audit.ByProgram(ReviewRows.KeyOf(after), "review.neverStarted", now)], cancellationToken);
        return off.IsRefused(out _, out var after) ? round : after;
    }

    /// <summary>Who was asked; nobody where the round's key can't be used: then it is only known of nobody who answered, and comments wait longer.</summary>
    private async Task<IReadOnlyList<AskedRater>> AskedAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        try
        {
            return await raters.ListAsync(round, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return [];
        }
    }

    private async Task<bool> TryConcludeAsync(ReviewRound round, RoundPeers here, Peer? peer, MemberId person, IReadOnlyList<string> asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = ReviewRows.NameOf(round.Id, person);
        try
        {
            var isFew = peer is not null && await candidates.AreFewAsync(round, here, peer, name, [], cancellationToken);
            if (isFew)
                await shelf.ChangePartAsync(ReviewRows.KeyOf(round), person, before => before is null ? new Refusal("review.refused.notIn") : before with { IsAmongFew = true }, [], cancellationToken); // first: done again it ends here
            if (!isFew && peer is not null)
                return await EmptyAsync(round, name, asked, cancellationToken);
            await StandIn.WithdrawAsync(store, staging, round, name, now, cancellationToken);
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
        var (answered, others) = await boxes.WhoAnsweredAsync(head, asked, cancellationToken);
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
