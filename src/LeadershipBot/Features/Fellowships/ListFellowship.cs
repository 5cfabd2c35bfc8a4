using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships;

/// <summary>Brings a fellowship's line in its organisation's list up to date, and its cards in channels, and says to those who count how many places there are; done again, it writes the same.</summary>
internal sealed class ListFellowship(FellowshipShelf shelf, IApplicants applicants, IOffers offers, SharedCards shared, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "fellowships.line";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var (fellowship, organisation) = (head.Fellowship, head.Fellowship.Organisation.Id);
        await store.CommitAsync(FellowshipIndexRows.Table, organisation, [new Change.Upsert(FellowshipIndexRows.OfLine(head))], cancellationToken);
        if (!fellowship.IsApproved)
            return new Delivered.Done();
        await shared.OrderUpdateAsync(table, head.Key, SharedFellowships.RenewKind, cancellationToken);
        if (fellowship.WithdrawnBecause is null)
            await offers.LimitAsync(FellowshipOpenings.FellowshipKind, head.Key, fellowship.Content.Places, fellowship.Revision, time.GetUtcNow(), cancellationToken); // a refusal: fewer is asked for before it is set
        if (fellowship.StateAt(time.GetUtcNow()) is not FellowshipState.Open)
            await applicants.ClosedAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken);
        await offers.LookAgainAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken);
        return new Delivered.Done();
    }
}
