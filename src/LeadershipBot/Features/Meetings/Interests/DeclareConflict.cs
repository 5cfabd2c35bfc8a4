using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;
using LeadershipBot.Features.Meetings.Answering;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Interests;

/// <summary>Somebody opens the dialog in which they say for which items they have an interest; whoever manages the meeting may say it of another.</summary>
internal sealed class OpenConflict(MeetingShelf shelf, RegisterReading reading, ConflictDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await ConflictWish.ReadAsync(turn, shelf, reading, cancellationToken)).IsRefused(out var refusal, out var wish))
            return new Answer.Refused(refusal);
        return await dialog.OfAsync(turn, wish, problem: null, cancellationToken);
    }
}

/// <summary>
/// Somebody says for which items they have an interest, so that they leave for these and aren't counted. What they chose takes the
/// place of what they had said before; what an organiser noted of them stays, or becomes their own where they say it too, as what they said stays where an organiser notes something. In a closed register it is a correction, with a reason.
/// </summary>
internal sealed class DeclareConflict(MeetingShelf shelf, RegisterReading reading, ConflictDialog dialog, MeetingCards cards, MeetingLinks links, ManageCards manage, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    private const int ListCharactersMax = 200;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await ConflictWish.ReadAsync(turn, shelf, reading, cancellationToken)).IsRefused(out var refusal, out var wish))
            return new Answer.Refused(refusal);
        var reason = turn.Data.Text("reason", MeetingLimits.ReasonCharactersMax);
        if (PatientData.FindIn(reason, turn.Today) is not null)
            return await dialog.OfAsync(turn, wish, new Refusal("shell.refused.patientData"), cancellationToken);
        if (wish.Head.Meeting.ClosedAt is not null && reason.Length == 0)
            return await dialog.OfAsync(turn, wish, new Refusal("meetings.refused.noReason"), cancellationToken);
        if (wish.IsForAnother && await FindAsync(turn, wish.Head, cancellationToken) is not { })
            return await dialog.OfAsync(turn, wish, new Refusal("meetings.refused.nobody"), cancellationToken);
        var who = wish.IsForAnother ? (await FindAsync(turn, wish.Head, cancellationToken))! : new Attendee(turn.Actor.MemberId, turn.Actor.Name);
        var done = await contention.RunAsync<Kept>(stop => KeepAsync(turn, wish, who, reason, stop), cancellationToken);
        if (done.Refused is { } late)
            return new Answer.Refused(late);
        if (wish.IsForAnother)
            return await manage.AfterAsync(turn, wish.Head.Key, library.Text.Plain("meetings.conflict.noted", ("name", who.Name)), cancellationToken);
        var said = done.Count == 0 ? library.Text.Plain("meetings.conflict.none") : library.Text.Plain("meetings.conflict.done", ("count", done.Count));
        var me = await reading.FindAsync(wish.Head, turn.Actor.MemberId, cancellationToken);
        var view = MeetingView.Of(turn);
        view = view with { Note = CardText.FromPerson(said.Words), Linked = await links.ShownAsync(wish.Head, me?.Attendee, view, turn.Actor, cancellationToken) };
        return new Answer.Say(said) { Renewed = await cards.OfAsync(wish.Head, me?.Attendee, view, cancellationToken) };
    }

    private async Task<Attendee?> FindAsync(Turn turn, MeetingHead head, CancellationToken cancellationToken)
        => MemberId.TryParse(turn.Data.Text("person"), out var person) ? (await reading.FindAnybodyAsync(head, person, cancellationToken))?.Attendee : null;

    private async Task<Kept?> KeepAsync(Turn turn, ConflictWish wish, Attendee who, string reason, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Head.Key, cancellationToken) is not { } head)
            return new Kept(0, new Refusal(MeetingRefusals.Unknown));
        if (head.Meeting.WhyOff() is { } off)
            return new Kept(0, off);
        if (head.Meeting.ClosedAt is not null && !wish.IsForAnother)
            return new Kept(0, new Refusal("meetings.refused.closed", ("name", head.Meeting.ClosedBy?.Name ?? head.Meeting.Organisation.Name)));
        var (key, by) = (head.Key, wish.IsForAnother ? new Person(turn.Actor.MemberId, turn.Actor.Name) : null);
        var before = (await shelf.ListConflictsAsync(key, cancellationToken)).FindAll(one => one.Person.ToString() == who.Person.ToString());
        var wanted = turn.Data.Text("items", ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(id => head.Meeting.Content.Agenda.NumberOf(id) > 0).Distinct().ToList();
        var taken = before.FindAll(one => !wish.IsForAnother && one.NotedBy is not null && wanted.Contains(one.ItemId)); // noted first, now declared by themselves
        var stays = before.Except(taken).Where(one => wanted.Contains(one.ItemId) || wish.IsForAnother != (one.NotedBy is not null)).ToList();
        var gone = before.Except(taken).Except(stays).ToList();
        var added = wanted.Where(id => !stays.Exists(one => one.ItemId == id)).Select(id => new ItemConflict(id, who.Person, who.Name) { At = turn.At, NotedBy = by }).ToList();
        var count = stays.Count + added.Count;
        if (gone.Count + added.Count == 0)
            return new Kept(count, null);
        await shelf.NoteAsync(head.Meeting.Organisation.Id, key, [who.Person, turn.Actor.MemberId], cancellationToken);
        var meeting = head.Meeting;
        List<Change> changes =
        [
            .. gone.Select(one => new Change.Delete(MeetingRows.ConflictRow(one.ItemId, one.Person), null)),
            .. added.Select(one => new Change.Upsert(MeetingRows.OfConflict(key, one))),
        ];
        if (added.Count > 0)
            changes.Add(PassInterestOn.At(key, who.Person, turn));
        if (wish.IsForAnother && added.Count + gone.Count > 0 && who.Person.ToString() != turn.Actor.MemberId.ToString())
            changes.Add(TellOfMeeting.At(key, TellOfMeeting.Interest, who.Person, turn));
        if (wish.IsForAnother)
            changes.Add(Audit.Entry(key, turn, "meetings.conflictNoted", new Changed(who.Person.ObjectId, string.Join(' ', before.Select(one => one.ItemId)), string.Join(' ', wanted))));
        if (meeting.ClosedAt is not null)
        {
            var register = await reading.ReadAsync(head, cancellationToken);
            meeting = meeting.Corrected(register with { Conflicts = [.. register.Conflicts.Where(one => one.Person.ToString() != who.Person.ToString()), .. stays, .. added] });
            changes.AddRange([new Change.Upsert(MeetingRows.OfCorrection(key, turn.Intent.Key, new Correction(turn.At, by, reason))), .. shelf.Orders(key)]);
        }

        changes.Add(new Change.Replace(MeetingRows.OfMeeting(meeting, head.ETag))); // so that it isn't closed meanwhile, nor its agenda changed
        return await outbox.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Kept(count, null) : null;
    }

    private sealed record Kept(int Count, Refusal? Refused);
}

