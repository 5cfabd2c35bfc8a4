using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

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
            : await cards.OfAsync(turn, head, chance.NewId(), MeetingForm.Of(head.Meeting.Content, turn.TimeZone), problem: null, count: null, cancellationToken);
    }
}

/// <summary>
/// An organiser or a chair arranges a meeting, after confirming how many it calls, or changes one: of another time or place
/// everybody hears. What can't be taken comes back with what was typed still in it, but for patient data, of which nothing stays.
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
        var (form, nonce) = (MeetingForm.Read(turn.Data), MeetingForm.NonceOf(turn));
        var id = Keys.Hash("meeting", nonce, turn.Actor.Id);
        if (await shelf.FindAsync(MeetingRows.KeyOf(turn.Actor.Organisation.Id, id), cancellationToken) is { } there)
            return await SaidAsync(turn, there, "meetings.arranged", cancellationToken); // it was sent twice
        if (form.ToContent(null, turn.TimeZone, turn.At).IsRefused(out var problem, out var content))
            return await BackAsync(turn, null, form, problem, cancellationToken);
        var count = await audience.ListAsync(turn.Actor.Organisation.Id, content.Called, cancellationToken).CountAsync(cancellationToken);
        if (count == 0)
            return await BackAsync(turn, null, form, new Refusal("meetings.refused.nobodyCalled"), cancellationToken);
        if (form.Confirmed != count)
            return await cards.OfAsync(turn, null, nonce, form, problem: null, count, cancellationToken);
        var meeting = new Meeting(id, turn.Actor.Organisation, content)
        {
            MadeBy = new Person(turn.Actor.MemberId, turn.Actor.Name),
            MadeAt = turn.At,
            LastItem = content.Agenda.Count,
        };
        var head = await shelf.AddAsync(meeting, turn.Actor.MemberId, Audit.Entry(MeetingRows.KeyOf(meeting), turn, "meetings.arranged"), cancellationToken);
        return await SaidAsync(turn, head, "meetings.arranged", cancellationToken);
    }

    private async Task<Answer> ChangeAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var unknown, out var head))
            return new Answer.Refused(unknown);
        var form = MeetingForm.Read(turn.Data);
        var ruling = await shelf.ChangeAsync(
            head.Key,
            turn.Actor.MemberId,
            now => form.Following(now.Meeting, turn.TimeZone).ToContent(now.Meeting, turn.TimeZone, turn.At).IsRefused(out var odd, out var content) ? odd : now.Meeting.ChangeTo(content, turn.At),
            now => [Audit.Entry(now.Key, turn, "meetings.changed")],
            cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return await BackAsync(turn, head, form with { Called = head.Meeting.Content.Called }, problem, cancellationToken);
        return await SaidAsync(turn, head, after.News > head.Meeting.News ? "meetings.moved" : "meetings.changed", cancellationToken);
    }

    private async Task<Answer> SaidAsync(Turn turn, MeetingHead head, string saidKey, CancellationToken cancellationToken)
    {
        var said = library.Text.Plain(saidKey, ("title", head.Meeting.Content.Title));
        return await manage.AfterAsync(turn, head.Key, said, cancellationToken);
    }

    private async Task<Answer> BackAsync(Turn turn, MeetingHead? head, MeetingForm form, Refusal problem, CancellationToken cancellationToken)
    {
        if (problem.TextKey is MeetingRefusals.Unknown)
            return new Answer.Refused(problem);
        if (problem.TextKey is "shell.refused.patientData")
            form = form with { Title = head?.Meeting.Content.Title ?? "", Place = head?.Meeting.Content.Place ?? "", Agenda = head is null ? "" : MeetingForm.Of(head.Meeting.Content, turn.TimeZone).Agenda };
        return await cards.OfAsync(turn, head, MeetingForm.NonceOf(turn), form, problem, count: null, cancellationToken);
    }
}
