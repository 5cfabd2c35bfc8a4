using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>
/// Brings somebody the first prompt that they have not answered; answering it shows the next in its place, so that a round is one
/// message in their chat.
/// </summary>
internal sealed class PromptAsk(ReviewShelf shelf, PromptList list, PromptCards cards) : IAskSource
{
    public const string AskKind = "review.prompts";

    /// <summary>Names the one reminder.</summary>
    public const string Reminder = "reminder";

    public string Kind => AskKind;

    /// <param name="round">The round.</param>
    /// <param name="rater">Whom.</param>
    /// <param name="why">What tells it from the others of this round: empty for its beginning.</param>
    /// <param name="prompts">How many there are: a minute each.</param>
    public static AskOrder OrderOf(ReviewRound round, MemberId rater, string why, int prompts)
        => new(rater, round.Organisation.Id, AskKind, why.Length == 0 ? round.Id : $"{round.Id}.{why}", new Ask(AskWeight.Ask, Math.Clamp(prompts, 1, RaterMatching.LoadMax), round.LastAt));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key.Split('.')[0], cancellationToken) is not { Round: var round } || round.StageAt(wish.At) is not RoundStage.Open)
            return null;
        var left = await list.ReadAsync(round, wish.Person, cancellationToken);
        if (left.Waiting.Count == 0)
            return null;
        var view = cards.Prompt(round, left, 0, wish.Zone, note: null);
        return new AskCard(view.Summary, view);
    }
}

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
        var left = await list.ReadAsync(round, wish.Person, cancellationToken);
        if (left.Waiting.Count == 0)
            return null;
        var view = cards.Prompt(round, left, 0, wish.Zone, note: null);
        return new AskCard(view.Summary, view);
    }
}
