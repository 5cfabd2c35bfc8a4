using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>What waits for somebody in a round: those about whom they have not answered, and last themselves.</summary>
internal sealed class PromptList(ReviewShelf shelf, RaterBook raters, AnonymousBoxes boxes)
{
    /// <summary>One whose box can't be opened is left out: its key may be lost, and the others needn't wait for it.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked, or no box can be opened.</exception>
    public async Task<PromptsLeft> ReadAsync(ReviewRound round, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindPartAsync(round, person, cancellationToken) is not { LeftAt: null })
            return new PromptsLeft(0, []);
        var mine = await raters.FindAsync(round, person, cancellationToken);
        var about = mine?.About ?? [];
        var looked = (await Task.WhenAll(about.Select(name => TryLookAsync(round, name, person, cancellationToken)))).OfType<Looked>().ToList();
        var asked = looked.FindAll(one => one.Away is null);
        if (asked.Count == 0 && looked.Count > 0)
            throw new StoreUnavailableException(looked[0].Away!.Message, looked[0].Away!.InnerException!);
        var waiting = asked.Where(one => !one.HasAnswered).Select(one => new WaitingPrompt(one.Name, one.Subject.Name)).ToList();
        if (mine is not { Self.Length: > 0 })
            waiting.Add(WaitingPrompt.Self);
        return new PromptsLeft(asked.Count + 1, waiting);
    }

    private async Task<Looked?> TryLookAsync(ReviewRound round, string name, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindSubjectAsync(round, name, cancellationToken) is not { WithdrawnAt: null } subject)
            return null;
        var at = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name));
        if (await boxes.FindAsync(at, cancellationToken) is not { } head)
            return null;
        try
        {
            return new Looked(name, subject, await boxes.Roll.HasAnsweredAsync(head, person.ObjectId, cancellationToken), null);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return new Looked(name, subject, false, cause); // the log says why
        }
    }

    /// <param name="Name">Their name within the round.</param>
    /// <param name="Subject">They.</param>
    /// <param name="HasAnswered">Whether the person answered about them.</param>
    /// <param name="Away">Why that isn't known; null where it is.</param>
    private sealed record Looked(string Name, RoundSubject Subject, bool HasAnswered, StoreUnavailableException? Away);
}

/// <summary>What waits for somebody.</summary>
/// <param name="All">How many there are in all, themselves too.</param>
/// <param name="Waiting">Those that they have not answered.</param>
internal sealed record PromptsLeft(int All, IReadOnlyList<WaitingPrompt> Waiting);

/// <summary>Somebody about whom a person has not answered.</summary>
/// <param name="Name">Their name within the round; empty for oneself.</param>
/// <param name="Person">As they are called; empty for oneself.</param>
internal sealed record WaitingPrompt(string Name, string Person)
{
    /// <summary>Oneself.</summary>
    public static WaitingPrompt Self { get; } = new("", "");

    /// <summary>Whether it is oneself.</summary>
    public bool IsSelf => Name.Length == 0;
}
