using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Answering;

/// <summary>Has somebody told that they are to stand in, needn't any more, or that whoever was to stand in for them can't.</summary>
internal sealed class TellOfMeeting(MeetingShelf shelf, AskBook book) : IDelivery
{
    public const string Kind = "meetings.tell";
    public const string Deputy = "deputy";
    public const string Released = "released";
    public const string Declined = "declined";

    /// <summary>The order to tell somebody, as a change for the commit that causes it.</summary>
    public static Change At(string key, string what, MemberId person, Turn turn)
    {
        var once = Keys.Hash(what, person.ToString(), turn.Intent.Key);
        var row = OutboxRow.New(key, Kind, once, turn.At);
        (row["What"], row["To"], row["Once"]) = (what, person.ToString(), once);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || MeetingRows.ToId(row.GetString("To")) is not { } person)
            return new Delivered.Done();
        var kind = row.GetString("What") switch { Deputy => DeputyNews.AskKind, Released => ReleasedNews.AskKind, _ => DeclinedNews.AskKind };
        var ask = new Ask(AskWeight.Notice, 0, head.Meeting.Content.StartsAt);
        await book.OrderAsync(new AskOrder(person, head.Meeting.Organisation.Id, kind, $"{head.Key}.{row.GetString("Once")}", ask), cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>The meeting that an ask's key names.</summary>
    internal static string MeetingOf(string askKey) => string.Join('.', askKey.Split('.').Take(2));
}

/// <summary>Asks somebody to stand in for a colleague who named them.</summary>
internal sealed class DeputyNews(MeetingShelf shelf, RegisterReading reading, MeetingCards cards) : IAskSource
{
    public const string AskKind = "meetings.deputy";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(TellOfMeeting.MeetingOf(wish.Key), cancellationToken) is not { } head || head.Meeting.WhyNoAnswer(wish.At) is not null)
            return null;
        if (await reading.FindAsync(head, wish.Person, cancellationToken) is not { Attendee: { StandsFor: not null, Reply: Reply.None } me })
            return null;
        var view = await cards.OfAsync(head, me, new MeetingView(wish.At, wish.Zone), cancellationToken);
        return new AskCard(view.Summary, view);
    }
}

/// <summary>Tells somebody that they needn't stand in any more.</summary>
internal sealed class ReleasedNews(MeetingShelf shelf, RegisterReading reading, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.released";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(TellOfMeeting.MeetingOf(wish.Key), cancellationToken) is not { } head || head.Meeting.WhyNoAnswer(wish.At) is not null)
            return null;
        if (await reading.FindAsync(head, wish.Person, cancellationToken) is not null)
            return null; // they stand in again, or are called themselves
        var text = library.Text;
        var title = text.Plain("meetings.released.title", ("title", head.Meeting.Content.Title));
        CardText[] lines = [text.Format("meetings.released.line", ("when", MeetingWords.When(text, head.Meeting.Content.StartsAt, head.Meeting.Content.EndsAt, wish.Zone)))];
        return new AskCard(title, NoticeCard.Of(text, title, null, lines, text.Format("meetings.kind.notice", ("organisation", text.NameOf(head.Meeting.Organisation)))));
    }
}

/// <summary>Tells somebody that whom they named can't stand in for them, so that they may name another.</summary>
internal sealed class DeclinedNews(MeetingShelf shelf, RegisterReading reading, MeetingCards cards, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.declined";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(TellOfMeeting.MeetingOf(wish.Key), cancellationToken) is not { } head || head.Meeting.WhyNoAnswer(wish.At) is not null)
            return null;
        if (await reading.FindAsync(head, wish.Person, cancellationToken) is not { Attendee: { Deputy: { } deputy } me } || await shelf.FindPersonAsync(head.Key, deputy, cancellationToken) is not { Attendee: { Reply: Reply.Apologies } other })
            return null;
        var view = await cards.OfAsync(head, me, new MeetingView(wish.At, wish.Zone) { Alert = library.Text.Format("meetings.declined.line", ("name", other.Name)) }, cancellationToken);
        return new AskCard(view.Summary, view);
    }
}
