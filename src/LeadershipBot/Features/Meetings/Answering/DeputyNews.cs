using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Answering;

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
        var view = await cards.OfAsync(head, me, new MeetingView(wish.At, wish.Zone) { Says = DeputyAlerts.None }, cancellationToken);
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
internal sealed class DeclinedNews(DeputyAlerts alerts) : IAskSource
{
    public const string AskKind = "meetings.declined";

    public string Kind => AskKind;

    public Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken) => alerts.FindCardAsync(wish, DeputyAlerts.Declined, cancellationToken);
}

/// <summary>
/// Tells somebody that whoever was to stand in for them doesn't any more, without saying why: they may have been forgotten, or be
/// called themselves now.
/// </summary>
internal sealed class GoneNews(DeputyAlerts alerts) : IAskSource
{
    public const string AskKind = "meetings.gone";

    public string Kind => AskKind;

    public Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken) => alerts.FindCardAsync(wish, DeputyAlerts.Gone, cancellationToken);
}

/// <summary>Tells somebody who had answered that they aren't called to a meeting any more.</summary>
internal sealed class NotCalledNews(MeetingShelf shelf, RegisterReading reading, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.notCalled";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(TellOfMeeting.MeetingOf(wish.Key), cancellationToken) is not { } head || head.Meeting.WhyNoAnswer(wish.At) is not null)
            return null;
        if (await reading.FindAsync(head, wish.Person, cancellationToken) is not null)
            return null; // they are called again, or stand in
        var text = library.Text;
        var title = text.Plain("meetings.notCalled.title", ("title", head.Meeting.Content.Title));
        CardText[] lines = [text.Format("meetings.notCalled.line", ("when", MeetingWords.When(text, head.Meeting.Content.StartsAt, head.Meeting.Content.EndsAt, wish.Zone)))];
        return new AskCard(title, NoticeCard.Of(text, title, null, lines, text.Format("meetings.kind.notice", ("organisation", text.NameOf(head.Meeting.Organisation)))));
    }
}
