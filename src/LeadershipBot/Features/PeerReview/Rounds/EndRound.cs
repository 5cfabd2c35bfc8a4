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
/// When a round is over: has everybody's feedback concluded (<see cref="ConcludeSubject"/>), and everybody told. It is counted once more
/// whether enough could be asked about each. Done again, by whatever server, it does the same.
/// </summary>
internal sealed class EndRound(ReviewShelf shelf, RaterBook raters, Peers peers, ConcludeSubject conclude, SubjectBoxes subjects, AskBook book, Outbox outbox, IAudience audience, TimeProvider time) : IDelivery
{
    public const string Kind = "review.end";

    /// <summary>In the audit: that somebody called a round off.</summary>
    public const string CalledOffKind = "review.calledOff";

    /// <summary>In the audit: that too few joined it who could be asked about each other.</summary>
    public const string TooFewKind = "review.tooFew";

    // In the audit: who is to hear that a round isn't held, and that it couldn't be started in time.
    private const string MadeKind = "review.made";
    private const string StartedEarlyKind = "review.startedEarly";
    private const string NeverStartedKind = "review.neverStarted";

    private const int AtOnce = 8;

    /// <summary>So long what was on its way when a round starts or closes may still come in, longer than a turn takes: who joins, and answers.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { } round)
            return new Delivered.Done();
        if (round.CalledOffAt is null && round.LastAt + Settling > now)
            return new Delivered.NotBefore(round.LastAt + Settling);
        if (round is { CalledOffAt: null, Match.Length: 0 })
            round = await NeverStartedAsync(round, now, cancellationToken);
        var all = await shelf.ListPartsAsync(round, cancellationToken);
        if (NextPass.IsFirst(row, Kind)) // whoever withdrew at the last moment, too
            await ForAllAsync(all.Where(part => part.LeftAt is not null), (part, stop) => WithdrawAsync(round, part.Person, now, stop), cancellationToken);
        var parts = all.FindAll(part => part.LeftAt is null);
        var (done, left, here) = (0, new HashSet<MemberId>(), await peers.ReadNowAsync(round, cancellationToken));
        var asked = await raters.ListUnlessAwayAsync(round, cancellationToken);
        if (asked is null) // nobody else waits for it; what it locks is told later
            await outbox.CommitAsync(ReviewRows.Table, row.PartitionKey, [UnlockLater.At(round, round.GivesUp(now, othersOpen: false) ? now : round.TriesAgainAt(now))], cancellationToken);
        var askedAbout = (asked ?? []).SelectMany(one => one.About.Select(name => (name, one.Rater.ObjectId))).ToLookup(one => one.name, one => one.ObjectId, StringComparer.Ordinal);
        var waiting = parts.Select(part => (Name: ReviewRows.NameOf(round.Id, part.Person), part.Person)).Where(one => NextPass.HasYet(row, Kind, one.Name)).OrderBy(one => one.Name, StringComparer.Ordinal);
        foreach (var some in waiting.Chunk(AtOnce))
        {
            var concluded = await Task.WhenAll(some.Select(one => conclude.RunAsync(round, here, one.Person, [.. askedAbout[one.Name]], now, cancellationToken)));
            done += concluded.Count(one => one is Concluded.Now);
            left.UnionWith(some.Zip(concluded).Where(one => one.Second is Concluded.KeyAway).Select(one => one.First.Person)); // the others needn't wait for them
            if (left.Count >= NextPass.AtATime && !round.GivesUp(now, othersOpen: false) && !await raters.OthersOpenAsync(round, cancellationToken))
                return new Delivered.NotBefore(round.TriesAgainAt(now)); // all keys are away
            if (done + left.Count < NextPass.AtATime)
                continue;
            await LeaveAsync(round, left, now, cancellationToken);
            await outbox.CommitAsync(ReviewRows.Table, row.PartitionKey, [NextPass.After(round, Kind, some[^1].Name, now)], cancellationToken);
            return new Delivered.Done();
        }

        await LeaveAsync(round, left, now, cancellationToken);
        var waits = await OpenLater.ListAsync(shelf, round, cancellationToken); // they are told once it is known what becomes of theirs
        var told = parts.Where(part => !waits.Contains(ReviewRows.NameOf(round.Id, part.Person))).Select(part => part.Person).Union(await OrganisersAsync(round, cancellationToken));
        await ForAllAsync(told, (person, stop) => book.OrderAsync(ResultNews.OrderOf(round, person), stop), cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>Those whose box can't be opened come to it one by one; nobody else is looked at again for that.</summary>
    private async Task LeaveAsync(ReviewRound round, IEnumerable<MemberId> left, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var some in left.Chunk(StoreLimits.ChangesMax))
            await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [.. some.Select(person => OpenLater.At(round, person, round.GivesUp(now, othersOpen: false) ? now : round.TriesAgainAt(now)))], cancellationToken);
    }

    private static Task ForAllAsync<TOne>(IEnumerable<TOne> all, Func<TOne, CancellationToken, Task> work, CancellationToken cancellationToken)
        => Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, stop) => await work(one, stop));

    private async Task WithdrawAsync(ReviewRound round, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await subjects.WithdrawAsync(round, ReviewRows.NameOf(round.Id, person), now, cancellationToken);
        try
        {
            await raters.ForgetSelfAsync(round, person, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            // It lies locked until then, and goes with the round.
        }
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
        var off = await shelf.ChangeAsync(round.Organisation.Id, round.Id, one => one is { CalledOffAt: null, Match.Length: 0 } ? one with { CalledOffAt = now } : one, after => [Audit.ByProgram(ReviewRows.KeyOf(after), NeverStartedKind, now)], cancellationToken);
        return off.IsRefused(out _, out var after) ? round : after;
    }
}
