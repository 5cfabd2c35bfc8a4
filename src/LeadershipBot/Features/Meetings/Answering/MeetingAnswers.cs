using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Interests;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Answering;

/// <summary>Keeps what people answer: their row and that of whoever stands in for them change in one commit, with what these are told.</summary>
internal sealed class MeetingAnswers(MeetingShelf shelf, RegisterReading reading, Outbox outbox, Contention contention)
{
    /// <summary>Somebody says whether they come. Said twice, it is kept once.</summary>
    public Task<Ruling<Attendee>> SayAsync(Turn turn, string key, bool isComing, CancellationToken cancellationToken)
        => RunAsync(
            turn,
            key,
            async (head, me, stop) =>
            {
                if (ReplyRule.Say(head.Meeting, me.Attendee, isComing, turn.At).IsRefused(out var refusal, out var answered))
                    return new Kept(refusal);
                List<Change> also = [];
                if (!isComing && answered.Me is { IsCalled: false, StandsFor: { } whom } && answered.Me != me.Attendee)
                    also.Add(TellOfMeeting.At(key, TellOfMeeting.Declined, whom, turn));
                return await KeepAsync(turn, head, me, null, answered, also, stop);
            },
            cancellationToken);

    /// <summary>Somebody names who stands in for them.</summary>
    public Task<Ruling<Attendee>> DeputeAsync(Turn turn, string key, MemberId deputy, CancellationToken cancellationToken)
        => RunAsync(
            turn,
            key,
            async (head, me, stop) =>
            {
                if (await reading.FindAnybodyAsync(head, deputy, stop) is not { } other)
                    return new Kept(new Refusal("meetings.refused.nobody"));
                if (ReplyRule.Depute(head.Meeting, me.Attendee, other.Attendee, turn.At).IsRefused(out var refusal, out var answered))
                    return new Kept(refusal);
                return await KeepAsync(turn, head, me, other, answered, answered.Me == me.Attendee ? [] : [TellOfMeeting.At(key, TellOfMeeting.Deputy, deputy, turn), PassInterestOn.At(key, deputy, turn), .. await LeaveAsync(key, me.Attendee, other.Attendee, turn, stop)], stop);
            },
            cancellationToken);

    /// <summary>Who couldn't stand in for somebody else stands in for this one now: the other one's answer says so, as long as they named nobody else.</summary>
    private async Task<Change[]> LeaveAsync(string key, Attendee me, Attendee deputy, Turn turn, CancellationToken cancellationToken)
        => deputy.StandsFor is { } whom && whom.ToString() != me.Person.ToString() && await shelf.FindPersonAsync(key, whom, cancellationToken) is { Attendee: { Reply: Reply.Deputy, Deputy: { } named } } row && named.ToString() == deputy.Person.ToString()
            ? [row.Becomes(key, row.Attendee with { Reply = Reply.Apologies, Deputy = null }), TellOfMeeting.At(key, TellOfMeeting.Gone, whom, turn)]
            : [];

    private async Task<Ruling<Attendee>> RunAsync(Turn turn, string key, Func<MeetingHead, AttendeeRow, CancellationToken, Task<Kept?>> once, CancellationToken cancellationToken)
    {
        var kept = await contention.RunAsync<Kept>(
            async stop =>
            {
                if (await shelf.FindAsync(key, stop) is not { } head)
                    return new Kept(new Refusal(MeetingRefusals.Unknown));
                if (await reading.FindAsync(head, turn.Actor.MemberId, stop) is not { } me)
                    return new Kept(new Refusal("meetings.refused.notCalled", ("name", head.Meeting.MadeBy?.Name ?? head.Meeting.Organisation.Name)));
                return await once(head, me, stop);
            },
            cancellationToken);
        return kept.Ruling;
    }

    private async Task<Kept?> KeepAsync(Turn turn, MeetingHead head, AttendeeRow me, AttendeeRow? other, Answered answered, List<Change> also, CancellationToken cancellationToken)
    {
        if (answered.Me == me.Attendee && me.ETag is not null)
            return new Kept(answered.Me);
        var key = head.Key;
        await shelf.NoteAsync(head.Meeting.Organisation.Id, key, new[] { me.Attendee.Person, answered.Deputy?.Person }.OfType<MemberId>(), cancellationToken);
        List<Change> changes = [me.Becomes(key, answered.Me), .. also];
        if (other is not null && answered.Deputy is { } deputy)
            changes.Add(other.Becomes(key, deputy));
        if (answered.Released is { } released && await shelf.FindPersonAsync(key, released, cancellationToken) is { Attendee: { Presence: Presence.NotNoted, StandsFor: { } whom } } row && whom.ToString() == me.Attendee.Person.ToString())
        {
            changes.Add(new Change.Delete(MeetingRows.PersonRow(released), row.ETag));
            if (row.Attendee.Reply is not Reply.Apologies) // they know already that they don't
                changes.Add(TellOfMeeting.At(key, TellOfMeeting.Released, released, turn));
        }

        return await outbox.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Kept(answered.Me) : null;
    }

    private sealed record Kept(Ruling<Attendee> Ruling);
}
