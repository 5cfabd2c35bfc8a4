using System.Text;
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
            else if (!one.IsLocked || !one.About.All(names.Contains))
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
        foreach (var one in (await ListAsync(round, cancellationToken)).Where(one => one.About.Contains(name)))
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
            if (await FindAsync(round, rater, stop) is not { } one || (one.IsLocked && one.About.All(keeps)))
                return page;
            Change[] changes = [new Change.Replace(page.Of(round.Match, rater, one.About.Where(keeps), one.ETag))];
            return await store.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), changes, stop) is CommitResult.Committed ? page : null;
        }, cancellationToken);
    }
}

/// <summary>Reads and writes the locked rows of a round that say who is asked about whom.</summary>
internal sealed class RaterPage(ReviewRound round, AskKey key, Chance chance)
{
    private const string Locked = "Sealed";
    private const string InTheClear = "About"; // as an earlier version wrote it
    private const char Between = ',';

    /// <summary>Room for as many names as somebody can have, and a few more: the length doesn't tell how many there are.</summary>
    private const int Bytes = (RaterMatching.LoadMax + 3) * 17;

    /// <summary>The row of somebody who is asked about those of these names.</summary>
    public Record Of(string match, MemberId rater, IEnumerable<string> names, string? etag = null)
    {
        var (rowKey, bytes) = (ReviewRows.RatersOf(match) + rater, new byte[Bytes]);
        Encoding.ASCII.GetBytes(string.Join(Between, names), bytes);
        return new Record(ReviewRows.KeyOf(round), rowKey) { ETag = etag, ["Person"] = rater.ToString(), [Locked] = key.Lock(rowKey, bytes, chance) };
    }

    /// <summary>Whom a row names, and about whom they are asked; null where it is no such row.</summary>
    public AskedRater? Read(Record row)
    {
        if (!MemberId.TryParse(row.GetString("Person") ?? "", out var rater))
            return null;
        var names = row.GetBinary(Locked) is { } locked ? Encoding.ASCII.GetString(key.Unlock(row.RowKey, locked)).TrimEnd('\0') : row.GetString(InTheClear) ?? "";
        return new AskedRater(rater, names.Split(Between, StringSplitOptions.RemoveEmptyEntries), row.ETag) { IsLocked = row.GetBinary(Locked) is not null };
    }
}

/// <summary>Somebody who is asked.</summary>
/// <param name="Rater">Who.</param>
/// <param name="About">About whom, by their names within the round.</param>
/// <param name="ETag">The version of the row.</param>
internal sealed record AskedRater(MemberId Rater, IReadOnlyList<string> About, string? ETag)
{
    /// <summary>Whether it lies locked; not so what an earlier version wrote.</summary>
    public bool IsLocked { get; init; }
}
