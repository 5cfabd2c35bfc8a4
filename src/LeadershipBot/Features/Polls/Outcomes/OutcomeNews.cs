using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>
/// What came of a poll, to all who answered it, each in their own chat; of a poll that was asked in a conversation there. It
/// costs none of their minutes, since it is a reply to what they said; quiet hours hold.
/// </summary>
/// <remarks>
/// Where who answered is hidden, it goes to all who were asked. Anything else would tell who answered: the message that stands
/// in somebody's chat and in the tenant's archive, and in the report whoever is held for quiet hours or can't be reached.
/// </remarks>
internal sealed class OutcomeNews(PollShelf shelf, PollRoll roll, OutcomeCards cards, CardLibrary library, IAudience audience, TimeProvider time) : ISendingSource
{
    public const string SendingKind = "polls.outcome";

    /// <summary>A poll isn't read anew for each of thousands.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (PollHead? Head, long At)> _known = new(StringComparer.Ordinal);

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(KeyOf(sending), cancellationToken) is not { } head)
            yield break; // it was removed meanwhile
        var targets = head.Poll.IsForEverybody ? roll.ListToTellAsync(head, cancellationToken) : PlacesOf(head).ToAsyncEnumerable();
        await foreach (var target in targets.WithCancellation(cancellationToken))
            yield return target;
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        if (await FindAsync(wish.Sending, cancellationToken) is not { Outcome: { } outcome, Poll.Withdrawal: null } head)
            return null;
        if (wish.Person is { } person && !wish.IsChange && !head.Poll.HidesWho && !await roll.HasAnsweredAsync(head, person, cancellationToken))
            return null;
        return new SendingContent(cards.Told(head, outcome, wish.At, wish.Zone), new Ask(AskWeight.Notice, 0, ClosesAt: null));
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var head = await shelf.FindAsync(KeyOf(sending), cancellationToken);
        var name = head is not null
            ? library.Text.Plain("polls.outcome.sending", ("question", head.Poll.Title))
            : library.Text.Plain("polls.everybody.gone");
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code))) { RevealsAnswering = head is { Poll.HidesWho: false } };
    }

    private static string KeyOf(SendingHead sending) => sending.Subject.LastIndexOf('.') is > 0 and var at ? sending.Subject[..at] : sending.Subject;

    /// <summary>Each conversation once, in which the poll's card stands. A card in somebody's own chat shows it by itself.</summary>
    private static IEnumerable<SendingTarget> PlacesOf(PollHead head) => head.Cards
        .Where(card => card.Place.Scope is not Scope.Personal)
        .Select(card => SendingTarget.Of(card.Place))
        .DistinctBy(target => target.Key)
        .OrderBy(target => target.Key, StringComparer.Ordinal);

    private async Task<PollHead?> FindAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var key = $"{sending.Subject} {sending.Wanted.Version}";
        if (_known.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < RememberedFor)
            return known.Head;
        var head = await shelf.FindAsync(KeyOf(sending), cancellationToken);
        _known.Clear(); // few go out at once
        _known[key] = (head, time.GetTimestamp());
        return head;
    }
}
