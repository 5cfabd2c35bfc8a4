using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>Whether the answer for which somebody got a receipt counts, before closing and after.</summary>
internal sealed class AnswerReceipts(BoxStore rows)
{
    /// <summary>
    /// Whether the answer with this receipt is among those that count, before closing and after. Says nothing of the answer,
    /// and nothing is kept or logged of who asked. Refused where it isn't, or is no receipt.
    /// </summary>
    public async Task<Ruling<Receipt>> LookUpAsync(BoxHead head, string typed, CancellationToken cancellationToken)
    {
        if (!Receipt.TryRead(typed, out var receipt))
            return new Refusal("anonymous.refused.noReceipt");
        return await CountsAsync(head, receipt, cancellationToken) switch
        {
            true => receipt,
            false => new Refusal("anonymous.refused.receiptUnknown"),
            null => new Refusal("anonymous.refused.notLookedUp"),
        };
    }

    /// <summary>
    /// Whether the answer with this receipt counts; null where the key can't be used. Also for a slice whose commit may or may
    /// not have come through (<see cref="CommitUnconfirmedException"/>): if it did, the receipt that it was about to give is
    /// the person's.
    /// </summary>
    public async Task<bool?> CountsAsync(BoxHead head, Receipt receipt, CancellationToken cancellationToken)
    {
        if (head.IsClosed)
            return (await rows.ListAsync(head.At, BoxRows.Receipts, cancellationToken)).SelectMany(BoxRows.ReceiptsIn).Contains(receipt);
        if (await rows.TryKeyAsync(head, cancellationToken) is not { } key)
            return null;
        return (await rows.UnlockAllAsync(head, key, cancellationToken)).Drawers.Exists(drawer => drawer.Receipts.Contains(receipt));
    }
}
