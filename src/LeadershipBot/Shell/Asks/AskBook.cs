using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Asks;

/// <summary>
/// Where features order what they want to bring to people. When it goes, and whether at all, is decided as it becomes
/// due, by <see cref="AskTiming"/>: quiet hours, pause, the week's minutes, the digest; and never to who has answered.
/// </summary>
public sealed class AskBook(IRecordStore store, AskShelf shelf, Outbox outbox, TimeProvider time)
{
    /// <summary>The outbox kind that brings one ask; its key is the ask's name.</summary>
    public const string SendKind = "asks.send";

    /// <summary>The outbox kind that brings a digest; its key is the date.</summary>
    public const string DigestKind = "asks.digest";

    /// <summary>
    /// Orders an ask. Safe to repeat, on any server: the same kind and key is the same ask, in whatever state. Only one
    /// that wasn't brought, because the person couldn't be reached or it didn't concern them just then, is tried again.
    /// </summary>
    /// <exception cref="ArgumentException">Kind or key don't fit a row's key, or the minutes are no such number.</exception>
    /// <exception cref="StoreUnavailableException">Nothing was ordered.</exception>
    /// <exception cref="CommitUnconfirmedException">It may or may not have been ordered: order again.</exception>
    public async Task OrderAsync(AskOrder order, CancellationToken cancellationToken)
    {
        Check(order);
        var known = await shelf.FindAsync(order.Person, order.Kind, order.Key, cancellationToken);
        if (known is { State: not (AskState.Unreachable or AskState.Dropped) })
            return;
        var now = time.GetUtcNow();
        var ask = known is null ? AskRows.OfOrder(order, now) : AskRows.OfAsk(known with { State = AskState.Waiting, Why = "" });
        Change[] changes = [known is null ? new Change.Insert(ask) : new Change.Replace(ask), SendAt(order.Person, known?.Name ?? AskRows.NameOf(order.Kind, order.Key), now)];
        await outbox.CommitAsync(AskRows.Table, order.Person.ToString(), changes, cancellationToken); // a conflict: somebody else ordered it just now
    }

    /// <summary>
    /// The person pressed for something: its card comes at once, whatever the hour, and costs none of their minutes. Safe to
    /// repeat, on any server: the same kind and key comes once.
    /// </summary>
    /// <exception cref="ArgumentException">Kind or key don't fit a row's key, or the minutes are no such number.</exception>
    /// <exception cref="StoreUnavailableException">Nothing was ordered.</exception>
    /// <exception cref="CommitUnconfirmedException">It may or may not have been ordered: the person presses again.</exception>
    public async Task WantAsync(AskOrder order, CancellationToken cancellationToken)
    {
        Check(order);
        var known = await shelf.FindAsync(order.Person, order.Kind, order.Key, cancellationToken);
        if (known is { State: not (AskState.Unreachable or AskState.Dropped) })
            return;
        var now = time.GetUtcNow();
        var wanted = AskRows.OfAsk((known ?? new AskRow(order, AskState.Wanted, now)) with { State = AskState.Wanted, Why = "" });
        Change[] changes = [known is null ? new Change.Insert(wanted) : new Change.Replace(wanted), SendAt(order.Person, AskRows.NameOf(order.Kind, order.Key), now)];
        await outbox.CommitAsync(AskRows.Table, order.Person.ToString(), changes, cancellationToken); // a conflict: it was pressed twice
    }

    /// <summary>
    /// Looks again at what waits for a person, since they changed their quiet hours, their minutes or their pause. What is
    /// still to be held is held again, and what waits for a digest goes with the next one that they get now.
    /// </summary>
    public async Task ReconsiderAsync(MemberId person, PersonalSettings settings, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var asks = (await shelf.ReadAsync(person, cancellationToken)).All;
        if (asks.Where(ask => ask.State is AskState.InDigest).ToList() is { Count: > 0 } waiting)
            await PutIntoDigestAsync(person, waiting, AskTiming.NextDigest(settings, time.GetUtcNow(), zone), cancellationToken);
        foreach (var held in asks.Where(ask => ask.State is AskState.Held))
            await outbox.CommitAsync(AskRows.Table, person.ToString(), [(held with { State = AskState.Waiting, Why = "", HeldUntil = null }).Changed, SendAt(person, held.Name, time.GetUtcNow())], cancellationToken);
    }

    private static void Check(AskOrder order)
    {
        if (!AskOrder.IsName(order.Kind, order.Key))
            throw new ArgumentException($"{order.Kind} {order.Key} is no name of an ask.", nameof(order));
        if (order.Ask.Minutes is < 0 or > Ask.MinutesMax)
            throw new ArgumentException($"An ask takes 0 to {Ask.MinutesMax} minutes, not {order.Ask.Minutes}.", nameof(order));
    }

    /// <summary>The order to bring one ask, as a change for a commit in the person's partition.</summary>
    internal static Change SendAt(MemberId person, string name, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(person.ToString(), SendKind, name, at));

    /// <summary>
    /// Puts asks into the digest of a time: its order is made with the first of them, and touched by each, so that a
    /// digest which is being brought at this moment is looked at once more.
    /// </summary>
    /// <returns>False where something moved meanwhile: read and decide again.</returns>
    internal async Task<bool> PutIntoDigestAsync(MemberId person, IEnumerable<AskRow> asks, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var reached = DateOnly.FromDateTime(at.UtcDateTime);
        var order = OutboxRow.New(person.ToString(), DigestKind, AskRows.Text(reached), at);
        var there = await store.FindAsync(AskRows.Table, person.ToString(), order.RowKey, cancellationToken);
        Change touched = there switch
        {
            null => new Change.Insert(order),
            _ when OutboxRow.IsGivenUp(there) => new Change.Upsert(order),
            _ => new Change.Replace(there),
        };
        Change[] changes = [touched, .. asks.Select(ask => (ask with { State = AskState.InDigest, Why = "", HeldUntil = null, DigestOn = reached }).Changed)];
        return await outbox.CommitAsync(AskRows.Table, person.ToString(), changes, cancellationToken) is CommitResult.Committed;
    }
}
