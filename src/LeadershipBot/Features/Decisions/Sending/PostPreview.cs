using LeadershipBot.Domain.People;
using LeadershipBot.Features.Decisions.Writing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>Brings the card of a decision that is being written into the chat of whoever writes it.</summary>
internal sealed class PostPreview(DecisionShelf shelf, DecisionCards cards, LinkedThings things, IReach reaches, Sender sender, TimeProvider time) : IDelivery
{
    public const string Kind = "decisions.preview";

    /// <summary>The order to bring it, as a change for a commit in the decision's partition. A redelivery of the press orders the same.</summary>
    public static Change To(string partitionKey, Turn turn, Place chat)
    {
        var row = OutboxRow.New(partitionKey, Kind, turn.Intent.Key, turn.At);
        PlaceColumns.Write(row, chat);
        row["Person"] = turn.Actor.MemberId.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || !MemberId.TryParse(row.GetString("Person") ?? "", out var person))
            return new Delivered.Done();
        var content = head.Writing ?? head.Decision.Content;
        var view = cards.Preview(head, content, await things.ReadAsync(head.Decision.Organisation.Id, content.Linked, cancellationToken), time.GetUtcNow(), (await reaches.FindAsync(person, cancellationToken)).Zone);
        return await sender.SendAsync(PlaceColumns.Read(row), view, cancellationToken) is Sent.NotNow notNow ? notNow.ToLater() : new Delivered.Done();
    }
}