/// <summary>Of whom it is to be said, and in which meeting.</summary>
/// <param name="Head">The meeting.</param>
/// <param name="IsForAnother">Whether whoever manages it says it of another.</param>
internal sealed record ConflictWish(MeetingHead Head, bool IsForAnother)
{
    public static async Task<Ruling<ConflictWish>> ReadAsync(Turn turn, MeetingShelf shelf, RegisterReading reading, CancellationToken cancellationToken)
    {
        var isForAnother = turn.Data.Text("of") == "another";
        var found = isForAnother ? await shelf.FindManagedAsync(turn, cancellationToken) : await shelf.FindAsync(turn, cancellationToken);
        if (found.IsRefused(out var refusal, out var head))
            return refusal;
        if (head.Meeting.WhyOff() is { } off)
            return off;
        if (head.Meeting.Content.Agenda.Count == 0)
            return new Refusal("meetings.refused.noAgenda");
        if (isForAnother)
            return new ConflictWish(head, true);
        if (head.Meeting.ClosedAt is not null)
            return new Refusal("meetings.refused.closed", ("name", head.Meeting.ClosedBy?.Name ?? head.Meeting.Organisation.Name));
        return await reading.FindAsync(head, turn.Actor.MemberId, cancellationToken) is { Attendee: { IsCalled: true } or { StandsFor: not null } or { Presence: Presence.Present } }
            ? new ConflictWish(head, false)
            : new Refusal("meetings.refused.notCalled", ("name", head.Meeting.MadeBy?.Name ?? head.Meeting.Organisation.Name));
    }
}

