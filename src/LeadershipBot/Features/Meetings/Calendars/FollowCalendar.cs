using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.Time;
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
/// who can give it. The same calendar twice is once. Other rules are saved without asking Microsoft, and it is read anew; where they take
/// meetings away that are still to come, it is said how many, and pressed again.
/// </summary>
internal sealed class FollowCalendar(CalendarShelf shelf, FollowDialog dialog, CalendarCards cards, CalendarWords words, CalendarReader reader, CalendarSettings settings, GraphOptions graph, IDirectory directory, TimeProvider time) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (CalendarGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryText("calendar", out _))
            return await FollowAsync(turn, cancellationToken);
        return (await CalendarGate.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var unknown, out var before)
            ? new Answer.Refused(unknown)
            : await ChangeAsync(turn, before, cancellationToken);
    }

    private async Task<Answer> FollowAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = FollowForm.Read(turn.Data) with { Mailbox = turn.Data.Text("mailbox", CalendarLimits.MailboxCharactersMax + 1).Trim().ToLowerInvariant() };
        if (form.ToCalendar(turn, null).IsRefused(out var problem, out var calendar))
            return await dialog.OfAsync(turn, form, null, problem, cancellationToken);
        if (await WhyNotAsync(turn, calendar, cancellationToken) is { } why)
            return await dialog.OfAsync(turn, form, null, why, cancellationToken);
        var found = await GraphWithin.AskAsync(GraphWithin.APersonsPatience, stop => reader.FindAsync(calendar.TenantId, calendar.Mailbox, stop), cancellationToken);
        if (!found.IsDone)
            return await dialog.OfAsync(turn, form, null, Missing(found.Outcome, calendar), cancellationToken);
        var own = calendar with { Mailbox = OwnAddress(found.Value, calendar) };
        return await SaveAsync(turn, own with { Name = NameOf(found.Value, own) }, isNew: true, cancellationToken);
    }

    private async Task<Answer> ChangeAsync(Turn turn, CalendarHead before, CancellationToken cancellationToken)
    {
        var form = FollowForm.Read(turn.Data) with { Mailbox = before.Calendar.Mailbox };
        if (form.ToCalendar(turn, before.Calendar).IsRefused(out var problem, out var calendar))
            return await dialog.OfAsync(turn, form, before.Key, problem, cancellationToken);
        var leaving = calendar.Category == before.Calendar.Category ? 0 : await CountLeavingAsync(before.Key, calendar, cancellationToken);
        return leaving > 0 && form.Confirmed != form.MarkOf(leaving)
            ? await dialog.OfAsync(turn, form, before.Key, problem: null, cancellationToken, leaving)
            : await SaveAsync(turn, calendar with { Name = before.Calendar.Name }, isNew: false, cancellationToken);
    }

    private async Task<Answer> SaveAsync(Turn turn, FollowedCalendar calendar, bool isNew, CancellationToken cancellationToken)
    {
        var head = await shelf.FollowAsync(calendar, Audit.Entry(CalendarRows.KeyOf(calendar), turn, isNew ? "meetings.calendarFollowed" : "meetings.calendarChanged"), cancellationToken);
        if (isNew && head.State.IsSilent)
        {
            await shelf.AskAsync(head.Key, Wish.TryAgain, cancellationToken); // followed already, and given up: it was just seen that it can be read
            head = await shelf.FindAsync(head.Key, cancellationToken) ?? head;
        }

        var said = words.Followed(head, isNew, turn);
        return new Answer.Say(said) { Renewed = await cards.OfAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }

    /// <summary>Why it can't be followed, before Microsoft is asked: so that nobody learns here which mailboxes there are.</summary>
    private async Task<Refusal?> WhyNotAsync(Turn turn, FollowedCalendar calendar, CancellationToken cancellationToken)
    {
        if (await TooManyAsync(turn, calendar, cancellationToken) is { } tooMany)
            return tooMany;
        if (!graph.Enabled)
            return new Refusal("meetings.refused.graphOff");
        if (!settings.Mailboxes.IsSet && (await directory.ListOrganisationsOfTenantAsync(calendar.TenantId, cancellationToken)).Count > 1)
            return new Refusal("meetings.refused.mailboxesNotListed"); // what the tenant granted may be meant for another of them
        return settings.Mailboxes.Allows(calendar.Organisation.Id, calendar.Mailbox) ? null : new Refusal("meetings.refused.mailboxNotListed", ("mailbox", calendar.Mailbox));
    }

    private async Task<int> CountLeavingAsync(string key, FollowedCalendar after, CancellationToken cancellationToken)
    {
        var known = new List<KnownEvent>();
        await foreach (var one in shelf.ListEventsAsync(key, cancellationToken))
            known.Add(one);
        var now = time.GetUtcNow();
        return new FollowRule(after.Category, LocalTime.DateOf(now, Zones.UnitedKingdom)).CountLeaving(known, now);
    }

    private async Task<Refusal?> TooManyAsync(Turn turn, FollowedCalendar calendar, CancellationToken cancellationToken)
    {
        var followed = await shelf.ListFollowedAsync(turn.Actor.Organisation.Id, cancellationToken);
        return followed.Count >= CalendarLimits.CalendarsMax && followed.TrueForAll(head => head.Key != CalendarRows.KeyOf(calendar))
            ? new Refusal("meetings.refused.calendars", ("max", CalendarLimits.CalendarsMax.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>The mailbox's own address, whichever of its aliases was typed: so that none is followed twice; unless only the alias is listed for the organisation.</summary>
    private string OwnAddress(CalendarFound found, FollowedCalendar calendar)
    {
        var own = calendar with { Mailbox = found.OwnerAddress.Trim().ToLowerInvariant() };
        return own.WhyNot() is null && settings.Mailboxes.Allows(own.Organisation.Id, own.Mailbox) ? own.Mailbox : calendar.Mailbox;
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
