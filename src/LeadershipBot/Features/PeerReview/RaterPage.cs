using System.Text;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview;

/// <summary>Reads and writes the locked rows of a round that say who is asked about whom.</summary>
internal sealed class RaterPage(ReviewRound round, AskKey key, Chance chance)
{
    private const string Locked = "Sealed";
    private const string InTheClear = "About"; // as an earlier version wrote it
    private const char Between = ',';

    private const char Not = '!'; // before the name of somebody about whom they declined

    /// <summary>Whoever declined about so many isn't asked about further people in this round.</summary>
    public const int DeclinedMax = 12;

    private const int DeclinedRoom = DeclinedMax + RaterMatching.LoadMax;

    /// <summary>So many rows of others are locked anew with each that is changed, so that the time of a change doesn't tell whom it is about.</summary>
    private const int AnewWith = 40;

    /// <summary>Room for as many names as somebody can have, and a few more: the length doesn't tell how many there are.</summary>
    private const int Bytes = (RaterMatching.LoadMax + 3 + DeclinedRoom) * 18;

    /// <summary>The row of somebody who is asked.</summary>
    public Record Of(string match, AskedRater asked)
    {
        var (rowKey, bytes) = (ReviewRows.RatersOf(match) + asked.Rater, new byte[Bytes]);
        Encoding.ASCII.GetBytes(string.Join(Between, asked.About.Concat(asked.Declined.TakeLast(DeclinedRoom).Select(name => Not + name))), bytes);
        return new Record(ReviewRows.KeyOf(round), rowKey) { ETag = asked.ETag, ["Person"] = asked.Rater.ToString(), [Locked] = key.Lock(rowKey, bytes, chance) };
    }

    /// <summary>Rows of others, drawn by lot, locked anew with the same in them: for the commit in which some are changed.</summary>
    /// <param name="match">The match that counts.</param>
    /// <param name="all">Everybody who is asked.</param>
    /// <param name="changed">Those whose rows are changed.</param>
    public IEnumerable<Change> Anew(string match, IEnumerable<AskedRater> all, params IReadOnlyCollection<MemberId> changed)
        => all.Where(one => !changed.Contains(one.Rater)).OrderBy(_ => chance.Below(int.MaxValue)).Take(AnewWith).Select(one => new Change.Replace(Of(match, one)));

    /// <summary>Whom a row names, and about whom they are asked; null where it is no such row.</summary>
    public AskedRater? Read(Record row)
    {
        if (!MemberId.TryParse(row.GetString("Person") ?? "", out var rater))
            return null;
        var names = row.GetBinary(Locked) is { } locked ? Encoding.ASCII.GetString(key.Unlock(row.RowKey, locked)).TrimEnd('\0') : row.GetString(InTheClear) ?? "";
        var all = names.Split(Between, StringSplitOptions.RemoveEmptyEntries).ToLookup(name => name[0] == Not);
        return new AskedRater(rater, [.. all[false]], row.ETag) { Declined = [.. all[true].Select(name => name[1..])], IsLocked = row.GetBinary(Locked) is not null };
    }
}
