using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>
/// What a poll is about, such as a meeting, begins at another time or isn't to be any more: a poll that was to close as it began closes
/// with it, as its card then says. Nobody is told otherwise, but where a poll that hides who answered stays open longer. What is still to
/// open closes with it, too, or never opens.
/// </summary>
internal sealed class FollowBeginning(PollShelf shelf, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>Safe to repeat, and in any order: what closes at another time by now isn't touched.</summary>
    public Task RunAsync(ReferringThing thing, string organisationId, BeginningMoved beginning, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(thing, organisationId, beginning, stop), cancellationToken);

    private async Task<string?> OnceAsync(ReferringThing thing, string organisationId, BeginningMoved beginning, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(thing.Key, cancellationToken) is not { Poll: var poll } head || poll.Organisation.Id != organisationId || poll.About?.Key != thing.About)
            return "nothing";
        if (!(poll.IsOpenAt(now) || poll.IsWaitingToOpen()) || head.Shards.Values.Any(shard => shard.IsFinal))
            return "nothing";
        var isTooFar = beginning.To > now.AddDays(AskForm.DaysMax); // so long no poll is open
        var changed = isTooFar ? poll : poll.FollowingBeginning(beginning.From, beginning.To, head.Tally.Answered > 0, now);
        if (changed == poll)
            return "nothing";
        return await outbox.CommitAsync(PollRows.Table, head.PartitionKey, ChangesOf(head, changed, now), cancellationToken) is CommitResult.Committed ? "done" : null;
    }

    private static List<Change> ChangesOf(PollHead head, Poll changed, DateTimeOffset now)
    {
        var (key, row) = (head.PartitionKey, new Change.Replace(PollRows.OfPoll(changed, head.AskedIn, head.ETag)));
        if (changed.IsScheduled)
            return [row, ShowScheduled.At(key, now), Audit.ByProgram(key, changed.ClosedAt is null ? "polls.rescheduled" : "polls.cancelled", now)];
        if (changed.ClosedAt is not null)
            return [row, EndPoll.At(key, now), Audit.ByProgram(key, "polls.closed", now)];
        return [.. ReschedulePoll.Changes(now, head, changed, Audit.ByProgram(key, "polls.rescheduled", now)), .. ReschedulePoll.Told(now, head, changed)];
    }
}
