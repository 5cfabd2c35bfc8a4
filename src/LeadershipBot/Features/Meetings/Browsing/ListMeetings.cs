using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Browsing;

/// <summary>A member looks at the meetings of their organisation: those to come, the next one first, or those that were; whoever manages meetings arranges a new one here.</summary>
internal sealed class ListMeetings(MeetingLines meetings, MeetingShelf shelf, CardLibrary library) : ISlice
{
    private const int PageSize = 5;

    /// <summary>Nobody pages further.</summary>
    private const int PagesMax = 1_000;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (MeetingGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var isManaged = turn.Actor.HoldsAny(Meeting.Makers) && turn.Place.Scope is Scope.Personal;
        var isPast = turn.Data.Text("which") == "past" || turn.Words.Equals("past", StringComparison.OrdinalIgnoreCase);
        var number = turn.Data.TryNumber("page", out var asked) ? Math.Clamp(asked, 0, PagesMax) : 0;
        var needed = ((number + 1) * PageSize) + 1; // one more tells whether there is a next page
        var wanted = isPast
            ? await meetings.ListPastAsync(turn.Actor.Organisation.Id, needed, cancellationToken)
            : [.. (await meetings.ListComingAsync(turn.Actor.Organisation.Id, needed, cancellationToken)).OrderBy(line => line.StartsAt)];
        var page = wanted.PageOf(number, PageSize);
        var title = _text.Plain(isPast ? "meetings.list.past" : "meetings.list.coming");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .Set("title", title)
            .SetId("which", isPast ? "past" : "coming")
            .SetId("other", isPast ? "coming" : "past")
            .Set("otherTitle", _text.Plain(isPast ? "meetings.list.showComing" : "meetings.list.showPast"))
            .Set("isManaged", isManaged)
            .Set("seesCalendars", turn.Actor.HoldsAny(FollowedCalendar.Readers) && turn.Place.Scope is Scope.Personal)
            .Set("items", (await Task.WhenAll(page.Items.Select(line => ItemAsync(line, turn, cancellationToken)))).AsEnumerable())
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetPages(page);
        if (page.Items.Count == 0)
            data.Set("empty", _text.Format(isPast ? "meetings.list.nonePast" : "meetings.list.noneComing"));
        return new Answer.Card(new CardView("meetings/list", data, title));
    }

    private async Task<CardData> ItemAsync(MeetingLine line, Turn turn, CancellationToken cancellationToken)
    {
        var mine = turn.Place.Scope is Scope.Personal ? (await shelf.FindPersonAsync(line.Key, turn.Actor.MemberId, cancellationToken))?.Attendee : null;
        var deputy = mine?.Deputy is { } id ? (await shelf.FindPersonAsync(line.Key, id, cancellationToken))?.Attendee.Name : null;
        var state = MeetingWords.State(_text, line.StateAt(turn.At));
        return new CardData()
            .SetId("meeting", line.Key)
            .Set("title", CardText.FromPerson(line.Title))
            .Set("when", CardText.FromPerson(MeetingWords.When(_text, line.StartsAt, line.EndsAt, turn.TimeZone)))
            .Set("state", CardText.FromPerson(MeetingWords.Mine(_text, mine, deputy) is { } said ? $"{state} · {said}" : state))
            .Set("press", _text.Plain("meetings.list.press", ("title", line.Title)))
            .Set("pressManage", _text.Plain("meetings.list.pressManage", ("title", line.Title)));
    }
}
