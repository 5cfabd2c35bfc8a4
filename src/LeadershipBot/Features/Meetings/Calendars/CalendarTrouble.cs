using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Tells the administrators of an organisation once that a calendar can't be read any more until somebody helps, or couldn't be for a day; not where it can again by the time that it comes.</summary>
internal sealed class CalendarTrouble(CalendarShelf shelf, CalendarWords words, AskBook book, IRoleHolders holders, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.calendar";

    private const int ToldMax = 10;

    public string Kind => AskKind;

    /// <param name="calendar">The calendar: where its organisation lists no administrator, as just after it was set up, whoever had it followed is told.</param>
    /// <param name="once">The calendar's key, the day on which it began and what is wrong: for that, they are told once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TellAsync(FollowedCalendar calendar, string once, CancellationToken cancellationToken)
    {
        var told = (await holders.ListAsync(calendar.Organisation.Id, FollowedCalendar.Followers, cancellationToken)).Take(ToldMax).Select(holder => holder.Person).ToList();
        if (told.Count == 0 && calendar.FollowedBy is { } by)
            told.Add(by.Id);
        foreach (var person in told)
            await book.OrderAsync(new AskOrder(person, calendar.Organisation.Id, AskKind, once, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var key = string.Join('.', wish.Key.Split('.').Take(2));
        if (await shelf.FindAsync(key, cancellationToken) is not { Calendar: { StoppedAt: null } calendar, State.Problem: not CalendarProblem.None } head || words.Problem(head.State) is not { } problem)
            return null;
        var text = library.Text;
        var title = text.Plain("meetings.calendars.trouble", ("name", calendar.Name));
        CardText[] lines =
        [
            problem,
            text.Format("meetings.calendars.meanwhile"),
        ];
        return new AskCard(title, NoticeCard.Of(text, title, null, lines, text.Format("meetings.kind.notice", ("organisation", text.NameOf(calendar.Organisation)))));
    }
}
