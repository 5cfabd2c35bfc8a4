using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Polls;

/// <summary>Brings a poll's cards into conversations and keeps them up to date there.</summary>
internal sealed class PollPosting(Sender sender, PollCards cards, TimeProvider time)
{
    /// <summary>Updates every card of the poll. A card that is gone for good is no reason to try again.</summary>
    public async Task<Delivered> UpdateCardsAsync(PollHead head, CancellationToken cancellationToken)
    {
        Delivered.Later? later = null;
        foreach (var card in head.Cards)
        {
            var view = cards.ForEverybody(head, head.Tally, time.GetUtcNow(), card.IsLarge);
            if (await sender.UpdateAsync(card.Place, card.ActivityId, view, cancellationToken) is Sent.NotNow notNow)
                later = new Delivered.Later(notNow.Because, notNow.After);
        }

        return later is null ? new Delivered.Done() : later;
    }
}
