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
internal sealed class OpenRegister(MeetingShelf shelf, RegisterPages pages, RegisterDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        return head.Meeting.WhyNoRegister(turn.At) is { } closed
            ? new Answer.Refused(closed)
            : dialog.Of(head, await pages.FindAsync(head, 0, cancellationToken), turn.At >= head.Meeting.Content.StartsAt, problem: null);
    }
}

/// <summary>
/// An organiser or a chair keeps a page of the register, and goes on, or closes it: from then on everybody called sees how it was,
/// and it is only corrected with a reason. Who isn't ticked, and of whom nothing was said, is noted as absent only once it is closed: until then
/// Teams' report, or they, may say otherwise. Kept twice it says the same; of two who close it at once, the second reads who did.
/// </summary>
internal sealed class KeepRegister(MeetingShelf shelf, RegisterReading reading, RegisterPages pages, RegisterDialog dialog, ManageCards manage, IRecordStore store, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    private const int RewriteTries = 3;
    private const int ListCharactersMax = 8_000;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var kept = await contention.RunAsync<Kept>(stop => KeepAsync(turn, head.Key, stop), cancellationToken);
        if (kept.Refused is { } late)
            return new Answer.Refused(late);
        switch (turn.Data.Text("go"))
        {
            case "next" or "back":
                return await PageAsync(turn, head, turn.Data.Text("go") == "next", cancellationToken);
            case "close":
                return await CloseAsync(turn, head, cancellationToken);
            default:
                return await manage.AfterAsync(turn, head.Key, library.Text.Plain("meetings.register.kept"), cancellationToken);
        }
    }

    private async Task<Answer> PageAsync(Turn turn, MeetingHead head, bool isAfter, CancellationToken cancellationToken)
    {
        var at = turn.Data.TryNumber("at", out var began) ? began : 0;
        var page = await pages.BesideAsync(head, at, ListOf(turn, "shown"), isAfter, cancellationToken);
        return dialog.Of(head, page, turn.At >= head.Meeting.Content.StartsAt, problem: null);
    }

    private async Task<Answer> CloseAsync(Turn turn, MeetingHead head, CancellationToken cancellationToken)
    {
        await shelf.NoteAsync(head.Meeting.Organisation.Id, head.Key, [turn.Actor.MemberId], cancellationToken);
        var kept = await contention.RunAsync<Kept>(stop => CloseOnceAsync(turn, head.Key, stop), cancellationToken);
        if (kept.Refused is { } problem)
            return new Answer.Refused(problem);
        await RewriteAsync(head.Key, row => row.Attendee.Presence is Presence.NotNoted ? Marked(row.Attendee, isThere: false) : row.Attendee, cancellationToken);
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
        var register = await reading.ReadSaidAsync(head, cancellationToken);
        if (head.Meeting.CloseRegister(new Person(turn.Actor.MemberId, turn.Actor.Name), register, turn.At).IsRefused(out var early, out var closed))
            return new Kept(early);
        var known = register.People.ToDictionary(one => one.Person.ToString(), StringComparer.Ordinal);
        await RewriteAsync(key, row => known.TryGetValue(row.Attendee.Person.ToString(), out var one) ? Current(one, row) : row.Attendee, cancellationToken);
        Change[] changes = [new Change.Replace(MeetingRows.OfMeeting(closed, head.ETag)), Audit.Entry(key, turn, "meetings.closed"), .. shelf.Orders(key)];
        return await outbox.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Kept(null) : null;
    }

    /// <summary>
    /// Has rows say otherwise, each in the version that was read. Before it closes, who was called and of which practice, which is all the same
    /// where it doesn't close after all; once it is closed, that who isn't noted was absent, which is counted so without it.
    /// </summary>
    private async Task RewriteAsync(string key, Func<AttendeeRow, Attendee> after, CancellationToken cancellationToken)
    {
        var isDone = false;
        for (var tries = 0; !isDone && tries < RewriteTries; tries++)
        {
            var changed = (await shelf.ListPeopleAsync(key, cancellationToken)).Where(row => after(row) != row.Attendee).Select(row => row.Becomes(key, after(row)));
            isDone = true;
            foreach (var some in changed.Chunk(StoreLimits.ChangesMax))
                isDone &= await store.CommitAsync(MeetingRows.Table, key, some, cancellationToken) is CommitResult.Committed; // a conflict: somebody noted one of them just now
        }
    }

    /// <summary>Somebody as their row says now, which may be newer than the register that was read, with where they belong as of now.</summary>
    private static Attendee Current(Attendee read, AttendeeRow row)
        => row.Attendee with { Name = read.Name, Practices = read.Practices, Locality = read.Locality, IsCalled = read.IsCalled, StandsFor = read.IsCalled ? null : row.Attendee.StandsFor };

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
        var (shown, ticked) = (ListOf(turn, "shown").Take(RegisterPage.Size).ToList(), ListOf(turn, "present").ToHashSet(StringComparer.Ordinal));
        var were = RegisterDialog.TickedBefore(shown, turn.Data.Text("was"));
        var changes = new List<Change>();
        var noted = new List<MemberId>();
        foreach (var row in await ShownAsync(head, shown, cancellationToken))
        {
            var one = row.Attendee;
            var isThere = ticked.Contains(one.Person.ToString());
            var isUntouched = isThere == were.Contains(one.Person.ToString());
            if (isUntouched && (!isThere || one.Presence is not Presence.NotNoted))
                continue; // the report, they, or another who keeps the register may say so, or said so while the dialog was open: a box that nobody touched doesn't say otherwise
            var after = Marked(one, isThere);
            if (row.ETag is null ? !isThere : one == after) // of whom nothing was said and who didn't come, there is nothing to keep
                continue;
            changes.Add(row.Becomes(key, after));
            noted.Add(one.Person);
        }

        if (changes.Count == 0)
            return new Kept(null);
        await shelf.NoteAsync(head.Meeting.Organisation.Id, key, noted.Append(turn.Actor.MemberId), cancellationToken);
        changes.Add(new Change.Replace(MeetingRows.OfMeeting(head.Meeting, head.ETag))); // so that it isn't closed meanwhile
        return await store.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Kept(null) : null;
    }

    /// <summary>Those whom the page showed and who still stand in the meeting, as they do now.</summary>
    private async Task<IEnumerable<AttendeeRow>> ShownAsync(MeetingHead head, IEnumerable<string> shown, CancellationToken cancellationToken)
    {
        var people = shown.Select(MeetingRows.ToId).OfType<MemberId>();
        return (await Task.WhenAll(people.Select(person => reading.FindAsync(head, person, cancellationToken)))).OfType<AttendeeRow>();
    }

    private static string[] ListOf(Turn turn, string name) => turn.Data.Text(name, ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Kept(Refusal? Refused);
}
