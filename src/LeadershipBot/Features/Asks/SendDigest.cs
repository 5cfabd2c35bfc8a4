using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Asks;

/// <summary>
/// Brings a person the week's digest: one card with all that waited and is still asked. Where nothing is, there is no
/// digest.
/// </summary>
internal sealed class SendDigest(
    AskShelf shelf, AskBook book, AskSources sources, DigestCard cards, IReach reaches, Sender sender, Contention contention, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = AskBook.DigestKind;

    // Of one commit's hundred changes, a few are for the digest itself.
    private const int LookedAtMax = 80;

    /// <summary>A digest that may not stand is worse than one that may stand twice, but not than many.</summary>
    private const int UnsureTriesMax = 3;

    private const string Trying = "Trying";
    private const string Sent = "Sent";

    private static readonly Ask OfNoMinutes = new(AskWeight.Ask, 0, null);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (!MemberId.TryParse(row.PartitionKey, out var person))
            return new Delivered.Done();
        var date = AskRows.Date(row.RowKey[OutboxRow.RowKeyOf(Kind, ".")[..^1].Length..]);
        return await contention.RunAsync(stop => DecideAsync(person, date, OutboxRow.AttemptsOf(row), stop), cancellationToken);
    }

    private async Task<Delivered?> DecideAsync(MemberId person, DateOnly date, int attempts, CancellationToken cancellationToken)
    {
        List<AskRow> waiting = [.. (await shelf.ReadAsync(person, cancellationToken)).All.Where(ask => ask.State is AskState.InDigest && ask.DigestOn <= date)];
        if (waiting.Count == 0)
            return new Delivered.Done();
        var (now, reach) = (time.GetUtcNow(), await reaches.FindAsync(person, cancellationToken));
        var digest = await store.FindAsync(AskRows.Table, person.ToString(), AskRows.DigestKey(date), cancellationToken);
        if (digest?.GetString("State") == Sent)
            return await PutOffAsync(person, waiting, reach, now, cancellationToken) ? new Delivered.Done() : null; // they came too late for it
        if (reach.Chat is null)
            reach = await reaches.OpenAsync(person, cancellationToken);
        if (reach.NotNow is { } later)
            return later.ToLater();
        if (reach.Chat is not { } chat)
            return new Delivered.Done([.. waiting.Take(LookedAtMax).Select(ask => Unreachable(ask, reach.Why))]);
        if (AskTiming.Decide(OfNoMinutes, reach.Settings, 0, now, reach.Zone) is AskDecision.Held held)
            return new Delivered.NotBefore(held.Until);

        var (items, over) = await StillAskedAsync(waiting, reach, now, cancellationToken);
        List<AskRow> done = [.. waiting.Except(items.Select(item => item.Ask)).Except(over).Take(LookedAtMax)];
        if (over.Count > 0 && !await PutOffAsync(person, over, reach, now, cancellationToken))
            return null;
        var dropped = done.Select(ask => (ask with { State = AskState.Dropped, Why = nameof(AskDrop.NotAskedAnyMore) }).Changed);
        return items.Count == 0
            ? new Delivered.Done([.. dropped])
            : await TryAsync(person, date, digest, items, [.. dropped], reach, chat, now, attempts, cancellationToken);
    }

    private async Task<Delivered?> TryAsync(
        MemberId person, DateOnly date, Record? before, IReadOnlyList<DigestItem> items, IReadOnlyList<Change> dropped, PersonalReach reach, Place chat, DateTimeOffset now, int attempts, CancellationToken cancellationToken)
    {
        var digest = new Record(person.ToString(), AskRows.DigestKey(date)) { ETag = before?.ETag, ["State"] = Trying };
        if (before?.GetString("State") == Trying)
            digest["IsPossiblyTwice"] = true; // a server stopped while it was being sent
        Change begun = before is null ? new Change.Insert(digest) : new Change.Replace(digest);
        var committed = await store.CommitAsync(AskRows.Table, person.ToString(), [begun, .. dropped], cancellationToken);
        if (committed is not CommitResult.Committed { ETags: [var etag, ..] })
            return null;

        digest = AfterTry(digest, etag);
        switch (await sender.InBulk.SendAsync(chat, cards.For(date, items, doneCount: 0, reach), cancellationToken))
        {
            case Shell.Delivery.Sent.Arrived { ActivityId.Length: 0 } when attempts < UnsureTriesMax:
                return new Delivered.Later("it may not have arrived"); // it stays as one that is being tried
            case Shell.Delivery.Sent.Arrived arrived:
                digest["State"] = Sent;
                digest["SentAt"] = now;
                digest["Activity"] = arrived.ActivityId;
                return new Delivered.Done([new Change.Replace(digest), .. items.Select(item => (item.Ask with { State = AskState.Listed, SentAt = now, DigestOn = date }).Changed)]);
            case Shell.Delivery.Sent.Never never:
                return new Delivered.Done([new Change.Delete(digest.RowKey, etag), .. items.Select(item => Unreachable(item.Ask, never.Because))]);
            case Shell.Delivery.Sent.NotNow notNow:
                await store.CommitAsync(AskRows.Table, person.ToString(), [new Change.Delete(digest.RowKey, etag)], cancellationToken);
                return notNow.ToLater();
            default:
                throw new InvalidOperationException("A sending ended in an unknown way.");
        }
    }

    /// <summary>What is still asked: as much as fits one card, those that close first; and what is over that.</summary>
    private async Task<(IReadOnlyList<DigestItem> Items, IReadOnlyList<AskRow> Over)> StillAskedAsync(IReadOnlyList<AskRow> waiting, PersonalReach reach, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (items, over) = (new List<DigestItem>(), new List<AskRow>());
        foreach (var ask in waiting.OrderBy(one => one.Order.Ask.ClosesAt ?? DateTimeOffset.MaxValue).ThenBy(one => one.OrderedAt))
        {
            if (items.Count == DigestCard.ItemsMax)
                over.Add(ask);
            else if (!ask.Order.Ask.IsClosedAt(now) && await sources.CardAsync(ask, reach, now, cancellationToken) is { } card)
                items.Add(new DigestItem(ask, card));
        }

        return (items, over);
    }

    private Task<bool> PutOffAsync(MemberId person, IReadOnlyList<AskRow> asks, PersonalReach reach, DateTimeOffset now, CancellationToken cancellationToken)
        => book.PutIntoDigestAsync(person, asks.Take(LookedAtMax), AskTiming.NextDigest(reach.Settings, now, reach.Zone), cancellationToken);

    private static Change Unreachable(AskRow ask, string why) => (ask with { State = AskState.Unreachable, Why = why, DigestOn = null }).Changed;

    private static Record AfterTry(Record digest, string? etag)
    {
        var row = new Record(digest.PartitionKey, digest.RowKey) { ETag = etag };
        foreach (var (column, value) in digest.Columns)
            row[column] = value;
        return row;
    }
}
