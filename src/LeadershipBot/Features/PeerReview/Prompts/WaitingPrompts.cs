using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>The prompts that wait for somebody, in <c>waiting</c>.</summary>
internal sealed class WaitingPrompts(ReviewShelf shelf, PromptList list, PromptCards cards, CardLibrary library) : IWaiting
{
    public string Kind => "review";

    public async Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        var found = new List<WaitingThing>();
        foreach (var round in await shelf.ListOpenAsync(wish.OrganisationId, wish.At, cancellationToken))
        {
            if ((await TryReadAsync(round, wish.Person, cancellationToken))?.Waiting is { Count: > 0 } waiting)
                found.Add(new WaitingThing(round.Id, library.Text.Plain("review.waiting", ("title", round.Title), ("count", waiting.Count)), waiting.Count, round.LastAt));
        }

        return found;
    }

    /// <summary>Null while the key is away: what waits elsewhere is shown all the same.</summary>
    private async Task<PromptsLeft?> TryReadAsync(ReviewRound round, MemberId person, CancellationToken cancellationToken)
    {
        try
        {
            return await list.ReadAsync(round, person, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return null;
        }
    }

    public async Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, key, cancellationToken) is not { Round: var round } || round.StageAt(wish.At) is not RoundStage.Open)
            return null;
        return cards.Brought(round, await list.ReadAsync(round, wish.Person, cancellationToken), wish.Zone);
    }
}
