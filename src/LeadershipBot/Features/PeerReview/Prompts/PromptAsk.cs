using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Asks;

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
