using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// Forgets somebody in a sending that was just being begun: whoever writes its recipients down may have had their name in
/// hand already. Done as soon as all are written down; until then the order names them.
/// </summary>
internal sealed class ForgetLater(SendingShelf shelf, ForgetRecipient forget, TimeProvider time) : IDelivery
{
    public const string Kind = "sending.forget";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>The order, in the sending's own partition.</summary>
    public static Change Of(SendingHead head, MemberId person, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(head.Id, Kind, person.ToString(), at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (!MemberId.TryParse(row.RowKey[OutboxRow.RowKeyOf(Kind, ".")[..^1].Length..], out var person) || await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (head.FrozenAt is null)
            return new Delivered.NotBefore(time.GetUtcNow() + Every);
        await forget.RunAsync(head, person, cancellationToken);
        return new Delivered.Done();
    }
}
