using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Arranging;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>An administrator opens the dialog in which a calendar is followed, or in which it is said anew which of its events become meetings and who is called.</summary>
internal sealed class OpenFollow(CalendarShelf shelf, FollowDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (CalendarGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryText("calendar", out _))
            return await dialog.OfAsync(turn, new FollowForm(), null, problem: null, cancellationToken);
        return (await CalendarGate.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var unknown, out var head)
            ? new Answer.Refused(unknown)
            : await dialog.OfAsync(turn, FollowForm.Of(head.Calendar), head.Key, problem: null, cancellationToken);
    }
}

/// <summary>
/// An administrator has a calendar followed: it is asked at once whether the bot may read it, and if it may not, what is missing and
/// who can give it. The same calendar twice is once; by other rules, it is read anew.
/// </summary>
internal sealed class FollowCalendar(CalendarShelf shelf, FollowDialog dialog, CalendarCards cards, CalendarReader reader, GraphOptions graph, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (CalendarGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        CalendarHead? before = null;
        if (turn.Data.TryText("calendar", out _) && (await CalendarGate.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var unknown, out before))
            return new Answer.Refused(unknown);
        var form = FollowForm.Read(turn.Data) with { Mailbox = before?.Calendar.Mailbox ?? turn.Data.Text("mailbox", CalendarLimits.MailboxCharactersMax + 1).Trim().ToLowerInvariant() };
        if (form.ToCalendar(turn, before?.Calendar).IsRefused(out var problem, out var calendar))
            return await dialog.OfAsync(turn, form, before?.Key, problem, cancellationToken);
        if (await TooManyAsync(turn, calendar, cancellationToken) is { } tooMany)
            return await dialog.OfAsync(turn, form, before?.Key, tooMany, cancellationToken);
        if (!graph.Enabled)
            return await dialog.OfAsync(turn, form, before?.Key, new Refusal("meetings.refused.graphOff"), cancellationToken);
        var found = await reader.FindAsync(calendar.TenantId, calendar.Mailbox, cancellationToken);
        if (!found.IsDone)
            return await dialog.OfAsync(turn, form, before?.Key, Missing(found.Outcome, calendar), cancellationToken);
        var own = calendar with { Mailbox = before is null ? OwnAddress(found.Value, calendar) : calendar.Mailbox };
        var named = own with { Name = NameOf(found.Value, own) };
        await shelf.FollowAsync(named, Audit.Entry(CalendarRows.KeyOf(named), turn, before is null ? "meetings.calendarFollowed" : "meetings.calendarChanged"), cancellationToken);
        var said = library.Text.Plain("meetings.calendars.found", ("name", named.Name));
        return new Answer.Say(said) { Renewed = await cards.OfAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }

    private async Task<Refusal?> TooManyAsync(Turn turn, FollowedCalendar calendar, CancellationToken cancellationToken)
    {
        var followed = await shelf.ListFollowedAsync(turn.Actor.Organisation.Id, cancellationToken);
        return followed.Count >= CalendarLimits.CalendarsMax && followed.TrueForAll(head => head.Key != CalendarRows.KeyOf(calendar))
            ? new Refusal("meetings.refused.calendars", ("max", CalendarLimits.CalendarsMax.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>The mailbox's own address, whichever of its aliases was typed: so that none is followed twice.</summary>
    private static string OwnAddress(CalendarFound found, FollowedCalendar calendar)
    {
        var own = calendar with { Mailbox = found.OwnerAddress.Trim().ToLowerInvariant() };
        return own.WhyNot() is null ? own.Mailbox : calendar.Mailbox;
    }

    /// <summary>Exchange calls most calendars "Calendar", in its owner's language: the mailbox tells them apart.</summary>
    private static string NameOf(CalendarFound found, FollowedCalendar calendar)
        => EventWords.Title(found.Name is { Length: > 0 } name && !name.Equals("Calendar", StringComparison.OrdinalIgnoreCase) ? $"{name} ({calendar.Mailbox})" : calendar.Mailbox)!;

    private static Refusal Missing(GraphOutcome outcome, FollowedCalendar calendar) => outcome switch
    {
        GraphOutcome.NoPermission => new Refusal("meetings.refused.calendarPermission", ("mailbox", calendar.Mailbox)),
        GraphOutcome.NoToken => new Refusal("meetings.refused.calendarToken"),
        GraphOutcome.NotFound => new Refusal("meetings.refused.calendarUnknown", ("mailbox", calendar.Mailbox)),
        GraphOutcome.Throttled => new Refusal("meetings.refused.calendarThrottled"),
        GraphOutcome.Refused => new Refusal("meetings.refused.calendarRefused", ("mailbox", calendar.Mailbox)),
        _ => new Refusal("meetings.refused.calendarLater"),
    };
}

/// <summary>The dialog of a followed calendar as it was filled in.</summary>
internal sealed record FollowForm
{
    public string Mailbox { get; init; } = "";

    public string Category { get; init; } = "";

    /// <summary>Who is called and how many must be there, as in the form of a meeting.</summary>
    public MeetingForm Meeting { get; init; } = new();

    public static FollowForm Of(FollowedCalendar calendar) => new() { Mailbox = calendar.Mailbox, Category = calendar.Category, Meeting = new MeetingForm { Called = calendar.Called, Quorum = calendar.Quorum } };

    public static FollowForm Read(TurnData data) => new() { Category = data.Text("category", CalendarLimits.CategoryCharactersMax + 1).Trim(), Meeting = MeetingForm.Read(data) };

    /// <summary>The calendar that is meant, or why there is none.</summary>
    public Ruling<FollowedCalendar> ToCalendar(Turn turn, FollowedCalendar? before)
    {
        if (Meeting.IsOdd)
            return new Refusal("meetings.refused.audience");
        var calendar = new FollowedCalendar(turn.Actor.Organisation, before?.TenantId ?? turn.Actor.TenantId, Mailbox)
        {
            Category = Category,
            Called = Meeting.Called,
            Quorum = Meeting.Quorum,
            FollowedBy = new Person(turn.Actor.MemberId, turn.Actor.Name),
            FollowedAt = turn.At,
        };
        return calendar.WhyNot() is { } refusal ? refusal : calendar;
    }
}

/// <summary>The dialog in which a calendar is followed.</summary>
internal sealed class FollowDialog(FormCards forms, CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who fills it in.</param>
    /// <param name="form">What stands in it.</param>
    /// <param name="key">The calendar that is changed; null for a new one.</param>
    /// <param name="problem">Why it could not be taken; null where nothing is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer.Dialog> OfAsync(Turn turn, FollowForm form, string? key, Refusal? problem, CancellationToken cancellationToken)
    {
        var title = _text.Plain(key is null ? "meetings.follow.title" : "meetings.follow.change");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("isNew", key is null)
            .Set("typed", FormCards.AudienceTyped(form.Meeting)
                .Set("mailbox", PlainText.FromPerson(form.Mailbox))
                .Set("category", PlainText.FromPerson(problem?.TextKey is "shell.refused.patientData" ? "" : form.Category)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetProblem(sentences, problem);
        if (key is not null)
            data.SetId("calendar", key).Set("mailbox", CardText.FromPerson(form.Mailbox));
        await forms.SetAudiencesAsync(data, turn, cancellationToken);
        return new Answer.Dialog(title, new CardView("meetings/follow", data, title));
    }
}
