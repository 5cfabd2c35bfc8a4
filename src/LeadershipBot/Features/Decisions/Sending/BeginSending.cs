using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Decisions.Reactions;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>
/// Begins to send a decision at its time, and orders the sending; whoever wrote it watches how far it is in their own chat.
/// That it has begun is noted first: from then on it can't be held back, only withdrawn. Where it was to go to a team that
/// isn't the organisation's any more, it is a draft again, and they are told.
/// </summary>
internal sealed class BeginSending(DecisionShelf shelf, ITeams teams, IPresence presence, SendingDesk desk, Outbox outbox, IReach reaches, TimeProvider time) : IDelivery
{
    public const string Kind = "decisions.begin";

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    /// <summary>The order to begin at a time, as a change for the commit that releases the decision.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var now = time.GetUtcNow();
        if (head.Decision is { State: DecisionState.Scheduled, StartsAt: { } starts } && starts > now)
            return new Delivered.NotBefore(starts);
        if (head.Decision.State is DecisionState.Scheduled && await HasLostItsWayAsync(head, cancellationToken))
        {
            Change[] back = [new Change.Replace(DecisionRows.OfDecision(head.Decision.KeptBack()!, head.ETag)), TellNotSent.At(head.PartitionKey, now), Audit.ByProgram(head.PartitionKey, "decisions.notSent", now)];
            return await outbox.CommitAsync(DecisionRows.Table, head.PartitionKey, back, cancellationToken) is CommitResult.Committed ? new Delivered.Done() : new Delivered.NotBefore(now + Breath);
        }

        if (head.Decision.BeginAt(now) is { } begun)
        {
            Change[] changes = [new Change.Replace(DecisionRows.OfDecision(begun, head.ETag)), CloseReactions.At(head.PartitionKey, begun.ReactionsCloseAt ?? now), OfferLonger.At(head.PartitionKey, DecisionExtending.OfferAt(begun) ?? now)];
            if (await outbox.CommitAsync(DecisionRows.Table, head.PartitionKey, changes, cancellationToken) is not CommitResult.Committed)
                return new Delivered.NotBefore(now + Breath); // it was held back just now, perhaps
            head = head with { Decision = begun };
        }

        if (head.Decision is { State: DecisionState.Sent, BegunAt: { } began })
            await OrderAsync(head, began, cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>Whether a team to which it goes, or whose channel it goes into, isn't the organisation's any more; or its writer isn't in that any more.</summary>
    private async Task<bool> HasLostItsWayAsync(DecisionHead head, CancellationToken cancellationToken)
    {
        var decision = head.Decision;
        if (decision.IsPostedHere && head.Channel is { } channel && !await presence.IsInAsync(channel, new MemberId(decision.TenantId, decision.MadeBy), cancellationToken))
            return true;
        if (decision.Audience is not { Teams: { Count: > 0 } wanted })
            return false;
        var there = await teams.ListAsync(decision.Organisation.Id, cancellationToken);
        return !wanted.All(id => there.Any(team => team.Id == id));
    }

    private async Task OrderAsync(DecisionHead head, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var decision = head.Decision;
        var maker = decision.MadeBy.Length > 0 ? new MemberId(decision.TenantId, decision.MadeBy) : default;
        var order = new SendingHead(DecisionSending.SendingOf(head.PartitionKey), DecisionSending.SendingKind, head.PartitionKey, decision.Organisation.Id, maker)
        {
            OrderedAt = began,
            StartsAt = time.GetUtcNow(),
            WatchedIn = decision.MadeBy.Length > 0 ? (await reaches.FindAsync(maker, cancellationToken)).Chat : null,
        };
        await desk.OrderAsync(order, cancellationToken);
    }
}
