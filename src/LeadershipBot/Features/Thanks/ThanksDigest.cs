using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>
/// Once a month, has the public thanks of the month before sent to everybody, where there are any. Nobody's thanks are counted, and
/// they stand in no order that says anything.
/// </summary>
internal sealed class ThanksDigest(ThanksShelf shelf, SendingDesk desk, TimeProvider time) : IDelivery
{
    public const string Kind = "thanks.digest";

    /// <summary>So many stand on the card at the most.</summary>
    public const int ShownMax = 8;

    /// <summary>What it changes that others see thanks, or see them no more.</summary>
    public static IEnumerable<Change> Listing(ThankYou before, ThankYou after)
    {
        if (before.IsPublic == after.IsPublic)
            yield break;
        var month = ThanksMonth.Of((after.PublicAt ?? before.PublicAt)!.Value, Zones.UnitedKingdom);
        var listed = ThanksRows.OfPublic(after, month);
        if (!after.IsPublic)
        {
            yield return new Change.Delete(listed.RowKey, null);
            yield break;
        }

        yield return new Change.Upsert(listed);
        yield return new Change.Upsert(OutboxRow.New(after.Organisation.Id, Kind, month.Key, month.DigestAt(Zones.UnitedKingdom)));
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var organisation = row.PartitionKey;
        if (!ThanksMonth.TryRead(row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..], out var month) || (await shelf.ListPublicAsync(organisation, month, cancellationToken)).Count == 0)
            return new Delivered.Done();
        var now = time.GetUtcNow();
        await desk.OrderAsync(new SendingHead(Keys.Hash(ThanksOfMonth.SendingKind, organisation, month.Key), ThanksOfMonth.SendingKind, $"{organisation}.{month.Key}", organisation, default) { OrderedAt = now, StartsAt = now }, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The public thanks of a month, as they are seen when each gets them.</summary>
internal sealed class ThanksOfMonth(ThanksShelf shelf, ThanksCards cards, IAudience audience, IRoleHolders roles, CardLibrary library, TimeProvider time) : ISendingSource
{
    public const string SendingKind = "thanks.month";

    private const int Minutes = 1;

    /// <summary>The thanks of a month aren't read anew for each of thousands.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (CardView? View, long At)> _known = new(StringComparer.Ordinal);

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var member in audience.ListAsync(sending.OrganisationId, cancellationToken))
            yield return SendingTarget.Of(member.Person, member.Locality);
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
        => await FindAsync(wish.Sending, cancellationToken) is { } view ? new SendingContent(view, new Ask(AskWeight.Ask, Minutes, ClosesAt: null)) : null;

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        return new SendingTitle(library.Text.Plain("thanks.month.title"), code => PlainText.FromPerson(localities.GetValueOrDefault(code, code)));
    }

    private async Task<CardView?> FindAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(sending.Subject, out var known) && time.GetElapsedTime(known.At) < RememberedFor)
            return known.View;
        CardView? view = null;
        if (ThanksMonth.TryRead(sending.Subject[(sending.Subject.LastIndexOf('.') + 1)..], out var month)
            && await shelf.ListPublicAsync(sending.OrganisationId, month, cancellationToken) is { Count: > 0 } thanks
            && await roles.NameAsync(sending.OrganisationId, cancellationToken) is { } organisation)
            view = cards.Month(organisation, thanks, mayModerate: false);
        _known.Clear(); // few go out at once
        _known[sending.Subject] = (view, time.GetTimestamp());
        return view;
    }
}
