using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview;

/// <summary>
/// Who is asked about whom in a round, and what each said of themselves: kept so that nobody is asked twice about the same colleague, and
/// locked with a key of the round's own. Else whoever has the store would know the six of whom a result is made; also by what one said of
/// oneself, which is written right before one's first answer about a colleague.
/// </summary>
internal sealed class RaterBook(IRecordStore store, AskKeys keys, LostKeys lost, Outbox outbox, Contention contention, Chance chance)
{
    /// <summary>Everybody who takes part, those too who are asked about nobody; nobody before it starts.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<IReadOnlyList<AskedRater>> ListAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(ReviewRows.Table, ReviewRows.KeyOf(round), RowRange.Prefix(ReviewRows.RatersOf(round.Match)), cancellationToken))
            rows.Add(row);
        if (round.Match.Length == 0 || rows.Count == 0)
            return [];
        var page = await OpenAsync(round, cancellationToken);
        return [.. rows.Select(page.Read).OfType<AskedRater>()];
    }

    /// <summary>The same of a round that is over; nobody where its key is lost. Until that is certain nothing is known: what was declined then must be heeded.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked, and the key may not be lost.</exception>
    public async Task<IReadOnlyList<AskedRater>> ListUnlessLostAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        try
        {
            var all = await ListAsync(round, cancellationToken);
            lost.Opened(ReviewRows.KeyOf(round));
            return all;
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            if (lost.Failed(ReviewRows.KeyOf(round), await OthersOpenAsync(round, cancellationToken)) is KeyState.Lost)
                return [];
            throw;
        }
    }

    /// <summary>The same at the end of a round; null where its key can't be used: then it is known of nobody who answered, and comments wait longer.</summary>
    public async Task<IReadOnlyList<AskedRater>?> ListUnlessAwayAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(round, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return null;
        }
    }

    /// <summary>What is kept of one person; null where nothing is.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<AskedRater?> FindAsync(ReviewRound round, MemberId rater, CancellationToken cancellationToken)
        => round.Match.Length > 0 && await store.FindAsync(ReviewRows.Table, ReviewRows.KeyOf(round), ReviewRows.RatersOf(round.Match) + rater, cancellationToken) is { } row
            ? (await OpenAsync(round, cancellationToken)).Read(row)
            : null;

    /// <summary>About whom somebody is asked, by their names within the round; nobody before it starts.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<IReadOnlyList<string>> ListAboutAsync(ReviewRound round, MemberId rater, CancellationToken cancellationToken)
        => (await FindAsync(round, rater, cancellationToken))?.About ?? [];

    /// <summary>What is kept of one person, nothing where there is no row; null while the key is away, for what goes on without it.</summary>
    public async Task<AskedRater?> TryFindAsync(ReviewRound round, MemberId rater, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(round, rater, cancellationToken) ?? new AskedRater(rater, [], null);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return null;
        }
    }

    /// <summary>
    /// Somebody's row is changed, or made: with it those of others are locked anew, so that neither it nor the time of the change tells
    /// whose it is.
    /// </summary>
    /// <param name="round">The round.</param>
    /// <param name="person">Who.</param>
    /// <param name="change">From what is there; the same where nothing is to be changed.</param>
    /// <param name="more">What else changes in the same commit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public Task ChangeAsync(ReviewRound round, MemberId person, Func<AskedRater, AskedRater> change, IReadOnlyList<Change> more, CancellationToken cancellationToken)
        => contention.RunAsync(
            async stop =>
            {
                var (all, page) = (await ListAsync(round, stop), await OpenAsync(round, stop));
                var before = all.FirstOrDefault(one => one.Rater == person);
                var after = change(before ?? new AskedRater(person, [], null));
                if (after == before)
                    return page;
                Change[] changes = [.. page.Changing(round.Match, all, after), .. more];
                return await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), changes, stop) is CommitResult.Committed ? page : null;
            },
            cancellationToken);

    /// <summary>What somebody said of themselves goes; again, and where nothing is, it changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task ForgetSelfAsync(ReviewRound round, MemberId person, CancellationToken cancellationToken)
    {
        if (await FindAsync(round, person, cancellationToken) is { Self.Length: > 0 })
            await ChangeAsync(round, person, before => before.Self.Length > 0 ? before with { Self = "" } : before, [], cancellationToken);
    }

    /// <summary>Nobody is asked any more who was forgotten, nor about whom.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task ForgetNobodysAsync(ReviewRound round, IReadOnlyCollection<MemberId> people, CancellationToken cancellationToken)
    {
        var there = people.ToHashSet();
        var all = (await ListAsync(round, cancellationToken)).ToLookup(one => there.Contains(one.Rater));
        foreach (var one in all[false])
            await store.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [new Change.Delete(ReviewRows.RatersOf(round.Match) + one.Rater, null)], cancellationToken); // a conflict: it is gone already
        await KeepAsync(round, [.. all[true]], there.Select(person => ReviewRows.NameOf(round.Id, person)).ToHashSet(StringComparer.Ordinal).Contains, cancellationToken);
    }

    /// <summary>Nobody is asked about somebody any more, and nothing says that they were.</summary>
    /// <param name="round">The round.</param>
    /// <param name="name">Their name within it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task ForgetSubjectAsync(ReviewRound round, string name, CancellationToken cancellationToken)
        => await KeepAsync(round, await ListAsync(round, cancellationToken), other => other != name, cancellationToken);

    /// <summary>Whether the round's own key can be used at this moment.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked.</exception>
    public async Task<bool> CanOpenAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(round, cancellationToken);
            return true;
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return false;
        }
    }

    /// <summary>Whether keys can be used at this moment at all.</summary>
    public async Task<bool> OthersOpenAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var at = new BoxAt(ReviewRows.Table, ReviewRows.KeyOf(round));
        try
        {
            var (_, wrapped) = await keys.MakeAsync(at, cancellationToken);
            await keys.OpenAsync(at, wrapped, cancellationToken);
            return true;
        }
        catch (KeyAwayException)
        {
            return false;
        }
    }

    /// <summary>Unlocks what is written of a round; the key is made with the first.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<RaterPage> OpenAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var at = new BoxAt(ReviewRows.Table, ReviewRows.KeyOf(round));
        try
        {
            var row = await store.FindAsync(at.Table, at.PartitionKey, ReviewRows.MatchKey, cancellationToken);
            return new RaterPage(round, row is null ? await MakeKeyAsync(at, cancellationToken) : await keys.OpenAsync(at, ReviewRows.ToMatchKey(row), cancellationToken), chance);
        }
        catch (KeyAwayException cause)
        {
            throw new StoreUnavailableException("The key for anonymous answers can't be used now.", cause); // tried again
        }
    }

    private async Task<AskKey> MakeKeyAsync(BoxAt at, CancellationToken cancellationToken)
    {
        var (made, wrapped) = await keys.MakeAsync(at, cancellationToken);
        if (await store.CommitAsync(at.Table, at.PartitionKey, [new Change.Insert(ReviewRows.OfMatchKey(at.PartitionKey, wrapped))], cancellationToken) is CommitResult.Committed)
            return made;
        var row = await store.FindAsync(at.Table, at.PartitionKey, ReviewRows.MatchKey, cancellationToken); // another server was faster
        return row is null ? made : await keys.OpenAsync(at, ReviewRows.ToMatchKey(row), cancellationToken);
    }

    /// <summary>Takes names out of a round, where they stand in any row: all rows are locked anew, as those that alone changed would be of whoever was asked about somebody.</summary>
    private async Task KeepAsync(ReviewRound round, IReadOnlyList<AskedRater> all, Func<string, bool> keeps, CancellationToken cancellationToken)
    {
        if (all.All(one => one.Names.All(keeps)))
            return;
        var page = await OpenAsync(round, cancellationToken);
        foreach (var some in all.Chunk(StoreLimits.ChangesMax))
        {
            var now = some;
            await contention.RunAsync(
                async stop =>
                {
                    var changes = page.InOrder(round.Match, now.Select(one => one.Naming(keeps))).ToList();
                    if (changes.Count == 0 || await store.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), changes, stop) is CommitResult.Committed)
                        return page;
                    now = [.. (await ListAsync(round, stop)).IntersectBy(some.Select(one => one.Rater), one => one.Rater)];
                    return null;
                },
                cancellationToken);
        }
    }
}

/// <summary>What is kept, locked, of somebody who takes part.</summary>
/// <param name="Rater">Who.</param>
/// <param name="About">About whom, by their names within the round.</param>
/// <param name="ETag">The version of the row.</param>
internal sealed record AskedRater(MemberId Rater, IReadOnlyList<string> About, string? ETag)
{
    /// <summary>About whom they said that there is a conflict, by their names within the round. Who is among those and among <see cref="About"/>, was answered about before.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>What they answered about themselves; empty if nothing.</summary>
    public string Self { get; init; } = "";

    /// <summary>All who are named.</summary>
    public IEnumerable<string> Names => About.Concat(Declined);

    /// <summary>The same with some of those who are named alone.</summary>
    public AskedRater Naming(Func<string, bool> some) => this with { About = [.. About.Where(some)], Declined = [.. Declined.Where(some)] };
}