/// <summary>The dialog about interests in items. It shows the person what they have declared in the register of interests.</summary>
internal sealed class ConflictDialog(MeetingShelf shelf, IDeclaredInterests interests, CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    public async Task<Answer.Dialog> OfAsync(Turn turn, ConflictWish wish, Refusal? problem, CancellationToken cancellationToken)
    {
        var (meeting, agenda) = (wish.Head.Meeting, wish.Head.Meeting.Content.Agenda);
        var title = _text.Plain(wish.IsForAnother ? "meetings.conflict.titleOther" : "meetings.conflict.title");
        var declared = wish.IsForAnother ? [] : await interests.ListAsync(meeting.Organisation.Id, turn.Actor.MemberId, turn.Today, cancellationToken);
        var chosen = wish.IsForAnother ? await NotedAsync(turn, wish.Head, cancellationToken) : await ChosenAsync(turn, wish.Head, cancellationToken);
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("meeting", wish.Head.Key)
            .SetId("of", wish.IsForAnother ? "another" : "me")
            .Set("title", CardText.FromPerson(meeting.Content.Title))
            .Set("about", _text.Format(wish.IsForAnother ? "meetings.conflict.aboutOther" : "meetings.conflict.about"))
            .Set("declared", declared.Select(line => new CardData().Set("line", CardText.FromPerson(line))))
            .Set("isForAnother", wish.IsForAnother)
            .Set("isClosed", meeting.ClosedAt is not null)
            .Set("items", agenda.Select((item, i) => CardChoice.Named(_text.Plain("meetings.agenda.choice", ("number", i + 1), ("title", item.Title)).Words, item.Id)))
            .Set("chosen", PlainText.FromPerson(string.Join(',', chosen)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetProblem(sentences, problem);
        return new Answer.Dialog(title, new CardView("meetings/conflict", data, title));
    }

    /// <summary>What organisers noted of whoever is chosen already; nothing where nobody is.</summary>
    private async Task<IEnumerable<string>> NotedAsync(Turn turn, MeetingHead head, CancellationToken cancellationToken)
        => MemberId.TryParse(turn.Data.Text("person"), out var person)
            ? (await shelf.ListConflictsAsync(head.Key, cancellationToken)).Where(one => one.NotedBy is not null && one.Person.ToString() == person.ToString()).Select(one => one.ItemId)
            : [];

    /// <summary>The items that the person named before, or about which they have declared an interest by their title.</summary>
    private async Task<IEnumerable<string>> ChosenAsync(Turn turn, MeetingHead head, CancellationToken cancellationToken)
    {
        var mine = (await shelf.ListConflictsAsync(head.Key, cancellationToken)).Where(one => one.Person.ToString() == turn.Actor.MemberId.ToString()).Select(one => one.ItemId).ToList();
        var declared = await Task.WhenAll(head.Meeting.Content.Agenda.Select(async item => (item.Id, Has: await interests.HasAsync(head.Meeting.Organisation.Id, turn.Actor.MemberId, item.Title, turn.Today, cancellationToken))));
        return mine.Concat(declared.Where(one => one.Has).Select(one => one.Id)).Distinct();
    }
}
