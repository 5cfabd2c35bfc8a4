using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Reviews;

/// <summary>
/// On the day on which a decision, or what would trigger its plan B, is to be looked at: orders the card for whoever owns
/// that. Who owns it and may not correct it any more, as they have left, is stood in for by whoever wrote it, and then by
/// all chairs and organisers.
/// </summary>
internal sealed class RemindReview(DecisionShelf shelf, AskBook book, IRoleHolders holders, TimeProvider time) : IDelivery
{
    public const string Kind = "decisions.remind";

    private static readonly TimeOnly At = new(9, 0);

    /// <summary>The orders for both days, as changes for the commit that sends or corrects the decision. Those of days that were there before do nothing any more.</summary>
    public static IEnumerable<Change> Orders(string partitionKey, DecisionContent content)
    {
        foreach (var review in new[] { Review.Of(content, ReviewKind.Decision), Review.Of(content, ReviewKind.PlanB) }.OfType<Review>())
            yield return new Change.Upsert(OutboxRow.New(partitionKey, Kind, review.Name, LocalTime.MomentOf(review.On, At, Zones.UnitedKingdom)));
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Decision: { State: DecisionState.Sent } decision } head
            || Review.Named(row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..]) is not { } review
            || Review.Of(decision.Content, review.Kind) != review)
            return new Delivered.Done(); // it was withdrawn, or moved to another day
        if (LocalTime.MomentOf(review.On, At, Zones.UnitedKingdom) is var due && due > time.GetUtcNow())
            return new Delivered.NotBefore(due);
        foreach (var person in await OwnersAsync(decision, review.Kind, cancellationToken))
            await book.OrderAsync(new AskOrder(person, decision.Organisation.Id, ReviewAsk.AskKind, $"{review.Name}.{head.PartitionKey}", new Ask(AskWeight.Notice, 1, null)), cancellationToken);
        return new Delivered.Done();
    }

    private async Task<IReadOnlyList<MemberId>> OwnersAsync(Decision decision, ReviewKind kind, CancellationToken cancellationToken)
    {
        var makers = (await holders.ListAsync(decision.Organisation.Id, Decision.Makers, cancellationToken)).Select(holder => holder.Person).ToList();
        MemberId? maker = decision.MadeBy.Length > 0 ? new MemberId(decision.TenantId, decision.MadeBy) : null;
        var owner = kind is ReviewKind.PlanB ? decision.Content.PlanB.Owner : maker;
        foreach (var candidate in new[] { owner, maker }.OfType<MemberId>())
        {
            if (makers.Exists(one => one.ToString() == candidate.ToString()))
                return [candidate];
        }

        return makers;
    }
}
