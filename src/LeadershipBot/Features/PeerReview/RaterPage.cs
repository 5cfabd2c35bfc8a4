using System.Text;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview;

/// <summary>Reads and writes the locked rows of a round: for each person about whom they are asked, and what they said of themselves.</summary>
internal sealed class RaterPage(ReviewRound round, AskKey key, Chance chance)
{
    private const string Locked = "Sealed";
    private const char Between = ',';

    private const char Not = '!'; // before the name of somebody about whom they declined
    private const char Own = '='; // before what they said of themselves

    /// <summary>Whoever declined about so many isn't asked about further people in this round.</summary>
    public const int DeclinedMax = 12;

    private const int DeclinedRoom = DeclinedMax + RaterMatching.LoadMax;

    /// <summary>So many rows at the most are locked anew together: with one of them each time all of them.</summary>
    private const int TogetherMax = 80;

    /// <summary>Room for as many names as somebody can have, for what they said of themselves, and a bit more: the length doesn't tell how many there are.</summary>
    private const int Bytes = (RaterMatching.LoadMax + 3 + DeclinedRoom) * 18;

    /// <summary>The row of somebody.</summary>
    public Record Of(string match, AskedRater asked)
    {
        var (rowKey, bytes) = (ReviewRows.RatersOf(match) + asked.Rater, new byte[Bytes]);
        string[] own = asked.Self.Length > 0 ? [Own + asked.Self] : [];
        Encoding.ASCII.GetBytes(string.Join(Between, asked.About.Concat(asked.Declined.TakeLast(DeclinedRoom).Select(name => Not + name)).Concat(own)), bytes);
        return new Record(ReviewRows.KeyOf(round), rowKey) { ETag = asked.ETag, ["Person"] = asked.Rater.ToString(), [Locked] = key.Lock(rowKey, bytes, chance) };
    }

    /// <summary>
    /// The rows that are locked anew, with the same in them, in the commit in which somebody's is changed: forty to eighty, always the
    /// same ones for the same person, or everybody's in a small round. So which of them changed can't be told, nor be found by
    /// comparing two changes; a draw by lot would leave, of two, only that person in both.
    /// </summary>
    /// <param name="match">The match that counts.</param>
    /// <param name="all">Everybody.</param>
    /// <param name="hidden">Whose change is to be hidden.</param>
    /// <param name="changed">Those whose rows are changed anyway.</param>
    public IEnumerable<Change> Anew(string match, IReadOnlyCollection<AskedRater> all, MemberId hidden, params IReadOnlyCollection<MemberId> changed)
    {
        var mark = MarkOf(hidden);
        var inOrder = all.Select(one => (Mark: MarkOf(one.Rater), One: one)).OrderBy(one => one.Mark, StringComparer.Ordinal).ToList();
        var groups = Math.Max(1, (inOrder.Count + TogetherMax - 1) / TogetherMax);
        var group = GroupOf(Math.Min(inOrder.Count(one => string.CompareOrdinal(one.Mark, mark) < 0), inOrder.Count - 1));
        return inOrder.Where((one, place) => GroupOf(place) == group && one.One.Rater != hidden && !changed.Contains(one.One.Rater)).Select(one => new Change.Replace(Of(match, one.One)));

        int GroupOf(int place) => place * groups / Math.Max(1, inOrder.Count);
    }

    /// <summary>Whom a row names, and what it says; null where it is no such row.</summary>
    public AskedRater? Read(Record row)
    {
        if (!MemberId.TryParse(row.GetString("Person") ?? "", out var rater) || row.GetBinary(Locked) is not { } locked)
            return null;
        var all = Encoding.ASCII.GetString(key.Unlock(row.RowKey, locked)).TrimEnd('\0').Split(Between, StringSplitOptions.RemoveEmptyEntries).ToLookup(name => name[0] is Not or Own ? name[0] : ' ');
        return new AskedRater(rater, [.. all[' ']], row.ETag) { Declined = [.. all[Not].Select(name => name[1..])], Self = all[Own].FirstOrDefault()?[1..] ?? "" };
    }

    /// <summary>An order in which neighbours have nothing in common.</summary>
    private string MarkOf(MemberId person) => Keys.Hash("together", round.Id, person.ToString());
}
