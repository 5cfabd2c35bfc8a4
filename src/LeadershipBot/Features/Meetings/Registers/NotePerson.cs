using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;
using LeadershipBot.Features.Meetings.Answering;
using LeadershipBot.Features.Meetings.Interests;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>An organiser or a chair opens the dialog in which one person is noted, or the register corrected once it is closed.</summary>
internal sealed class OpenPerson(MeetingShelf shelf, PersonDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        return head.Meeting.WhyOff() is { } off ? new Answer.Refused(off) : dialog.Of(head, turn, problem: null);
    }
}

/// <summary>
/// An organiser or a chair notes one person: that they came, called or not, or as somebody's deputy, before which item they left,
/// or that they sent apologies by another way: of deputies the same follows as where people answer themselves. After the register was closed, it takes a reason, which is audited, and everybody's card shows it.
/// </summary>
internal sealed class NotePerson(MeetingShelf shelf, RegisterReading reading, PersonDialog dialog, ManageCards manage, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var reason = turn.Data.Text("reason", MeetingLimits.ReasonCharactersMax);
        if (PatientData.FindIn(reason, turn.Today) is not null)
            return dialog.Of(head, turn, new Refusal("shell.refused.patientData"));
        if (!MemberId.TryParse(turn.Data.Text("person"), out var person))
            return dialog.Of(head, turn, new Refusal("meetings.refused.nobody"));
        var noted = await contention.RunAsync<Noted>(stop => NoteAsync(turn, head.Key, person, reason, stop), cancellationToken);
        return noted.Refused is { } why
            ? dialog.Of(head, turn, why)
            : await manage.AfterAsync(turn, head.Key, library.Text.Plain("meetings.person.done", ("name", noted.Name)), cancellationToken);
    }

    private async Task<Noted?> NoteAsync(Turn turn, string key, MemberId person, string reason, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Noted("", new Refusal(MeetingRefusals.Unknown));
        var what = turn.Data.Text("how");
        if (WhyNot(head.Meeting, what, reason, turn.At) is { } refusal)
            return new Noted("", refusal);
        if (await reading.FindAnybodyAsync(head, person, cancellationToken) is not { } row)
            return new Noted("", new Refusal("meetings.refused.nobody"));
        var principal = await FindPrincipalAsync(turn, head, row.Attendee, what, cancellationToken);
        if (Decide(turn, head.Meeting, row.Attendee, principal?.Attendee, what).IsRefused(out var problem, out var noted))
            return new Noted("", problem);
        List<Change> changes = [];
        List<Attendee> after = [noted.One];
        if (noted.One != row.Attendee || row.ETag is null)
            changes.Add(row.Becomes(key, noted.One));
        if (principal is not null && noted.Principal is { } stoodFor && stoodFor != principal.Attendee)
            Add(principal, stoodFor);
        if (noted.Released is { } released && await shelf.FindPersonAsync(key, released, cancellationToken) is { Attendee.StandsFor: { } whom } former && whom.ToString() == (noted.Principal ?? noted.One).Person.ToString())
            Release(former); // who stands in for somebody else by now goes on doing so
        if (changes.Count == 0)
            return new Noted(noted.One.Name, null);
        if (noted.One.StandsFor is not null)
            changes.Add(PassInterestOn.At(key, person, turn));
        if (noted.Declined is { } named)
            changes.Add(TellOfMeeting.At(key, TellOfMeeting.Declined, named, turn));
        await shelf.NoteAsync(head.Meeting.Organisation.Id, key, after.Select(one => one.Person).Append(turn.Actor.MemberId), cancellationToken);
        var meeting = head.Meeting;
        if (meeting.ClosedAt is not null)
        {
            meeting = meeting.Corrected(after.Aggregate(await reading.ReadAsync(head, cancellationToken), (register, one) => register.With(one)));
            changes.Add(new Change.Upsert(MeetingRows.OfCorrection(key, turn.Intent.Key, new Correction(turn.At, new Person(turn.Actor.MemberId, turn.Actor.Name), reason))));
            changes.Add(Audit.Entry(key, turn, "meetings.corrected", new Changed(person.ObjectId, row.Attendee.Presence.ToString(), noted.One.Presence.ToString())));
            changes.AddRange(shelf.Orders(key));
        }

        changes.Add(new Change.Replace(MeetingRows.OfMeeting(meeting, head.ETag))); // so that it isn't closed meanwhile
        return await outbox.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Noted(noted.One.Name, null) : null;

        void Add(AttendeeRow before, Attendee one)
        {
            changes.Add(before.Becomes(key, one));
            after.Add(one);
        }

        void Release(AttendeeRow former)
        {
            if (former.Attendee.Presence is not Presence.NotNoted)
            {
                Add(former, former.Attendee with { StandsFor = null });
                return;
            }

            changes.Add(new Change.Delete(MeetingRows.PersonRow(former.Attendee.Person), former.ETag));
            if (former.Attendee.Reply is not Reply.Apologies) // they know already that they don't
                changes.Add(TellOfMeeting.At(key, TellOfMeeting.Released, former.Attendee.Person, turn));
        }
    }

    /// <summary>For whom they are to have stood in, or had been asked to; null where that matters to nobody, or there is no such person.</summary>
    private async Task<AttendeeRow?> FindPrincipalAsync(Turn turn, MeetingHead head, Attendee one, string what, CancellationToken cancellationToken)
    {
        MemberId? whom = what switch
        {
            "deputy" when MemberId.TryParse(turn.Data.Text("whom"), out var chosen) => chosen,
            "own" => one.StandsFor,
            _ => null,
        };
        return whom is { } principal ? await reading.FindAsync(head, principal, cancellationToken) : null;
    }

    private static Ruling<NotedByHand> Decide(Turn turn, Meeting meeting, Attendee one, Attendee? principal, string what)
    {
        var left = turn.Data.Text("left");
        return what switch
        {
            "apologies" => Noting.Apologies(meeting, one, turn.At),
            "absent" => Noting.Absent(one),
            "deputy" when principal is null => new Refusal("meetings.refused.noPrincipal"),
            "deputy" => Noting.CameAsDeputy(meeting, one, principal, left),
            "own" => Noting.CameForThemselves(meeting, one, principal, left),
            _ => Noting.Came(meeting, one, left),
        };
    }

    private static Refusal? WhyNot(Meeting meeting, string what, string reason, DateTimeOffset now)
    {
        if (meeting.WhyOff() is { } off)
            return off;
        if (meeting.ClosedAt is not null)
            return reason.Length == 0 ? new Refusal("meetings.refused.noReason") : null;
        return what != "apologies" ? meeting.WhyNoRegister(now) : null; // apologies come by telephone days before
    }

    private sealed record Noted(string Name, Refusal? Refused);
}

