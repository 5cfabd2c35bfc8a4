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

    /// <summary>So many rows at the least are locked anew together, and fewer than twice as many: with one of them each time all of them.</summary>
    private const int TogetherMin = 40;

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
    /// Somebody's row as it becomes, and with it those that are locked anew with the same in them: forty to eighty, always the same ones
    /// for the same person, or everybody's in a small round. So which of them changed can't be told, nor be found by comparing two
    /// changes; a draw by lot would leave, of two, only that person in both. They come in the order of their keys: stores number what is
    /// written, and whoever came first would be known.
    /// </summary>
    /// <param name="match">The match that counts.</param>
    /// <param name="all">Everybody, as they are kept.</param>
    /// <param name="after">Who changes, as they become; new where they have no version yet.</param>
    public IEnumerable<Change> Changing(string match, IReadOnlyCollection<AskedRater> all, AskedRater after)
    {
        var others = all.Where(one => one.Rater != after.Rater).Select(one => (Mark: MarkOf(one.Rater), One: one)).ToList();
        var inOrder = others.Append((Mark: MarkOf(after.Rater), One: after)).OrderBy(one => one.Mark, StringComparer.Ordinal).Select(one => one.One).ToList();
        var (from, to) = TogetherWith(inOrder.IndexOf(after), inOrder.Count);
        return InOrder(match, inOrder[from..to]);
    }

    /// <summary>Rows of people, in the order of their keys.</summary>
    /// <param name="match">The match that counts.</param>
    /// <param name="some">Who, as they become; new where they have no version yet.</param>
    public IEnumerable<Change> InOrder(string match, IEnumerable<AskedRater> some)
        => some.Select(one => Of(match, one)).OrderBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.ETag is null ? (Change)new Change.Insert(row) : new Change.Replace(row));

    /// <summary>Halves as long as both are large enough: where a row comes or goes, at the most two groups become one or one becomes two.</summary>
    private static (int From, int To) TogetherWith(int place, int count)
    {
        var (from, to) = (0, count);
        while ((to - from) / 2 >= TogetherMin)
        {
            var half = (from + to) / 2;
            (from, to) = place < half ? (from, half) : (half, to);
        }

        return (from, to);
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
