using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Starts a round when it is time: works out who is asked about whom, which counts by one commit, whatever servers work on it; makes an
/// anonymous box for each person about whom is asked; and then has everybody asked, and those told about whom nobody is. Each step is done once, however often it is begun.
/// </summary>
internal sealed partial class StartRound(ReviewShelf shelf, RaterBook book, Peers peers, SubjectBoxes boxes, Staging staging, IRecordStore store, AskBook asks, Outbox outbox, Chance chance, TimeProvider time, ILogger<StartRound> log) : IDelivery
{
    public const string Kind = "review.start";

    /// <summary>So long after a key couldn't be used it is tried again.</summary>
    public static readonly TimeSpan KeyAgainAfter = TimeSpan.FromMinutes(10);

    private const int AtOnce = 8;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { CalledOffAt: null } round || round.StageAt(now) is RoundStage.Over)
            return new Delivered.Done();
        if (round.StartsAt + EndRound.Settling > now)
            return new Delivered.NotBefore(round.StartsAt + EndRound.Settling); // a box made after all others would show by its time who joined last
        try
        {
            return await RunAsync(round, row, now, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            Log.KeyAway(log, round.Id, cause);
            return new Delivered.NotBefore(time.GetUtcNow() + KeyAgainAfter);
        }
    }

    private async Task<Delivered> RunAsync(ReviewRound round, Record row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (round.Match.Length == 0)
        {
            var all = await ReadAsync(round, now, cancellationToken);
            var ratings = RaterMatching.Match(all.All, all.Rules, chance.Below);
            if (all.All.Count < ReviewLimits.PeopleMin || ratings.Count == 0)
                return await CallOffAsync(round, now, cancellationToken);
            await MatchAsync(round, all, ratings, now, cancellationToken);
            return new Delivered.NotBefore(now); // read anew: another server's match may count
        }

        await SweepOthersAsync(round, cancellationToken);
        var joined = await shelf.ListPartsAsync(round, cancellationToken);
        await shelf.ForgetNobodysStartAsync(round, joined, cancellationToken);
        await book.ForgetNobodysAsync(round, [.. joined.Select(part => part.Person)], cancellationToken);
        var raters = await book.ListAsync(round, cancellationToken);
        var people = joined.ToDictionary(part => ReviewRows.NameOf(round.Id, part.Person), StringComparer.Ordinal);
        var names = raters.SelectMany(one => one.About).Distinct(StringComparer.Ordinal).Where(name => NextPass.HasYet(row, Kind, name)).Order(StringComparer.Ordinal).ToList();
        foreach (var some in names.Take(NextPass.AtATime).Chunk(AtOnce))
        {
            var made = await Task.WhenAll(some.Select(name => people.TryGetValue(name, out var part) && part.LeftAt is null ? HasBoxAsync(round, name, part, now, cancellationToken) : Task.FromResult(true)));
            if (made.Contains(false))
                return new Delivered.NotBefore(time.GetUtcNow() + KeyAgainAfter); // the log says why
        }

        if (names.Count > NextPass.AtATime)
        {
            await outbox.CommitAsync(ReviewRows.Table, row.PartitionKey, [NextPass.After(round, Kind, names[NextPass.AtATime - 1], now)], cancellationToken);
            return new Delivered.Done();
        }

        var askedAbout = raters.SelectMany(one => one.About).ToHashSet(StringComparer.Ordinal);
        if (joined.Exists(part => part.LeftAt is null && !askedAbout.Contains(ReviewRows.NameOf(round.Id, part.Person))))
            await TellNobodyAsync(round, askedAbout, now, cancellationToken);
        await Parallel.ForEachAsync(raters.Where(one => one.About.Count > 0), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, stop) => await asks.OrderAsync(PromptAsk.OrderOf(round, one.Rater, 0), stop));
        return new Delivered.Done();
    }

    /// <summary>Tells those about whom nobody is asked since too few could be; and has others asked about whom it was left out for another reason, such as who joined while it was worked out.</summary>
    private async Task TellNobodyAsync(ReviewRound round, HashSet<string> askedAbout, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var here = await ReadAsync(round, now, cancellationToken);
        var isFew = here.Parts.Values.Where(part => !askedAbout.Contains(ReviewRows.NameOf(round.Id, part.Person))).ToLookup(part => RaterMatching.IsAmongFew(here.All, here.Rules, here.ById[part.Person.ToString()], gone: 0));
        foreach (var part in isFew[true])
            await NobodyAsked.MarkAsync(shelf, asks, round, part.Person, cancellationToken);
        if (isFew[false].Any())
            await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [StandIn.FillUpAt(round, now)], cancellationToken);
    }

    private async Task<RoundPeers> ReadAsync(ReviewRound round, DateTimeOffset now, CancellationToken cancellationToken)
        => await peers.WithHistoryAsync(round, await peers.ReadAsync(round, now, cancellationToken), cancellationToken);

    /// <summary>Makes the box about somebody unless there is one; false where the key can't be used now.</summary>
    private async Task<bool> HasBoxAsync(ReviewRound round, string name, RoundPart part, DateTimeOffset now, CancellationToken cancellationToken)
        => await shelf.FindSubjectAsync(round, name, cancellationToken) is not null || await boxes.TryMakeAsync(round, name, part, now, cancellationToken);

    private async Task<Delivered> CallOffAsync(ReviewRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await shelf.ChangeAsync(
            round.Organisation.Id,
            round.Id,
            one => one.Match.Length == 0 && one.CalledOffAt is null ? one with { CalledOffAt = now } : one,
            after => [Audit.ByProgram(ReviewRows.KeyOf(after), EndRound.TooFewKind, now), new Change.Upsert(OutboxRow.New(ReviewRows.KeyOf(after), EndRound.Kind, "", now))],
            cancellationToken);
        return new Delivered.Done();
    }

    private async Task MatchAsync(ReviewRound round, RoundPeers all, IReadOnlyList<Rating> ratings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (key, version, page) = (ReviewRows.KeyOf(round), chance.NewVersion(now), await book.OpenAsync(round, cancellationToken));
        var about = ratings.ToLookup(one => one.Rater, one => ReviewRows.NameOf(round.Id, all.Parts[one.Subject].Person), StringComparer.Ordinal);
        var rows = all.All.Select(peer => page.Of(version, new AskedRater(all.Parts[peer.Id].Person, [.. about[peer.Id]], null))); // also who is asked about nobody: that they are later shows no row
        await staging.WriteAsync(ReviewRows.Table, key, rows, cancellationToken);
        await staging.WriteAsync(ReviewRows.Table, key, all.All.Select(peer => ReviewRows.OfStart(key, version, peer)), cancellationToken);
        var ruling = await shelf.ChangeAsync(
            round.Organisation.Id,
            round.Id,
            one => one is { Match.Length: 0, CalledOffAt: null } ? one with { Match = version } : one,
            after =>
            [
                Audit.ByProgram(key, "review.started", now),
                new Change.Upsert(OutboxRow.New(key, StandIn.Kind, "", after.NextLookAfter(now))),
                new Change.Upsert(OutboxRow.New(key, EndRound.Kind, "", after.LastAt)),
            ],
            cancellationToken);
        if (!ruling.IsRefused(out _, out var counts) && counts.Match == version)
            return;
        foreach (var prefix in new[] { ReviewRows.RatersOf(version), ReviewRows.AtStartOf(version) })
            await staging.SweepAsync(ReviewRows.Table, key, prefix, cancellationToken); // another server's counts
    }

    /// <summary>What another server, or this one before it was killed, worked out and what doesn't count.</summary>
    private async Task SweepOthersAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var key = ReviewRows.KeyOf(round);
        var staged = (await shelf.RowsAsync(key, ReviewRows.Rater, cancellationToken)).Concat(await shelf.RowsAsync(key, ReviewRows.AtStart, cancellationToken));
        foreach (var row in staged.Where(row => !row.RowKey.StartsWith(ReviewRows.RatersOf(round.Match), StringComparison.Ordinal) && !row.RowKey.StartsWith(ReviewRows.AtStartOf(round.Match), StringComparison.Ordinal)))
            await store.CommitAsync(ReviewRows.Table, key, [new Change.Delete(row.RowKey, null)], cancellationToken); // a conflict: it is gone already
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Round {Round} can't be started: a key can't be used now.")]
        public static partial void KeyAway(ILogger log, string round, Exception cause);
    }
}
