using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview;

/// <summary>
/// Who is asked about whom in a round: kept so that nobody is asked twice about the same colleague, and locked with a key of the round's
/// own. Else whoever has the store would know the six of whom a result is made.
/// </summary>
internal sealed class RaterBook(IRecordStore store, AskKeys keys, Contention contention, Chance chance)
{
    /// <summary>Everybody who is asked; nobody before it starts.</summary>
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

    /// <summary>The same of a round that is over; nobody where its key is lost. While it is only away nothing is known: what was declined then must be heeded.</summary>
    /// <exception cref="StoreUnavailableException">The store, or any key, can't be asked.</exception>
    public async Task<IReadOnlyList<AskedRater>> ListUnlessLostAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(round, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            await TryKeysAsync(new BoxAt(ReviewRows.Table, ReviewRows.KeyOf(round)), cancellationToken);
            return []; // others can be used at this moment
        }
    }

    /// <summary>One of them; null where they are asked about nobody.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<AskedRater?> FindAsync(ReviewRound round, MemberId rater, CancellationToken cancellationToken)
        => round.Match.Length > 0 && await store.FindAsync(ReviewRows.Table, ReviewRows.KeyOf(round), ReviewRows.RatersOf(round.Match) + rater, cancellationToken) is { } row
            ? (await OpenAsync(round, cancellationToken)).Read(row)
            : null;

    /// <summary>About whom somebody is asked, by their names within the round; nobody before it starts.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task<IReadOnlyList<string>> ListAboutAsync(ReviewRound round, MemberId rater, CancellationToken cancellationToken)
        => (await FindAsync(round, rater, cancellationToken))?.About ?? [];

    /// <summary>The same; null while the key is away, for what goes on without it.</summary>
    public async Task<IReadOnlyList<string>?> TryListAboutAsync(ReviewRound round, MemberId rater, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAboutAsync(round, rater, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return null;
        }
    }

    /// <summary>Nobody is asked any more who was forgotten, nor about whom; and what an earlier version wrote in the clear is locked.</summary>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task ForgetNobodysAsync(ReviewRound round, IReadOnlyCollection<MemberId> people, CancellationToken cancellationToken)
    {
        var there = people.ToHashSet();
        var names = there.Select(person => ReviewRows.NameOf(round.Id, person)).ToHashSet(StringComparer.Ordinal);
        foreach (var one in await ListAsync(round, cancellationToken))
        {
            if (!there.Contains(one.Rater))
                await store.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [new Change.Delete(ReviewRows.RatersOf(round.Match) + one.Rater, null)], cancellationToken); // a conflict: it is gone already
            else if (!one.IsLocked || !one.Names.All(names.Contains))
                await KeepAsync(round, one.Rater, names.Contains, cancellationToken);
        }
    }

    /// <summary>Nobody is asked about somebody any more, and nothing says that they were.</summary>
    /// <param name="round">The round.</param>
    /// <param name="name">Their name within it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store, or the key, can't be asked.</exception>
    public async Task ForgetSubjectAsync(ReviewRound round, string name, CancellationToken cancellationToken)
    {
        foreach (var one in (await ListAsync(round, cancellationToken)).Where(one => one.Names.Contains(name)))
            await KeepAsync(round, one.Rater, other => other != name, cancellationToken);
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

    private async Task TryKeysAsync(BoxAt at, CancellationToken cancellationToken)
    {
        try
        {
            var (_, wrapped) = await keys.MakeAsync(at, cancellationToken);
            await keys.OpenAsync(at, wrapped, cancellationToken);
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

    private async Task KeepAsync(ReviewRound round, MemberId rater, Func<string, bool> keeps, CancellationToken cancellationToken)
    {
        var page = await OpenAsync(round, cancellationToken);
        await contention.RunAsync(async stop =>
        {
            if (await FindAsync(round, rater, stop) is not { } one || (one.IsLocked && one.Names.All(keeps)))
                return page;
            Change[] changes = [new Change.Replace(page.Of(round.Match, one with { About = [.. one.About.Where(keeps)], Declined = [.. one.Declined.Where(keeps)] }))];
            return await store.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), changes, stop) is CommitResult.Committed ? page : null;
        }, cancellationToken);
    }
}

/// <summary>Somebody who is asked.</summary>
/// <param name="Rater">Who.</param>
/// <param name="About">About whom, by their names within the round.</param>
/// <param name="ETag">The version of the row.</param>
internal sealed record AskedRater(MemberId Rater, IReadOnlyList<string> About, string? ETag)
{
    /// <summary>About whom they said that there is a conflict, by their names within the round. Who is among those and among <see cref="About"/>, was answered about before.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>All who are named.</summary>
    public IEnumerable<string> Names => About.Concat(Declined);

    /// <summary>Whether it lies locked; not so what an earlier version wrote.</summary>
    public bool IsLocked { get; init; }
}
