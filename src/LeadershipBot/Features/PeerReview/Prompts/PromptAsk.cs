using System.Collections.Concurrent;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>
/// Brings somebody the prompt about themselves; answering it shows the next in its place, so that a round is one message in their chat,
/// and one that names no colleague.
/// </summary>
internal sealed class PromptAsk(ReviewShelf shelf, RaterBook raters, PromptList list, PromptCards cards) : IAskSource
{
    /// <summary>So long after a round's key couldn't be used it isn't tried again for the next person: two thousand who wait for it would hold up all else.</summary>
    private static readonly TimeSpan KeyAgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _awayUntil = new(StringComparer.Ordinal);

    public const string AskKind = "review.prompts";

    /// <summary>Names the reminders, in the order in which they become due; the first is no reminder, but the beginning.</summary>
    private static readonly string[] Reminders = ["", "reminder", "last"];

    public string Kind => AskKind;

    /// <param name="round">The round.</param>
    /// <param name="rater">Whom.</param>
    /// <param name="reminder">0 for the beginning, or which reminder it is, from 1.</param>
    /// <remarks>The minutes are the same for everybody, one for each of six prompts: as many as somebody is asked about would tell, beside a run of answers by one hand, whose it is.</remarks>
    public static AskOrder OrderOf(ReviewRound round, MemberId rater, int reminder)
        => new(rater, round.Organisation.Id, AskKind, reminder == 0 ? round.Id : $"{round.Id}.{Reminders[reminder]}", new Ask(AskWeight.Ask, reminder == 0 ? RaterMatching.RatersEach : 1, round.LastAt));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key.Split('.')[0], cancellationToken) is not { Round: var round } || round.StageAt(wish.At) is not RoundStage.Open)
            return null;
        if (Array.IndexOf(Reminders, wish.Key.Split('.').ElementAtOrDefault(1) ?? "") < round.RemindersDueAt(wish.At))
            return null; // it was held for so long that the next one comes in its place
        if (_awayUntil.TryGetValue(round.Id, out var until) && wish.At < until)
            throw Away();
        if (!await raters.CanOpenAsync(round, cancellationToken))
        {
            _awayUntil[round.Id] = wish.At + KeyAgainAfter;
            throw Away();
        }

        _awayUntil.TryRemove(round.Id, out _);
        return cards.Brought(round, await list.ReadAsync(round, wish.Person, cancellationToken), wish.Zone);
    }

    private static StoreUnavailableException Away() => new("The key for anonymous answers can't be used now.", new KeyAwayException("Somebody else was just to be brought their prompts, and it couldn't be used."));
}
