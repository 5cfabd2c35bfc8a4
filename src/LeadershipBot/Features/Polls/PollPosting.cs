using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Polls;

/// <summary>Brings a poll's cards into conversations and keeps them up to date there.</summary>
internal sealed class PollPosting(PollShelf shelf, Sender sender, PollCards cards, TimeProvider time)
{
    // Votes that keep coming have asked for a refresh of their own.
    private const int RoundsMax = 3;

    /// <summary>
    /// Updates every card of the poll, and again if it changed meanwhile: of several that do this at once, the last to
    /// send has then looked last. A card that is gone for good is no reason to try again.
    /// </summary>
    /// <param name="head">The poll as it is to be shown.</param>
    /// <param name="showsVotesLater">Whether votes that came meanwhile will be shown by a refresh that has not begun yet.</param>
    /// <param name="cancellationToken">The worker's.</param>
    public async Task<Delivered> UpdateCardsAsync(PollHead head, Func<PollHead, bool> showsVotesLater, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var shownAt = time.GetUtcNow();
            var result = await SendCardsAsync(head, cancellationToken);
            if (await shelf.FindAsync(head.PartitionKey, cancellationToken) is not { } now || round == RoundsMax)
                return result;
            if (DiffersByVotesOnly(head, now, shownAt) && (head.Tally.IsSameAs(now.Tally) || showsVotesLater(now)))
                return result;
            head = now;
        }
    }

    private bool DiffersByVotesOnly(PollHead shown, PollHead now, DateTimeOffset shownAt)
        => shown.ETag == now.ETag
            && shown.Cards.Count == now.Cards.Count
            && shown.Poll.IsOpenAt(shownAt) == now.Poll.IsOpenAt(time.GetUtcNow());

    private async Task<Delivered> SendCardsAsync(PollHead head, CancellationToken cancellationToken)
    {
        Delivered.Later? later = null;
        foreach (var card in head.Cards)
        {
            var view = cards.ForEverybody(head, head.Tally, time.GetUtcNow(), card.IsLarge);
            if (await sender.UpdateAsync(card.Place, card.ActivityId, view, cancellationToken) is Sent.NotNow notNow)
                later = notNow.ToLater();
        }

        return later is null ? new Delivered.Done() : later;
    }
}
