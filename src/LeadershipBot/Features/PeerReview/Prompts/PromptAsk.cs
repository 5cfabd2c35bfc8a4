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

    /// <summary>Names the reminders, in the order in which they become due; the first is no reminder, but the beginning.</summary>
    private static readonly string[] Reminders = ["", "reminder", "last"];

    public string Kind => AskKind;

    /// <param name="round">The round.</param>
    /// <param name="rater">Whom.</param>
    /// <param name="reminder">0 for the beginning, or which reminder it is, from 1.</param>
    /// <param name="prompts">How many there are: a minute each.</param>
    public static AskOrder OrderOf(ReviewRound round, MemberId rater, int reminder, int prompts)
        => new(rater, round.Organisation.Id, AskKind, reminder == 0 ? round.Id : $"{round.Id}.{Reminders[reminder]}", new Ask(AskWeight.Ask, Math.Clamp(prompts, 1, RaterMatching.LoadMax), round.LastAt));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key.Split('.')[0], cancellationToken) is not { Round: var round } || round.StageAt(wish.At) is not RoundStage.Open)
            return null;
        if (Array.IndexOf(Reminders, wish.Key.Split('.').ElementAtOrDefault(1) ?? "") < round.RemindersDueAt(wish.At))
            return null; // it was held for so long that the next one comes in its place
        return cards.Brought(round, await list.ReadAsync(round, wish.Person, cancellationToken), wish.Zone);
    }
}
