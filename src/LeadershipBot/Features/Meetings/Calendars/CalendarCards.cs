using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Which calendars are followed and how each fares, and what the bot may ask of Microsoft: what is missing, why it is wanted and what works without it.</summary>
internal sealed class CalendarCards(CalendarShelf shelf, CalendarWords words, GraphRoles roles, GraphOptions graph, CardLibrary library)
{
    private const int PageSize = 5;

    private const string ReadsCalendars = "Calendars.Read";

    private readonly TextFile _text = library.Text;

    public async Task<CardView> OfAsync(Turn turn, CardText? note, CancellationToken cancellationToken)
    {
        var all = await shelf.ListFollowedAsync(turn.Actor.Organisation.Id, cancellationToken);
        var page = all.PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, PageSize);
        var title = _text.Plain("meetings.calendars.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .Set("title", title)
            .Set("isAdministrator", turn.Actor.HoldsAny(FollowedCalendar.Followers))
            .Set("items", page.Items.Select(head => ItemOf(head, turn)))
            .Set("permissions", (await PermissionsAsync(turn, all, cancellationToken)).Select(one => new CardData().Set("line", one.Line).Set("about", one.About)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetPages(page);
        if (page.Items.Count == 0)
            data.Set("empty", _text.Format("meetings.calendars.none"));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("meetings/calendars", data, title);
    }

    private CardData ItemOf(CalendarHead head, Turn turn)
    {
        var (calendar, state) = (head.Calendar, head.State);
        var item = new CardData()
            .SetId("calendar", head.Key)
            .Set("name", CardText.FromPerson(calendar.Name))
            .Set("which", calendar.Category.Length > 0 ? _text.Format("meetings.calendars.category", ("category", calendar.Category)) : _text.Format("meetings.calendars.all"))
            .Set("state", words.State(head, turn))
            .Set("press", _text.Plain("meetings.calendars.press", ("name", calendar.Name)));
        if (words.Told(state, turn) is { } told)
            item.Set("told", told);
        if (words.Problem(state) is { } problem)
            item.Set("problem", problem);
        return item;
    }

    /// <summary>What is granted in the reader's tenant: a calendar of another tenant, where the organisation has people in several, says nothing of it.</summary>
    private async Task<IReadOnlyList<(CardText Line, CardText About)>> PermissionsAsync(Turn turn, List<CalendarHead> all, CancellationToken cancellationToken)
    {
        var followed = all.FindAll(head => head.Calendar.TenantId.Equals(turn.Actor.TenantId, StringComparison.OrdinalIgnoreCase));
        var granted = graph.Enabled ? await roles.GrantedAsync(turn.Actor.TenantId, cancellationToken) : null;
        return
        [
            (CalendarsLine(followed, granted?.Contains(ReadsCalendars)), _text.Format("meetings.permissions.calendars")),
            (Line("OnlineMeetings.Read.All", granted?.Contains("OnlineMeetings.Read.All")), _text.Format("meetings.permissions.meetings")),
            (Line("OnlineMeetingArtifact.Read.All", granted?.Contains("OnlineMeetingArtifact.Read.All")), _text.Format("meetings.permissions.attendance")),
            (Line("TeamsAppInstallation.ReadWriteSelfForUser.All", granted?.Contains("TeamsAppInstallation.ReadWriteSelfForUser.All")), _text.Format("meetings.permissions.install")),
            (Line("AppCatalog.Read.All", granted?.Contains("AppCatalog.Read.All")), _text.Format("meetings.permissions.catalogue")),
        ];
    }

    /// <summary>What Exchange grants for some mailboxes only isn't among what the token names: that a calendar is read, or that none may be, says more.</summary>
    private CardText CalendarsLine(List<CalendarHead> followed, bool? isGiven)
    {
        if (graph.Enabled && followed.Exists(head => head.State is { ReadAt: not null, Problem: CalendarProblem.None or CalendarProblem.Throttled or CalendarProblem.Unavailable or CalendarProblem.Unproven }))
            return Line(ReadsCalendars, isGiven: true);
        var isForbidden = followed.Count > 0 && followed.TrueForAll(head => head.State.Problem is CalendarProblem.NoPermission);
        if (graph.Enabled && (isForbidden ? isGiven is true : isGiven is false))
            return _text.Format("meetings.permissions.notForAll", ("permission", ReadsCalendars));
        return Line(ReadsCalendars, isForbidden ? false : isGiven);
    }

    /// <summary>One permission, and whether it is given; null where that isn't known.</summary>
    private CardText Line(string permission, bool? isGiven)
    {
        if (!graph.Enabled)
            return _text.Format("meetings.permissions.off", ("permission", permission));
        return isGiven switch
        {
            true => _text.Format("meetings.permissions.given", ("permission", permission)),
            false => _text.Format("meetings.permissions.missing", ("permission", permission)),
            null => _text.Format("meetings.permissions.unknown", ("permission", permission)),
        };
    }
}

/// <summary>An administrator, an organiser or a chair looks which calendars are followed, and how they fare.</summary>
internal sealed class ShowCalendars(CalendarCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => CalendarGate.Check(turn) is { } refusal ? new Answer.Refused(refusal) : new Answer.Card(await cards.OfAsync(turn, note: null, cancellationToken));
}
