using System.Collections.Concurrent;
using System.Globalization;
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

    /// <summary>So long after its time a digest still goes out for the first time, as where no server ran for days; later, one that isn't there went out and was forgotten since: retention keeps it for 30 days at the least.</summary>
    private static readonly TimeSpan OrderedWithin = TimeSpan.FromDays(14);

    /// <summary>What it changes that others see thanks, or see them no more: of a month whose thanks were sent, everybody's card is renewed.</summary>
    public static IEnumerable<Change> Listing(ThankYou before, ThankYou after, DateTimeOffset now)
    {
        if (before.HiddenBecause is null && after.HiddenBecause is not null)
            yield return new Change.Upsert(ThanksRows.OfHidden(after));
        if (before.HiddenBecause is not null && after.HiddenBecause is null)
            yield return new Change.Delete(ThanksRows.OfHidden(after).RowKey, null);
        if (before.IsPublic == after.IsPublic)
            yield break;
        var month = ThanksMonth.Of((after.PublicAt ?? before.PublicAt)!.Value, Zones.UnitedKingdom);
        var listed = ThanksRows.OfPublic(after, month);
        yield return after.IsPublic ? new Change.Upsert(listed) : new Change.Delete(listed.RowKey, null);
        var digestAt = month.DigestAt(Zones.UnitedKingdom);
        yield return new Change.Upsert(OutboxRow.New(after.Organisation.Id, Kind, month.Key, digestAt > now ? digestAt : now));
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (organisation, now) = (row.PartitionKey, time.GetUtcNow());
        if (!ThanksMonth.TryRead(row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..], out var month))
            return new Delivered.Done();
        var (id, digestAt) = (Keys.Hash(ThanksOfMonth.SendingKind, organisation, month.Key), month.DigestAt(Zones.UnitedKingdom));
        if (digestAt > now)
            return new Delivered.NotBefore(digestAt);
        if (await desk.RenewContentAsync(id, cancellationToken) is not null || now > digestAt + OrderedWithin || !await shelf.AnyAsync(organisation, ThanksRows.PublicOf(month), cancellationToken))
            return new Delivered.Done();
        await desk.OrderAsync(new SendingHead(id, ThanksOfMonth.SendingKind, $"{organisation}.{month.Key}", organisation, default) { OrderedAt = now, StartsAt = now }, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The public thanks of a month, as they are seen when each gets them.</summary>
internal sealed class ThanksOfMonth(ThanksShelf shelf, MonthCards cards, IAudience audience, IRoleHolders roles, CardLibrary library, TimeProvider time) : ISendingSource
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
        => await FindAsync(wish.Sending, wish.IsChange, cancellationToken) is { } view ? new SendingContent(view, new Ask(AskWeight.Ask, Minutes, ClosesAt: null)) : null;

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        return new SendingTitle(library.Text.Plain("thanks.month.title"), code => PlainText.FromPerson(localities.GetValueOrDefault(code, code)));
    }

    /// <summary>The card; null where no thanks are left and nobody got it yet.</summary>
    private async Task<CardView?> FindAsync(SendingHead sending, bool isChange, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{sending.Subject}.{sending.Wanted.Version}.{isChange}"); // each version is read anew
        if (_known.TryGetValue(name, out var known) && time.GetElapsedTime(known.At) < RememberedFor)
            return known.View;
        CardView? view = null;
        if (ThanksMonth.TryRead(sending.Subject[(sending.Subject.LastIndexOf('.') + 1)..], out var month)
            && await shelf.FirstPublicAsync(sending.OrganisationId, month, ThanksDigest.ShownMax, cancellationToken) is var (thanks, count)
            && (count > 0 || isChange)
            && await roles.NameAsync(sending.OrganisationId, cancellationToken) is { } organisation)
            view = cards.Digest(organisation, month, thanks, count);
        _known.Clear(); // few go out at once
        _known[name] = (view, time.GetTimestamp());
        return view;
    }
}
