using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>An organiser or a chair opens the register of a meeting, from an hour before it begins.</summary>
internal sealed class OpenRegister(MeetingShelf shelf, RegisterReading reading, RegisterDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        return head.Meeting.WhyNoRegister(turn.At) is { } closed
            ? new Answer.Refused(closed)
            : dialog.Of(head, await reading.ReadAsync(head, cancellationToken), 0, turn.At >= head.Meeting.Content.StartsAt, problem: null);
    }
}

/// <summary>
/// An organiser or a chair keeps a page of the register, and goes on, or closes it: from then on everybody called sees how it was,
/// and it is only corrected with a reason. Kept twice it says the same; of two who close it at once, the second reads who did.
/// </summary>
internal sealed class KeepRegister(MeetingShelf shelf, RegisterReading reading, RollSettling settling, RegisterDialog dialog, ManageCards manage, IRecordStore store, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    private const int ListCharactersMax = 8_000;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var kept = await contention.RunAsync<Kept>(stop => KeepAsync(turn, head.Key, stop), cancellationToken);
        if (kept.Refused is { } late)
            return new Answer.Refused(late);
        var page = turn.Data.TryNumber("page", out var number) ? number : 0;
        switch (turn.Data.Text("go"))
        {
            case "next":
                return await PageAsync(turn, head, page + 1, cancellationToken);
            case "back":
                return await PageAsync(turn, head, page - 1, cancellationToken);
            case "close":
                return await CloseAsync(turn, head, cancellationToken);
            default:
                return await manage.AfterAsync(turn, head.Key, library.Text.Plain("meetings.register.kept"), cancellationToken);
        }
    }

    private async Task<Answer> PageAsync(Turn turn, MeetingHead head, int page, CancellationToken cancellationToken)
        => dialog.Of(head, await reading.ReadAsync(head, cancellationToken), page, turn.At >= head.Meeting.Content.StartsAt, problem: null);

    private async Task<Answer> CloseAsync(Turn turn, MeetingHead head, CancellationToken cancellationToken)
    {
        await shelf.NoteAsync(head.Meeting.Organisation.Id, head.Key, [turn.Actor.MemberId], cancellationToken);
        var kept = await contention.RunAsync<Kept>(stop => CloseOnceAsync(turn, head.Key, stop), cancellationToken);
        if (kept.Refused is { } problem)
            return new Answer.Refused(problem);
        var said = library.Text.Plain("meetings.register.closed", ("title", head.Meeting.Content.Title));
        return await manage.AfterAsync(turn, head.Key, said, cancellationToken);
    }

    /// <summary>What it comes to is counted of rows read after the meeting's: whoever notes somebody meanwhile moves that, and it is counted again.</summary>
    private async Task<Kept?> CloseOnceAsync(Turn turn, string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Kept(new Refusal(MeetingRefusals.Unknown));
        if (head.Meeting.WhyNoRegister(turn.At) is { } refusal)
            return new Kept(refusal);
        await settling.RunAsync(head, cancellationToken);
        var register = await reading.ReadAsync(head, cancellationToken);
        if (head.Meeting.CloseRegister(new Person(turn.Actor.MemberId, turn.Actor.Name), register, turn.At).IsRefused(out var early, out var closed))
            return new Kept(early);
        Change[] changes = [new Change.Replace(MeetingRows.OfMeeting(closed, head.ETag)), Audit.Entry(key, turn, "meetings.closed"), .. shelf.Orders(key)];
        return await outbox.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Kept(null) : null;
    }

    /// <summary>As the box says. Who is there already by Teams' report, or says so themselves, stays there by it.</summary>
    private static Attendee Marked(Attendee one, bool isThere) => (isThere, one.Presence) switch
    {
        (true, Presence.Present) => one,
        (true, _) => one with { Presence = Presence.Present, PresenceFrom = PresenceSource.Hand },
        _ => one with { Presence = Presence.Absent, PresenceFrom = PresenceSource.Hand, LeftBefore = "" },
    };

    private async Task<Kept?> KeepAsync(Turn turn, string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Kept(new Refusal(MeetingRefusals.Unknown));
        if (head.Meeting.WhyNoRegister(turn.At) is { } refusal)
            return new Kept(refusal);
        var register = await reading.ReadAsync(head, cancellationToken);
        var rows = (await shelf.ListPeopleAsync(key, cancellationToken)).ToDictionary(row => row.Attendee.Person.ToString(), StringComparer.Ordinal);
        var (shown, ticked) = (ListOf(turn, "shown").Take(RegisterDialog.PageSize).ToList(), ListOf(turn, "present").ToHashSet(StringComparer.Ordinal));
        var were = RegisterDialog.TickedBefore(shown, turn.Data.Text("was"));
        var changes = new List<Change>();
        var noted = new List<MemberId>();
        foreach (var one in register.People.Where(one => shown.Contains(one.Person.ToString())))
        {
            var row = rows.GetValueOrDefault(one.Person.ToString());
            var isThere = ticked.Contains(one.Person.ToString());
            var isTouched = isThere != were.Contains(one.Person.ToString());
            if (!isTouched && (!isThere || row?.Attendee is { Presence: not Presence.NotNoted }))
                continue; // a box that nobody touched says nothing of who isn't there yet, nor otherwise than the report, they, or another who keeps the register
            var after = Marked(RollSettling.Current(one, row), isThere);
            if (row?.Attendee == after)
                continue;
            changes.Add((row ?? new AttendeeRow(one, null)).Becomes(key, after));
            noted.Add(one.Person);
        }

        if (changes.Count == 0)
            return new Kept(null);
        await shelf.NoteAsync(head.Meeting.Organisation.Id, key, noted.Append(turn.Actor.MemberId), cancellationToken);
        changes.Add(new Change.Replace(MeetingRows.OfMeeting(head.Meeting, head.ETag))); // so that it isn't closed meanwhile
        return await store.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Kept(null) : null;
    }

    private static string[] ListOf(Turn turn, string name) => turn.Data.Text(name, ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Kept(Refusal? Refused);
}
