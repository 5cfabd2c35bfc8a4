using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Sendings;

/// <summary>
/// Shows whoever had something sent how far it is: a card in their own chat. While things move it is looked at every few
/// seconds, and renewed where it says something else than before; while everybody waits for a time, not before that time.
/// Who may not see it any more is told so.
/// </summary>
internal sealed class ShowProgress(
    SendingShelf shelf, ProgressCard card, IReach reaches, IRoleHolders holders, Sender sender, IRecordStore store, CardJson json, CardLibrary library, TimeProvider time) : IDelivery
{
    /// <summary>So old is what the card says at the most.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(4);

    private const string Shown = "Shown";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { WatchedIn: { } place } head)
            return new Delivered.Done();
        if (await holders.FindAsync(head.OrganisationId, head.StartedBy, cancellationToken) is not { } holder || (holder.Roles & SendingsFeature.Holders) == Roles.Member)
            return await EndAsync(head, place, cancellationToken);
        var now = time.GetUtcNow();
        var count = await shelf.CountAsync(head, cancellationToken);
        var view = await card.OfAsync(head, count, now, (await reaches.FindAsync(head.StartedBy, cancellationToken)).Zone, null, cancellationToken);
        var mark = json.MarkOf(view);
        if (head.WatchedBy.Length == 0 || mark != await ShownAsync(head, cancellationToken))
        {
            switch (await ShowAsync(head, place, view, cancellationToken))
            {
                case Sent.NotNow notNow:
                    return notNow.ToLater();
                case Sent.Never:
                    // They removed the bot, or the card, and whoever wants to know types the command.
                    return new Delivered.Done(NotWatched(head));
                case Sent.Arrived { IsUnsure: true }:
                    return new Delivered.NotBefore(now + Every);
            }
        }

        Change noted = new Change.Upsert(new Record(head.Id, SendingRows.Watch) { [Shown] = mark });
        return count.IsDone ? new Delivered.Done(noted) : new Delivered.NotBefore(NextLook(head, count, now), noted);
    }

    /// <summary>While everybody waits nothing moves; what else is wanted of the sending meanwhile orders this anew.</summary>
    private static DateTimeOffset NextLook(SendingHead head, SendingCount count, DateTimeOffset now)
    {
        if (head.StartsAt > now + Every)
            return head.StartsAt;
        return count is { IsResting: true, NextAt: { } next } && next > now ? next + Every : now + Every;
    }

    private async Task<Sent> ShowAsync(SendingHead head, Place place, CardView view, CancellationToken cancellationToken)
    {
        if (head.WatchedBy.Length > 0)
            return await sender.UpdateAsync(place, head.WatchedBy, view, cancellationToken);
        var sent = await sender.SendAsync(place, view, cancellationToken);
        if (sent is Sent.Arrived { ActivityId: { Length: > 0 } id }
            && await store.CommitAsync(SendingRows.Table, head.Id, [new Change.Replace(SendingRows.OfHead(head with { WatchedBy = id }))], cancellationToken) is not CommitResult.Committed)
            await sender.RemoveAsync(place, id, cancellationToken); // the sending moved just now: another card comes
        return sent;
    }

    /// <summary>They have lost the role meanwhile: the card keeps no numbers.</summary>
    private async Task<Delivered> EndAsync(SendingHead head, Place place, CancellationToken cancellationToken)
    {
        if (head.WatchedBy.Length > 0)
        {
            var text = library.Text;
            var view = NoticeCard.Of(text, text.Plain("sendings.ended"), null, [text.Format("sendings.ended.next")], text.Format("sendings.kind"));
            if (await sender.UpdateAsync(place, head.WatchedBy, view, cancellationToken) is Sent.NotNow notNow)
                return notNow.ToLater();
        }

        return new Delivered.Done(NotWatched(head));
    }

    private async Task<string?> ShownAsync(SendingHead head, CancellationToken cancellationToken)
        => (await store.FindAsync(SendingRows.Table, head.Id, SendingRows.Watch, cancellationToken))?.GetString(Shown);

    private static Change.Replace NotWatched(SendingHead head) => new Change.Replace(SendingRows.OfHead(head with { WatchedIn = null, WatchedBy = "" }));
}
