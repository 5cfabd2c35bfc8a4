using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>An administrator opens the dialog in which a calendar is followed no more.</summary>
internal sealed class OpenStop(CalendarShelf shelf, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await CalendarGate.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var title = library.Text.Plain("meetings.stop.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("calendar", head.Key)
            .Set("name", CardText.FromPerson(head.Calendar.Name))
            .Set("summary", title)
            .Set("spoken", library.Text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("meetings/stop", data, title));
    }
}

/// <summary>An administrator has a calendar followed no more; its meetings stay, as if they had been arranged by hand.</summary>
internal sealed class StopFollowing(CalendarShelf shelf, CalendarCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await CalendarGate.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        await shelf.StopAsync(head.Key, Audit.Entry(head.Key, turn, "meetings.calendarStopped"), cancellationToken);
        var said = library.Text.Plain("meetings.stop.done", ("name", head.Calendar.Name));
        return new Answer.Say(said) { Renewed = await cards.OfAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }
}

/// <summary>An administrator has a calendar read now, as after a permission was given. It is read once, however often it is pressed.</summary>
internal sealed class ReadCalendar(CalendarShelf shelf, CalendarWords words, CalendarCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await CalendarGate.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        await shelf.AskAsync(head.Key, Wish.TryAgain, cancellationToken);
        return new Answer.Card(await cards.OfAsync(turn, words.Reading(await shelf.FindAsync(head.Key, cancellationToken) ?? head, turn), cancellationToken));
    }
}
