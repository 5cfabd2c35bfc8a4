using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>
/// A decision that goes to members, each in their own chat, and into the conversation in which it was written, or a channel.
/// When it is
/// corrected or withdrawn, or its reactions are published, what they got shows that.
/// </summary>
internal sealed class DecisionSending(DecisionShelf shelf, DecisionCards cards, IAudience audience, CardLibrary library, TimeProvider time) : ISendingSource
{
    public const string SendingKind = "decisions.sending";

    private const int MinutesToRead = 1;

    /// <summary>It isn't read anew for each of thousands; a new version always is.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (DecisionHead? Head, long At)> _known = new(StringComparer.Ordinal);

    public string Kind => SendingKind;

    /// <summary>The sending of a decision: one, whatever happens.</summary>
    public static string SendingOf(string partitionKey) => Keys.Hash(SendingKind, partitionKey);

    /// <summary>The version of the content that shows a decision as it is: higher with each change, and once more with its totals.</summary>
    public static int VersionOf(DecisionHead head) => 1 + head.Decision.Revision + (head.IsPublished ? 1 : 0);

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(sending.Subject, cancellationToken) is not { } head)
            yield break; // it was removed meanwhile
        var here = head is { Decision.IsPostedHere: true, PostedIn: { } place } ? SendingTarget.Of(place) : null;
        if (head.Decision.Audience is { } chosen)
        {
            await foreach (var member in audience.ListAsync(sending.OrganisationId, chosen, cancellationToken))
            {
                var target = SendingTarget.Of(member.Person, member.Locality);
                if (here is not null && string.CompareOrdinal(here.Key, target.Key) < 0)
                {
                    yield return here; // in ordinal order, as the engine wants them
                    here = null;
                }

                yield return target;
            }
        }

        if (here is not null)
            yield return here;
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        if (await FindAsync(wish.Sending, cancellationToken) is not { } head || (!wish.IsChange && head.Decision.State is not DecisionState.Sent))
            return null;
        if (wish.Person is not { } person)
            return Of(cards.ForEverybody(head, wish.At));
        if (!wish.IsChange && !await IsForAsync(head, person, cancellationToken))
            return null; // they have left, or changed what they are
        var mine = wish.IsChange || head.Decision.IsPostedHere ? (await shelf.FindReactionAsync(head.PartitionKey, person.ObjectId, cancellationToken))?.Said : null;
        return Of(cards.For(head, mine ?? Reaction.None, wish.At, wish.Zone));
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var head = await shelf.FindAsync(sending.Subject, cancellationToken);
        var name = head is not null ? library.Text.Plain("decisions.sending.name", ("what", head.Decision.Content.What)) : library.Text.Plain("decisions.sending.gone");
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code))) { RevealsAnswering = true }; // nobody is passed over for what they said
    }

    private static SendingContent Of(CardView view) => new(view, new Ask(AskWeight.Notice, MinutesToRead, null));

    private async Task<bool> IsForAsync(DecisionHead head, Domain.People.MemberId person, CancellationToken cancellationToken)
        => head.Decision.Audience is { } chosen && await audience.FindAsync(head.Decision.Organisation.Id, chosen, person, cancellationToken) is not null;

    private async Task<DecisionHead?> FindAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var key = $"{sending.Subject} {sending.Wanted.Version}";
        if (_known.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < RememberedFor)
            return known.Head;
        var head = await shelf.FindAsync(sending.Subject, cancellationToken);
        _known.Clear(); // few go out at once
        _known[key] = (head, time.GetTimestamp());
        return head;
    }
}
