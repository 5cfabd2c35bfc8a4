using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>
/// Shows a scheduled poll to whoever asks it, in their own chat and nowhere else: a card that says when it opens and lets them
/// change or cancel it, and is renewed in its place when that happens, and when it opens.
/// </summary>
/// <remarks>If the answer to the first sending is lost the card may stand twice; then the second one is renewed.</remarks>
internal sealed class ShowScheduled(PollShelf shelf, ScheduledCard card, IReach reaches, Sender sender, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.scheduled";

    /// <summary>In the poll's partition: where that card stands. It is none of the poll's own cards.</summary>
    public const string CardRow = "head.scheduled";

    private const int UnsureTriesMax = 5;

    /// <summary>The order to show it, as a change for a commit of the poll.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll.AskedBy.Length: > 0 } head)
            return new Delivered.Done();
        var reach = await reaches.FindAsync(new MemberId(head.Poll.TenantId, head.Poll.AskedBy), cancellationToken);
        var view = card.Of(head, time.GetUtcNow(), reach.Zone);
        if (head.OwnersCard is { } standing)
            return await sender.UpdateAsync(PlaceColumns.Read(standing), standing.GetString("Activity") ?? "", view, cancellationToken) is Sent.NotNow later ? later.ToLater() : new Delivered.Done();
        if (reach.Chat is null)
            reach = await reaches.OpenAsync(new MemberId(head.Poll.TenantId, head.Poll.AskedBy), cancellationToken);
        if (reach.NotNow is { } notYet)
            return notYet.ToLater();
        if (reach.Chat is not { } chat)
            return new Delivered.Done();
        return await sender.SendAsync(chat, view, cancellationToken) switch
        {
            Sent.Arrived { ActivityId.Length: > 0 } arrived => new Delivered.Done(new Change.Upsert(Row(row.PartitionKey, chat, arrived.ActivityId))),
            Sent.Arrived when OutboxRow.AttemptsOf(row) < UnsureTriesMax => new Delivered.Later("it may not have arrived"),
            Sent.NotNow notNow => notNow.ToLater(),
            _ => new Delivered.Done(),
        };
    }

    private static Record Row(string key, Place chat, string activityId)
    {
        var row = new Record(key, CardRow) { ["Activity"] = activityId };
        PlaceColumns.Write(row, chat);
        return row;
    }
}
