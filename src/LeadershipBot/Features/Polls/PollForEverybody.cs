using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A poll that goes to everybody whom an organisation lists, each in their own chat; when it has closed, what they got
/// shows the result. Who has answered, in whatever chat, or left meanwhile, isn't asked any more.
/// </summary>
internal sealed class PollForEverybody(PollShelf shelf, PollCards cards, IAudience audience, CardLibrary library, TimeProvider time) : ISendingSource
{
    public const string SendingKind = "polls.everybody";

    /// <summary>The counts on a card may be so old when it is sent: a poll isn't read anew for each of thousands.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (PollHead? Head, long At)> _known = new(StringComparer.Ordinal);

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(sending.Subject, cancellationToken) is not { Poll: var poll })
            yield break; // it was removed meanwhile
        await foreach (var member in audience.ListAsync(poll, cancellationToken))
            yield return SendingTarget.Of(member.Person, member.Locality);
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        if (wish.Person is not { } person || await FindAsync(wish.Sending, wish.IsChange, cancellationToken) is not { } head)
            return null;
        var mine = await shelf.FindStandingAsync(head, person.ObjectId, cancellationToken);
        if (!wish.IsChange && (mine.HasAnswered || !head.Poll.IsOpenAt(wish.At) || !await audience.AsksAsync(head.Poll, person, cancellationToken)))
            return null;
        if (head.Poll.IsAnonymous)
            mine = mine.WithoutAnswer; // a change goes into a chat that the tenant keeps: it must not say there that they answered
        var view = cards.ForRecipient(head, head.Tally, mine, wish.At, wish.Zone);
        // Whose practice's vote somebody else casts reads the card, and has nothing to answer: it costs none of their minutes.
        var ask = CountingWords.MayAnswer(head, mine, actor: null) ? new Ask(AskWeight.Ask, head.Poll.MinutesToAnswer, head.Poll.ClosesAt) : new Ask(AskWeight.Notice, 0, head.Poll.ClosesAt);
        return new SendingContent(view, ask);
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var head = await shelf.FindAsync(sending.Subject, cancellationToken);
        var name = head is not null
            ? library.Text.Plain("polls.everybody.name", ("question", head.Poll.Title))
            : library.Text.Plain("polls.everybody.gone");
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code))) { RevealsAnswering = head is { Poll.HidesWho: false } };
    }

    /// <summary>The poll as of now; while it goes out to many, as of a second ago. A result is always the last one.</summary>
    private async Task<PollHead?> FindAsync(SendingHead sending, bool isResult, CancellationToken cancellationToken)
    {
        var key = $"{sending.Subject} {sending.Wanted.Version} {isResult}";
        if (_known.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < RememberedFor)
            return known.Head;
        var head = await shelf.FindAsync(sending.Subject, cancellationToken);
        _known.Clear(); // few go out at once
        _known[key] = (head, time.GetTimestamp());
        return head;
    }
}