/// <summary>The dialog in which one person is noted.</summary>
internal sealed class PersonDialog(CardLibrary library, Sentences sentences)
{
    private const string Stayed = "-";

    private readonly TextFile _text = library.Text;

    public Answer.Dialog Of(MeetingHead head, Turn turn, Refusal? problem)
    {
        var (meeting, isClosed) = (head.Meeting, head.Meeting.ClosedAt is not null);
        var title = _text.Plain(isClosed ? "meetings.person.correct" : "meetings.person.title");
        (string Value, string Title)[] ways =
        [
            ("came", _text.Plain("meetings.person.came").Words),
            ("deputy", _text.Plain("meetings.person.deputy").Words),
            ("own", _text.Plain("meetings.person.own").Words),
            ("apologies", _text.Plain("meetings.person.apologies").Words),
            ("absent", _text.Plain("meetings.person.absent").Words),
        ];
        var how = turn.Data.Text("how");
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("title", CardText.FromPerson(meeting.Content.Title))
            .Set("ways", ways.Select(way => CardChoice.Named(way.Title, way.Value)))
            .SetId("how", Array.Exists(ways, way => way.Value == how) ? how : meeting.WhyNoRegister(turn.At) is null || isClosed ? "came" : "apologies")
            .Set("items", meeting.Content.Agenda.Select((item, i) => CardChoice.Named(_text.Plain("meetings.person.left", ("number", i + 1), ("title", item.Title)).Words, item.Id)).Prepend(CardChoice.Named(_text.Plain("meetings.person.stayed").Words, Stayed)))
            .SetId("left", Stayed)
            .Set("hasAgenda", meeting.Content.Agenda.Count > 0)
            .Set("isClosed", isClosed)
            .Set("reason", PlainText.FromPerson(problem?.TextKey is "shell.refused.patientData" ? "" : turn.Data.Text("reason", MeetingLimits.ReasonCharactersMax)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetProblem(sentences, problem);
        return new Answer.Dialog(title, new CardView("meetings/person", data, title));
    }
}
