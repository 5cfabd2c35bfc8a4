using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Gives a roll its index that was staged before there was one, or changed by a server that knew none: the same roll is staged
/// once more, with its index, and made the one that counts, as by an import.
/// </summary>
internal sealed class IndexRoll(OrganisationShelf organisations, RollShelf rolls, TimeProvider time) : IDelivery
{
    public const string Kind = "members.indexRoll";

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>The order, as a change for a commit in the organisation's partition; one for each roll, a conflict where it is ordered already.</summary>
    public static Change Of(string organisationId, string version, DateTimeOffset now) => new Change.Insert(OutboxRow.New(organisationId, Kind, version, now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(row.PartitionKey, cancellationToken) is not { IsIndexed: false } organisation)
            return new Delivered.Done();
        var version = await rolls.StageAsync(organisation.Id, await rolls.LoadAsync(organisation, cancellationToken), [], cancellationToken);
        return await rolls.MakeCurrentAsync(organisation, version, [], cancellationToken)
            ? new Delivered.Done()
            : new Delivered.NotBefore(time.GetUtcNow() + Again); // somebody changed the roll meanwhile
    }
}
