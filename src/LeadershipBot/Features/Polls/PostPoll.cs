using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>Posts a new poll's card in the conversation where it was asked, and notes where it stands.</summary>
/// <remarks>
/// If the answer to the post is lost the card may stand twice; both take votes, and the second is known by its first
/// press.
/// </remarks>
internal sealed class PostPoll(PollShelf shelf, PollCards cards, Sender sender, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.post";

    /// <summary>A card that may not stand is worse than one that may stand twice, but not than many.</summary>
    private const int UnsureTriesMax = 5;

    /// <summary>The order to post the card, as a change for the commit that makes the poll.</summary>
    public static Change To(string partitionKey, Place place, DateTimeOffset at)
    {
        var row = OutboxRow.New(partitionKey, Kind, "", at);
        PlaceColumns.Write(row, place);
        return new Change.Insert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var place = PlaceColumns.Read(row);
        var members = await sender.CountMembersAsync(place, cancellationToken);
        var card = new PollCard(place, "", members);
        var view = cards.ForEverybody(head, head.Tally, time.GetUtcNow(), card.IsLarge);
        return await sender.SendAsync(place, view, cancellationToken) switch
        {
            Sent.Arrived { ActivityId.Length: > 0 } arrived => new Delivered.Done(new Change.Upsert(PollRows.OfCard(head.PartitionKey, card with { ActivityId = arrived.ActivityId }))),
            Sent.Arrived when OutboxRow.AttemptsOf(row) < UnsureTriesMax => new Delivered.Later("it may not have arrived"),
            Sent.NotNow notNow => notNow.ToLater(),
            _ => new Delivered.Done(),
        };
    }
}
