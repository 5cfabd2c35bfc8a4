using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Interests;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Answering;

/// <summary>Has somebody told that they are to stand in, needn't any more, aren't called any more, that whoever was to stand in for them can't, or that an interest of theirs was noted.</summary>
internal sealed class TellOfMeeting(MeetingShelf shelf, AskBook book) : IDelivery
{
    public const string Kind = "meetings.tell";
    public const string Deputy = "deputy";
    public const string Released = "released";
    public const string Declined = "declined";
    public const string Gone = "gone";
    public const string NotCalled = "notCalled";
    public const string Interest = "interest";

    /// <summary>The order to tell somebody, as a change for the commit that causes it.</summary>
    public static Change At(string key, string what, MemberId person, Turn turn) => At(key, what, person, turn.Intent.Key, turn.At);

    /// <param name="key">The meeting.</param>
    /// <param name="what">What they are told.</param>
    /// <param name="person">Whom.</param>
    /// <param name="cause">What tells it from another time that they are told the same.</param>
    /// <param name="at">When.</param>
    public static Change At(string key, string what, MemberId person, string cause, DateTimeOffset at)
    {
        var once = Keys.Hash(what, person.ToString(), cause);
        var row = OutboxRow.New(key, Kind, once, at);
        (row["What"], row["To"], row["Once"]) = (what, person.ToString(), once);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || MeetingRows.ToId(row.GetString("To")) is not { } person)
            return new Delivered.Done();
        var kind = row.GetString("What") switch
        {
            Deputy => DeputyNews.AskKind,
            Released => ReleasedNews.AskKind,
            Gone => GoneNews.AskKind,
            NotCalled => NotCalledNews.AskKind,
            Interest => InterestNews.AskKind,
            _ => DeclinedNews.AskKind,
        };
        var ask = new Ask(AskWeight.Notice, 0, kind == InterestNews.AskKind ? null : head.Meeting.Content.StartsAt);
        await book.OrderAsync(new AskOrder(person, head.Meeting.Organisation.Id, kind, $"{head.Key}.{row.GetString("Once")}", ask), cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>The meeting that an ask's key names.</summary>
    internal static string MeetingOf(string askKey) => string.Join('.', askKey.Split('.').Take(2));
}
