using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Tells the administrators of an organisation once that a calendar can't be read any more until somebody helps; not where it can again by the time that it comes.</summary>
internal sealed class CalendarTrouble(CalendarShelf shelf, AskBook book, IRoleHolders holders, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.calendar";

    private const int ToldMax = 10;

    public string Kind => AskKind;

    /// <param name="organisationId">Whose administrators.</param>
    /// <param name="once">The calendar's key and the day on which it began: for that, they are told once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TellAsync(string organisationId, string once, CancellationToken cancellationToken)
    {
        foreach (var holder in (await holders.ListAsync(organisationId, FollowedCalendar.Followers, cancellationToken)).Take(ToldMax))
            await book.OrderAsync(new AskOrder(holder.Person, organisationId, AskKind, once, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var key = string.Join('.', wish.Key.Split('.').Take(2));
        if (await shelf.FindAsync(key, cancellationToken) is not { Calendar: { StoppedAt: null } calendar, State.Problem: CalendarProblem.NoPermission or CalendarProblem.NotFound } head)
            return null;
        var text = library.Text;
        var title = text.Plain("meetings.calendars.trouble", ("name", calendar.Name));
        CardText[] lines =
        [
            text.Format(head.State.Problem is CalendarProblem.NoPermission ? "meetings.calendars.noPermission" : "meetings.calendars.notFound"),
            text.Format("meetings.calendars.meanwhile"),
        ];
        return new AskCard(title, NoticeCard.Of(text, title, null, lines, text.Format("meetings.kind.notice", ("organisation", text.NameOf(calendar.Organisation)))));
    }
}
