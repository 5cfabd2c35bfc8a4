using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Arranging;

/// <summary>An organiser or a chair begins a meeting, or opens one to change it.</summary>
internal sealed class OpenForm(MeetingShelf shelf, FormCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (MeetingGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryText("meeting", out _))
            return await cards.OfAsync(turn, null, chance.NewId(), MeetingForm.Empty(turn.Today), problem: null, count: null, cancellationToken);
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var unknown, out var head))
            return new Answer.Refused(unknown);
        return head.Meeting.ChangeTo(head.Meeting.Content, turn.At).IsRefused(out var late, out _)
            ? new Answer.Refused(late)
            : await cards.OfAsync(turn, head, chance.NewId(), MeetingForm.Open(head.Meeting, turn), problem: null, count: null, cancellationToken);
    }
}

/// <summary>
/// An organiser or a chair arranges a meeting, after confirming how many it calls, or changes one: of another time or place
/// everybody hears, and what another changed meanwhile isn't taken back unseen. What can't be taken comes back with what was typed still
/// in it, but for patient data, of which nothing stays.
/// </summary>
internal sealed class ArrangeMeeting(MeetingShelf shelf, FormCards cards, ManageCards manage, IAudience audience, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (MeetingGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return turn.Data.TryText("meeting", out _) ? await ChangeAsync(turn, cancellationToken) : await ArrangeAsync(turn, cancellationToken);
    }

    private async Task<Answer> ArrangeAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (form, nonce) = (MeetingForm.Read(turn.Data), turn.DialogNonce);
        var id = Keys.Hash("meeting", nonce, turn.Actor.Id);
        if (await shelf.FindAsync(MeetingRows.KeyOf(turn.Actor.Organisation.Id, id), cancellationToken) is { } there)
            return await SaidAsync(turn, there.Meeting, Hearing.OfCall, cancellationToken); // it was sent twice
        if (form.ToContent(null, turn.TimeZone, turn.At).IsRefused(out var problem, out var content))
            return await BackAsync(turn, null, form, problem, cancellationToken);
        var count = await audience.ListRememberedAsync(turn.Actor.Organisation.Id, content.Called, cancellationToken).CountAsync(cancellationToken);
        if (count == 0)
            return await BackAsync(turn, null, form, new Refusal("meetings.refused.nobodyCalled"), cancellationToken);
        if (form.Confirmed != count)
            return await cards.OfAsync(turn, null, nonce, form, problem: null, count, cancellationToken);
        var meeting = new Meeting(id, turn.Actor.Organisation, content)
        {
            MadeBy = new Person(turn.Actor.MemberId, turn.Actor.Name),
            LinkedBy = content.JoinUrl.Length > 0 ? new Person(turn.Actor.MemberId, turn.Actor.Name) : null,
            MadeAt = turn.At,
            LastItem = content.Agenda.Count,
        };
        var head = await shelf.AddAsync(meeting, turn.Actor.MemberId, Audit.Entry(MeetingRows.KeyOf(meeting), turn, "meetings.arranged"), cancellationToken);
        return await SaidAsync(turn, head.Meeting, Hearing.OfCall, cancellationToken);
    }

    private async Task<Answer> ChangeAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var unknown, out var head))
            return new Answer.Refused(unknown);
        var form = MeetingForm.Read(turn.Data);
        if (form.AsksWhom && !form.IsOdd && form.Called.ToText() != head.Meeting.Content.Called.ToText() && await ConfirmAsync(turn, head, form, cancellationToken) is { } first)
            return first;
        var ruling = await shelf.ChangeAsync(head.Key, turn.Actor.MemberId, now => Decide(turn, form, now.Meeting), now => After(turn, form, now), cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return await BackAsync(turn, await shelf.FindAsync(head.Key, cancellationToken) ?? head, form, problem, cancellationToken);
        return HearingOf(head.Meeting, after) is { } hearing
            ? await SaidAsync(turn, after, hearing, cancellationToken)
            : await manage.AfterAsync(turn, head.Key, library.Text.Plain(after.Source is null ? "meetings.changed" : "meetings.changed.followed", ("title", after.Content.Title)), cancellationToken);
    }

    /// <summary>Who hears of a change, and so what is said of it; null where cards are renewed and nobody is sent anything.</summary>
    private static Hearing? HearingOf(Meeting before, Meeting after)
    {
        var (isMoved, callsOthers) = (after.News > before.News, after.Calls > before.Calls && after.Source is null);
        if (isMoved && after.IsReleased)
            return Hearing.OfMoveHere;
        return (isMoved, callsOthers) switch
        {
            (true, true) => Hearing.OfMoveAndOthers,
            (true, false) => Hearing.OfMove,
            (false, true) => Hearing.OfOthers,
            _ => null,
        };
    }

    private Ruling<Meeting> Decide(Turn turn, MeetingForm form, Meeting now)
    {
        var parts = FormMarks.Overwritten(form, MeetingForm.Open(now, turn) with { AsksWhom = form.AsksWhom });
        if (parts.Count > 0)
            return Newer(string.Join(", ", parts.Select(part => library.Text.Plain(part).Words)));
        return form.Following(now, turn.TimeZone).ToContent(now, turn.TimeZone, turn.At).IsRefused(out var odd, out var content)
            ? odd
            : now.ChangeTo(content, turn.At, form.Reason, new Person(turn.Actor.MemberId, turn.Actor.Name), Keys.Hash("link", now.Id, content.JoinUrl.Length > 0 ? content.JoinUrl : now.Content.JoinUrl));
    }

    private IEnumerable<Change> After(Turn turn, MeetingForm form, MeetingHead before)
    {
        yield return Audit.Entry(before.Key, turn, "meetings.changed");
        if (turn.At >= before.Meeting.Content.StartsAt && !Decide(turn, form, before.Meeting).IsRefused(out _, out var after) && after.Content.IsJudgedOtherwiseThan(before.Meeting.Content))
        {
            var reason = new Correction(turn.At, new Person(turn.Actor.MemberId, turn.Actor.Name), form.Reason) { IsOfContent = true };
            yield return new Change.Upsert(MeetingRows.OfCorrection(before.Key, turn.Intent.Key, reason));
            yield return Audit.Entry(before.Key, turn, "meetings.judgedOtherwise", new Changed("", Judged(before.Meeting.Content), Judged(after.Content)));
        }

        if (form.AsksWhom && form.Called.ToText() != before.Meeting.Content.Called.ToText())
            yield return UncallOthers.At(before.Key, turn.At);
    }

    /// <summary>By what a meeting is judged, as the audit has it.</summary>
    private static string Judged(MeetingContent content) => $"{FormMarks.RuleOf(content.Quorum)}; {string.Join("; ", content.Agenda.Select(item => $"{item.Id} {item.Title}"))}";

    /// <summary>Who is called from now on is confirmed by their number, as at first; null where it was.</summary>
    private async Task<Answer?> ConfirmAsync(Turn turn, MeetingHead head, MeetingForm form, CancellationToken cancellationToken)
    {
        var count = await audience.ListRememberedAsync(turn.Actor.Organisation.Id, form.Called, cancellationToken).CountAsync(cancellationToken);
        if (count == 0)
            return await BackAsync(turn, head, form, new Refusal("meetings.refused.nobodyCalled"), cancellationToken);
        return form.Confirmed == count ? null : await cards.OfAsync(turn, head, turn.DialogNonce, form, problem: null, count, cancellationToken);
    }

    private static Refusal Newer(string parts) => new("meetings.refused.newer", ("parts", parts));

    private Task<Answer> SaidAsync(Turn turn, Meeting meeting, Hearing hearing, CancellationToken cancellationToken)
        => manage.AfterAsync(turn, MeetingRows.KeyOf(meeting), hearing.Said(library.Text, turn, meeting.Content.StartsAt, ("title", meeting.Content.Title)), cancellationToken);

    private async Task<Answer> BackAsync(Turn turn, MeetingHead? head, MeetingForm form, Refusal problem, CancellationToken cancellationToken)
    {
        if (problem.TextKey is MeetingRefusals.Unknown)
            return new Answer.Refused(problem);
        if (problem.TextKey is "shell.refused.patientData")
            form = form with { Reason = "", Title = head?.Meeting.Content.Title ?? "", Place = head?.Meeting.Content.Place ?? "", Agenda = head is null ? "" : MeetingForm.Of(head.Meeting.Content, turn.TimeZone).Agenda };
        if (head is not null && problem.TextKey is "meetings.refused.newer")
            form = FormMarks.Merged(form, MeetingForm.Open(head.Meeting, turn) with { AsksWhom = form.AsksWhom });
        return await cards.OfAsync(turn, head, turn.DialogNonce, form, problem, count: null, cancellationToken);
    }
}
