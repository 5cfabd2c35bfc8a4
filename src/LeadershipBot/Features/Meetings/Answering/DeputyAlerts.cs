using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Answering;

/// <summary>What somebody's card of a meeting says first of whoever was to stand in for them, for as long as it is so.</summary>
internal sealed class DeputyAlerts(MeetingShelf shelf, RegisterReading reading, MeetingCards cards, CardLibrary library)
{
    /// <summary>Nothing.</summary>
    public const string None = "nothing";

    /// <summary>Whom they named can't.</summary>
    public const string Declined = "declined";

    /// <summary>Whoever was to doesn't any more.</summary>
    public const string Gone = "gone";

    /// <summary>The card that tells it; null where it isn't so, or not any more.</summary>
    /// <param name="wish">Whom it would tell.</param>
    /// <param name="says">What it would say first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AskCard?> FindCardAsync(AskWish wish, string says, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(TellOfMeeting.MeetingOf(wish.Key), cancellationToken) is not { } head)
            return null;
        var me = (await reading.FindAsync(head, wish.Person, cancellationToken))?.Attendee;
        if (await FindAsync(head, me, says, wish.At, cancellationToken) is not { } alert)
            return null;
        var view = await cards.OfAsync(head, me, new MeetingView(wish.At, wish.Zone) { Alert = alert, Says = says }, cancellationToken);
        return new AskCard(view.Summary, view);
    }

    /// <summary>What their card says first; null where that isn't so, as once they answered otherwise or named another, or can't answer any more.</summary>
    /// <param name="head">The meeting.</param>
    /// <param name="me">Whose card it is, as they stand in it; null where they don't.</param>
    /// <param name="says">What it would say; what means nothing says nothing.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CardText?> FindAsync(MeetingHead head, Attendee? me, string says, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (head.Meeting.WhyNoAnswer(now) is not null)
            return null;
        return (says, me) switch
        {
            (Declined, { Deputy: { } deputy }) when await shelf.FindPersonAsync(head.Key, deputy, cancellationToken) is { Attendee: { Reply: Reply.Apologies } other } => library.Text.Format("meetings.declined.line", ("name", other.Name)),
            (Gone, { IsCalled: true, Reply: Reply.Apologies, Deputy: null }) => library.Text.Format("meetings.gone.line"),
            _ => null,
        };
    }
}
