using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>Posts a new poll's card in the conversation where it was asked, and notes where it stands.</summary>
/// <remarks>
/// If the answer to the post is lost the card may stand twice; both take votes, and the second is known by its first
/// press.
/// </remarks>
internal sealed class PostPoll(PollShelf shelf, PollCards cards, Sender sender, Outbox outbox, IRecordStore store, TimeProvider time) : IDelivery
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
            Sent.Arrived { ActivityId.Length: > 0 } arrived => new Delivered.Done(new Change.Upsert(PollRows.OfCard(head.PartitionKey, card with { Place = arrived.Thread ?? place, ActivityId = arrived.ActivityId }))),
            Sent.Arrived when OutboxRow.AttemptsOf(row) < UnsureTriesMax => new Delivered.Later("it may not have arrived"),
            Sent.NotNow notNow => notNow.ToLater(),
            Sent.Never { IsNoWay: true } when place.IsWholeChannel && head is { Cards.Count: 0, Poll.ClosedAt: null } => await NotPostedAsync(head, cancellationToken),
            _ => new Delivered.Done(),
        };
    }

    /// <summary>
    /// The channel isn't there, or is one in which the bot isn't: nobody has seen the poll, so that it is as one that never
    /// opened, and whoever asked it is told. All of it is there to be asked anew.
    /// </summary>
    private async Task<Delivered> NotPostedAsync(PollHead head, CancellationToken cancellationToken)
    {
        var (key, now, poll) = (head.PartitionKey, time.GetUtcNow(), head.Poll);
        var kept = poll with
        {
            IsScheduled = true,
            OpensAt = poll.OpenedAt,
            ClosedAt = now,
            NotAsked = NotAsked.NoChannel,
            Repeats = poll.Repeats is { } repeats ? repeats with { StoppedAt = repeats.StoppedAt ?? now } : null,
            Revision = poll.Revision + 1,
        };
        await OpenPolls.ForgetAsync(store, poll.Organisation.Id, [PollRows.OfIndex(poll).RowKey], cancellationToken);
        Change[] changes = [new Change.Replace(PollRows.OfPoll(kept, head.AskedIn, head.ETag)), TellNotAsked.At(key, now), Audit.ByProgram(key, "polls.notAsked", now)];
        return await outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict ? new Delivered.Later("the poll changed meanwhile") : new Delivered.Done();
    }
}
