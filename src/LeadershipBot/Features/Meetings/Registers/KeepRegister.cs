using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
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
internal sealed class KeepRegister(MeetingShelf shelf, RegisterReading reading, RegisterDialog dialog, ManageCards manage, IRecordStore store, Contention contention, CardLibrary library) : ISlice
{
    private const int SettleTries = 3;
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
        var register = await reading.ReadAsync(head, cancellationToken);
        await SettleAsync(head.Key, register, cancellationToken);
        var by = new Person(turn.Actor.MemberId, turn.Actor.Name);
        var ruling = await shelf.ChangeAsync(head.Key, turn.Actor.MemberId, now => now.Meeting.CloseRegister(by, register.Roll, turn.At), now => [Audit.Entry(now.Key, turn, "meetings.closed")], cancellationToken);
        if (ruling.IsRefused(out var problem, out _))
            return new Answer.Refused(problem);
        var said = library.Text.Plain("meetings.register.closed", ("title", head.Meeting.Content.Title));
        return await manage.AfterAsync(turn, head.Key, said, cancellationToken);
    }

    /// <summary>Before it closes, rows say who was called as of now, and of which practice: later that can't be told any more.</summary>
    private async Task SettleAsync(string key, Register register, CancellationToken cancellationToken)
    {
        var isSettled = false;
        for (var tries = 0; !isSettled && tries < SettleTries; tries++)
        {
            var rows = (await shelf.ListPeopleAsync(key, cancellationToken)).ToDictionary(row => row.Attendee.Person.ToString(), StringComparer.Ordinal);
            var changed = register.People
                .Where(one => rows.TryGetValue(one.Person.ToString(), out var row) && row.Attendee != Current(one, row))
                .Select(one => rows[one.Person.ToString()].Becomes(key, Current(one, rows[one.Person.ToString()])));
            isSettled = true;
            foreach (var some in changed.Chunk(StoreLimits.ChangesMax))
                isSettled &= await store.CommitAsync(MeetingRows.Table, key, some, cancellationToken) is CommitResult.Committed; // a conflict: somebody noted one of them just now
        }
    }

    /// <summary>Somebody as their row says now, which may be newer than the register that was read, with where they belong as of now.</summary>
    private static Attendee Current(Attendee read, AttendeeRow? row) => row is null
        ? read
        : row.Attendee with { Name = read.Name, Practices = read.Practices, Locality = read.Locality, IsCalled = read.IsCalled, StandsFor = read.IsCalled ? null : row.Attendee.StandsFor };

    private async Task<Kept?> KeepAsync(Turn turn, string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Kept(new Refusal(MeetingRefusals.Unknown));
        if (head.Meeting.WhyNoRegister(turn.At) is { } refusal)
            return new Kept(refusal);
        var register = await reading.ReadAsync(head, cancellationToken);
        var rows = (await shelf.ListPeopleAsync(key, cancellationToken)).ToDictionary(row => row.Attendee.Person.ToString(), StringComparer.Ordinal);
        var shown = turn.Data.Text("shown", ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries).Take(RegisterDialog.PageSize).ToHashSet(StringComparer.Ordinal);
        var ticked = turn.Data.Text("present", ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var changes = new List<Change>();
        var noted = new List<MemberId>();
        foreach (var one in register.People.Where(one => shown.Contains(one.Person.ToString())))
        {
            var row = rows.GetValueOrDefault(one.Person.ToString());
            var isThere = ticked.Contains(one.Person.ToString());
            var after = Current(one, row) with { Presence = isThere ? Presence.Present : Presence.Absent };
            after = after with { LeftBefore = isThere ? after.LeftBefore : "" };
            if (row is null ? !isThere : row.Attendee == after) // of whom nothing was said and who didn't come, there is nothing to keep
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

    private sealed record Kept(Refusal? Refused);
}
