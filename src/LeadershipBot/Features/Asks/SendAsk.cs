using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Asks;

/// <summary>
/// Brings one ask to one person, or says why not: decided at this moment, from what the person set, what was sent to
/// them this week, and whether the feature still asks it.
/// </summary>
internal sealed partial class SendAsk(AskShelf shelf, AskBook book, AskSources sources, IReach reaches, Sender sender, Contention contention, IRecordStore store, TimeProvider time, ILogger<SendAsk> log) : IDelivery
{
    public const string Kind = AskBook.SendKind;

    /// <summary>An ask that may not stand is worse than one that may stand twice, but not than many.</summary>
    private const int UnsureTriesMax = 3;

    /// <summary>So long after a key for anonymous answers couldn't be used, which a card needs, it is tried again.</summary>
    private static readonly TimeSpan KeyAgainAfter = TimeSpan.FromMinutes(10);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (!MemberId.TryParse(row.PartitionKey, out var person))
            return new Delivered.Done();
        var name = row.RowKey[OutboxRow.RowKeyOf(Kind, ".")[..^1].Length..];
        try
        {
            return await contention.RunAsync(stop => DecideAsync(person, name, OutboxRow.AttemptsOf(row), stop), cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            Log.KeyAway(log, name);
            return new Delivered.NotBefore(time.GetUtcNow() + KeyAgainAfter); // the store answers: others are sent meanwhile
        }
    }

    private async Task<Delivered?> DecideAsync(MemberId person, string name, int attempts, CancellationToken cancellationToken)
    {
        var asks = await shelf.ReadAsync(person, cancellationToken);
        if (asks.All.FirstOrDefault(one => one.Name == name) is not { State: AskState.Waiting or AskState.Held or AskState.Trying or AskState.Wanted } ask)
            return new Delivered.Done();
        var (now, reach) = (time.GetUtcNow(), await reaches.FindAsync(person, cancellationToken));
        if (await sources.CardAsync(ask, reach, now, cancellationToken) is not { } card)
            return new Delivered.Done(Dropped(ask, AskDrop.NotAskedAnyMore).Changed);
        if (reach.Chat is null)
            reach = await reaches.OpenAsync(person, cancellationToken);
        if (reach.NotNow is { } later)
            return later.ToLater();
        if (reach.Chat is not { } chat)
            return new Delivered.Done((ask with { State = AskState.Unreachable, Why = reach.Why }).Changed);
        if (ask.State is AskState.Trying or AskState.Wanted)
            return await TryAsync(ask with { IsPossiblyTwice = ask.IsPossiblyTwice || ask.State is AskState.Trying }, [], chat, card, now, attempts, cancellationToken);

        var week = AskTiming.WeekOf(now, reach.Zone);
        switch (AskTiming.Decide(ask.Order.Ask, reach.Settings, asks.MinutesGivenIn(week, ask), now, reach.Zone))
        {
            case AskDecision.Dropped dropped:
                return new Delivered.Done(Dropped(ask, dropped.Why).Changed);
            case AskDecision.Held held:
                return new Delivered.NotBefore(held.Until, (ask with { State = AskState.Held, Why = held.Why.ToString(), HeldUntil = held.Until }).Changed);
            case AskDecision.InDigest digest:
                return await book.PutIntoDigestAsync(person, [ask], digest.At, cancellationToken) ? new Delivered.Done() : null;
            default:
                var spends = ask.Order.Ask.Weight is AskWeight.Ask;
                return await TryAsync(ask with { Week = spends ? week : null }, spends ? [asks.Spent(now)] : [], chat, card, now, attempts, cancellationToken);
        }
    }

    /// <summary>Its minutes are spent, and it is said that it is on its way, before it is.</summary>
    /// <returns>Null where somebody else spent minutes, or moved the ask, meanwhile.</returns>
    private async Task<Delivered?> TryAsync(AskRow ask, Change[] spent, Place chat, AskCard card, DateTimeOffset now, int attempts, CancellationToken cancellationToken)
    {
        var trying = ask with { State = AskState.Trying, Why = "", HeldUntil = null };
        var committed = await store.CommitAsync(AskRows.Table, ask.Order.Person.ToString(), [trying.Changed, .. spent], cancellationToken);
        if (committed is not CommitResult.Committed { ETags: [var etag, ..] })
            return null;
        trying = trying with { ETag = etag };
        var by = ask.State is AskState.Wanted ? sender : sender.InBulk; // wanted: the person has pressed for it
        switch (await by.SendAsync(chat, card.View, cancellationToken))
        {
            case Sent.Arrived { ActivityId.Length: 0 } when attempts < UnsureTriesMax:
                return new Delivered.Later("it may not have arrived"); // it stays as one that is being tried
            case Sent.Arrived arrived:
                return new Delivered.Done((trying with { State = AskState.Sent, SentAt = now, ActivityId = arrived.ActivityId }).Changed);
            case Sent.Never never:
                return new Delivered.Done((trying with { State = AskState.Unreachable, Why = never.Because, Week = null }).Changed);
            case Sent.NotNow notNow:
                // It didn't arrive, so the next try is no repeat. Wanted stays wanted: the person pressed it.
                var waiting = trying with { State = ask.State is AskState.Wanted ? AskState.Wanted : AskState.Waiting };
                await store.CommitAsync(AskRows.Table, ask.Order.Person.ToString(), [waiting.Changed], cancellationToken);
                return notNow.ToLater();
            default:
                throw new InvalidOperationException("A sending ended in an unknown way.");
        }
    }

    private static AskRow Dropped(AskRow ask, AskDrop why) => ask with { State = AskState.Dropped, Why = why.ToString(), Week = null, HeldUntil = null };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The ask {Name} waits: a key for anonymous answers can't be used now.")]
        public static partial void KeyAway(ILogger log, string name);
    }
}
