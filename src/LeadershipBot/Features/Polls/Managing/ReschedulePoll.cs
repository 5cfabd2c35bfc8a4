using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Extensions;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>The asker, an organiser or a chair changes when an open poll closes; every card then says so.</summary>
internal sealed class ReschedulePoll(PollShelf shelf, PollCards polls, ManageCards cards, Outbox outbox, Contention contention, IDirectory directory, Sentences sentences) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (AskForm.Read(turn.Data).Closes(turn.At, turn.TimeZone).IsRefused(out var unread, out var closing))
            return head.Poll.MayBeManagedBy(turn.Actor) ? cards.Show(turn, head, unread) : new Answer.Refused(new Refusal("polls.manage.refused.role", ("asker", head.Poll.AskedByName)));
        if (head.Poll.Reschedule(turn.Actor, closing.At, head.Tally.Answered > 0, turn.At).IsRefused(out var refusal, out var changed))
            return new Answer.Refused(refusal);
        if (head.Shards.Values.Any(shard => shard.IsFinal))
            return new Answer.Refused(new Refusal("polls.manage.refused.closed"));
        var mine = await shelf.FindStandingAsync(head, turn.Actor.Id, cancellationToken);
        if (changed != head.Poll)
        {
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
            if (await outbox.CommitAsync(PollRows.Table, head.PartitionKey, [.. Changes(turn.At, head, changed, Audit.Entry(head.PartitionKey, turn, "polls.rescheduled")), .. Told(turn.At, head, changed)], cancellationToken) is CommitResult.Conflict)
                return null;
        }

        var said = changed.ClosesAt is { } closes
            ? sentences.Text.Plain("polls.manage.rescheduled", ("when", TimeWords.Moment(closes, turn.TimeZone)))
            : sentences.Text.Plain("polls.manage.rescheduled.byHand");
        return new Answer.Say(said) { Renewed = polls.For(turn, head with { Poll = changed }, head.Tally, mine) };
    }

    /// <summary>Where that is its extension, people are told.</summary>
    public static IEnumerable<Change> Told(DateTimeOffset now, PollHead head, Poll changed)
        => changed.Extension == head.Poll.Extension ? [] : [TellExtension.At(head.PartitionKey, now)];

    /// <summary>What makes a poll close at another time, for one commit.</summary>
    /// <param name="now">When it is changed.</param>
    /// <param name="head">The poll as it was read.</param>
    /// <param name="changed">The poll as it is to be.</param>
    /// <param name="audit">Who did what.</param>
    public static List<Change> Changes(DateTimeOffset now, PollHead head, Poll changed, Change audit)
    {
        var key = head.PartitionKey;
        List<Change> changes = [new Change.Replace(PollRows.OfPoll(changed, head.AskedIn, head.ETag)), ShowChange.At(key, now), audit];
        if (changed.ClosesAt is { } closes)
            changes.Add(EndPoll.At(key, closes));
        changes.AddRange(RemindPoll.Orders(changed).OfType<Change.Insert>().Where(order => OutboxRow.DueOf(order.Record) > now).Select(order => new Change.Upsert(order.Record)));
        changes.AddRange(OfferExtension.Orders(changed));

        // Ending it makes every tally final: one of them in this commit, so that both can't succeed. While nobody has answered,
        // which is why it may close as late as one likes, all of them: each answer writes one.
        for (var shard = 0; shard < (head.Tally.Answered > 0 ? 1 : PollRows.Shards); shard++)
        {
            var known = head.Shards.GetValueOrDefault(shard);
            var tally = PollRows.OfTally(key, shard, known?.Tally ?? PollTally.Empty(changed.Questions), isFinal: false, known?.ETag);
            changes.Add(known is null ? new Change.Insert(tally) : new Change.Replace(tally));
        }

        return changes;
    }
}
