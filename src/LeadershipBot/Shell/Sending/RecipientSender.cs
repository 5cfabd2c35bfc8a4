using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>Prepares the message to one recipient, as of the moment at which it is sent, and sends it.</summary>
internal sealed partial class RecipientSender(
    SendingSources sources, IReach reaches, IInstalling installing, SendingAsks asks, Sender sender, Chance chance, TimeProvider time, ILogger<RecipientSender> log)
{
    private const string OverMinutes = "digest";
    private const string NotAsked = "notAsked";

    private static readonly TimeSpan StoreDownPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What is to be done for a recipient; never throws for what is wrong with one of them, since others wait behind.
    /// </summary>
    public async Task<PreparedRecipient> PrepareAsync(SendingHead head, RecipientRow row, RecipientStep step, CancellationToken cancellationToken)
    {
        try
        {
            return Guarded(head, row, step, step switch
            {
                RecipientStep.Send when row.Target.Person is null => await ToPlaceAsync(head, row, cancellationToken),
                RecipientStep.Send => await ToPersonAsync(head, row, cancellationToken),
                RecipientStep.Change or RecipientStep.Remove => await AfterwardsAsync(head, row, step, cancellationToken),
                _ => throw new InvalidOperationException($"{step.GetType().Name} is nothing to be sent."),
            });
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException)
        {
            return Settled(row, row.Kept with { DueAt = time.GetUtcNow() + StoreDownPause });
        }
#pragma warning disable CA1031 // the edge: a mistake that one recipient meets must not stop the others
        catch (Exception bug) when (bug is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Bug(log, head.Id, bug);
            return Settled(row, step is RecipientStep.Send
                ? RecipientRule.NotNow(RecipientRule.Begun(row.Kept, head.Wanted), null, isPatience: false, time.GetUtcNow(), Jitter())
                : RecipientRule.NotChangedNow(row.Kept, head.Wanted.Version, null, isPatience: false, time.GetUtcNow(), Jitter()));
        }
    }

    /// <summary>A mistake that one message meets on its way takes nothing of what the others came to; it may have arrived.</summary>
    private PreparedRecipient Guarded(SendingHead head, RecipientRow row, RecipientStep step, PreparedRecipient prepared)
    {
        if (prepared.SendAsync is not { } send)
            return prepared;
        return prepared with
        {
            SendAsync = async stop =>
            {
                try
                {
                    return await send(stop);
                }
#pragma warning disable CA1031 // the edge, as above
                catch (Exception bug) when (bug is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    Log.Bug(log, head.Id, bug);
                    return prepared with
                    {
                        After = step is RecipientStep.Send
                            ? RecipientRule.Unsure(prepared.After, time.GetUtcNow(), Jitter())
                            : RecipientRule.NotChangedNow(row.Kept, head.Wanted.Version, null, isPatience: false, time.GetUtcNow(), Jitter()),
                    };
                }
            },
        };
    }

    private async Task<PreparedRecipient> ToPlaceAsync(SendingHead head, RecipientRow row, CancellationToken cancellationToken)
    {
        var wish = new SendingWish(head, null, row.Target.Place, time.GetUtcNow(), Zones.UnitedKingdom, IsChange: false);
        return await sources.Of(head).MakeAsync(wish, cancellationToken) is { } content
            ? Ready(row, RecipientRule.Begun(row.Kept, head.Wanted), stop => SendAsync(head, row, row.Target.Place!, content, stop))
            : Settled(row, NotNeeded(row, NotAsked));
    }

    private async Task<PreparedRecipient> ToPersonAsync(SendingHead head, RecipientRow row, CancellationToken cancellationToken)
    {
        var person = row.Target.Person!.Value;
        var (now, reach) = (time.GetUtcNow(), await reaches.FindAsync(person, cancellationToken));
        if (await sources.Of(head).MakeAsync(new SendingWish(head, person, reach.Chat, now, reach.Zone, IsChange: false), cancellationToken) is not { } content)
            return await NotAskedAsync(head, row, person, reach, now, cancellationToken);
        if (reach.Chat is null)
            reach = await reaches.OpenAsync(person, cancellationToken);
        var begun = RecipientRule.Begun(row.Kept, head.Wanted);
        if (reach.NotNow is { } later)
            return Settled(row, RecipientRule.NotNow(begun, later.After, later.IsThrottled, now, Jitter()));
        if (reach.Chat is not { } chat)
            return await WithoutChatAsync(head, row, person, content.Ask, reach, now, cancellationToken);

        // What may have arrived has been decided already, and its minutes are spent.
        if (row.Kept.State is not RecipientState.Trying)
        {
            switch (await asks.DecideAsync(head, person, content.Ask, reach, now, cancellationToken))
            {
                case SendingDecision.Held held:
                    return Held(row, held.Why, held.Until);
                case SendingDecision.NotNeeded notNeeded:
                    return Settled(row, NotNeeded(row, notNeeded.Why));
                case SendingDecision.InDigest digest:
                    return Held(row, OverMinutes, digest.LookAgainAt);
                case SendingDecision.GotItAlready got:
                    return GotIt(head, row, chat, got, now);
            }
        }

        return Ready(row, begun, stop => SendAsync(head, row, chat, content, stop));
    }

    /// <summary>It doesn't concern them any more. Who has the message all the same, since they took it from their digest, is to see what becomes of it.</summary>
    private async Task<PreparedRecipient> NotAskedAsync(SendingHead head, RecipientRow row, MemberId person, PersonalReach reach, DateTimeOffset now, CancellationToken cancellationToken)
        => await asks.FindMessageAsync(head, person, now, cancellationToken) switch
        {
            SendingDecision.GotItAlready { ActivityId.Length: > 0 } got when reach.Chat is { } chat => GotIt(head, row, chat, got, now),
            SendingDecision.InDigest onItsWay => Held(row, OverMinutes, onItsWay.LookAgainAt),
            _ => Settled(row, NotNeeded(row, NotAsked)),
        };

    /// <summary>Who never had the bot, and may have it installed, gets it first, once and in no quiet hours, since Teams tells them; their message waits for it.</summary>
    private async Task<PreparedRecipient> WithoutChatAsync(SendingHead head, RecipientRow row, MemberId person, Ask ask, PersonalReach reach, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var begun = RecipientRule.Begun(row.Kept, head.Wanted);
        if (reach.Why != PersonalReach.NeverMet || row.Kept.State is RecipientState.Trying
            || (row.Kept.Why != RecipientRule.Installing && !await installing.MayHelpAsync(head.OrganisationId, person, cancellationToken)))
            return Settled(row, RecipientRule.Never(begun, isOurs: false, reach.Why));
        switch (SendingAsks.ByTime(ask, reach, now))
        {
            case SendingDecision.Held held:
                return Held(row, held.Why, held.Until);
            case SendingDecision.NotNeeded notNeeded:
                return Settled(row, NotNeeded(row, notNeeded.Why));
        }

        return await installing.WantAsync(head.OrganisationId, person, head.StartsAt, cancellationToken) switch
        {
            Installing.UnderWay underWay => Held(row, RecipientRule.Installing, underWay.LookAgainAt),
            Installing.Ended ended => Settled(row, RecipientRule.Never(begun, isOurs: false, ended.Why)),
            _ => throw new InvalidOperationException("An installation ended in an unknown way."),
        };
    }

    private static PreparedRecipient GotIt(SendingHead head, RecipientRow row, Place chat, SendingDecision.GotItAlready got, DateTimeOffset now)
        => Settled(
            row with { Target = row.Target with { Place = chat } },
            RecipientRule.GotItAlready(RecipientRule.Begun(row.Kept, head.Wanted), got.ActivityId, got.IsPossiblyTwice, head.Wanted, now));

    /// <summary>Changes, or takes away, what was sent. Where that was a line in a digest, their card may have come since.</summary>
    private async Task<PreparedRecipient> AfterwardsAsync(SendingHead head, RecipientRow row, RecipientStep step, CancellationToken cancellationToken)
    {
        if (row.Kept.ActivityId.Length == 0)
        {
            switch (row.Target.Person is { } person ? await asks.FindMessageAsync(head, person, time.GetUtcNow(), cancellationToken) : null)
            {
                case SendingDecision.GotItAlready { ActivityId: { Length: > 0 } activityId }:
                    row = row with { Kept = row.Kept with { ActivityId = activityId } };
                    break;
                case SendingDecision.InDigest onItsWay:
                    return Settled(row, row.Kept with { DueAt = onItsWay.LookAgainAt });
                case SendingDecision.GotItAlready:
                    return Settled(row, RecipientRule.Changed(row.Kept, head.Wanted.Version, "")); // a line in a digest says nothing that changes
                default:
                    return Settled(row, RecipientRule.Changed(row.Kept, head.Wanted.Version, RecipientRule.NoId));
            }
        }

        return step is RecipientStep.Remove ? Ready(row, row.Kept, stop => RemoveAsync(head, row, stop)) : await ChangeAsync(head, row, cancellationToken);
    }

    private async Task<PreparedRecipient> ChangeAsync(SendingHead head, RecipientRow row, CancellationToken cancellationToken)
    {
        var zone = row.Target.Person is { } person ? (await reaches.FindAsync(person, cancellationToken)).Zone : Zones.UnitedKingdom;
        var wish = new SendingWish(head, row.Target.Person, row.Target.Place, time.GetUtcNow(), zone, IsChange: true);
        return row.Target.Place is { } place && await sources.Of(head).MakeAsync(wish, cancellationToken) is { } content
            ? Ready(row, row.Kept, stop => ChangeAsync(head, row, place, content, stop))
            : Settled(row, RecipientRule.Changed(row.Kept, head.Wanted.Version, ""));
    }

    private async Task<PreparedRecipient> SendAsync(SendingHead head, RecipientRow row, Place place, SendingContent content, CancellationToken cancellationToken)
    {
        var begun = RecipientRule.Begun(row.Kept, head.Wanted);
        var sent = await sender.InBulk.SendAsync(place, content.View, cancellationToken);
        var (now, version) = (time.GetUtcNow(), head.Wanted.Version);
        var after = sent switch
        {
            Sent.Arrived { IsUnsure: true } => RecipientRule.Unsure(begun, now, Jitter()),
            Sent.Arrived arrived => RecipientRule.Arrived(begun, arrived.ActivityId, version, arrived.MayBeTwice, now),
            Sent.Never never => RecipientRule.Never(begun, isOurs: !never.IsNoWay, never.Because),
            Sent.NotNow notNow => RecipientRule.NotNow(begun, notNow.After, notNow.IsThrottled, now, Jitter()),
            _ => throw new InvalidOperationException("A sending ended in an unknown way."),
        };
        if (row.Target.Person is { } person)
            after = await FollowUpAsync(head, person, place, content, sent, after, cancellationToken);
        return Settled(row with { Target = row.Target with { Place = place } }, after);
    }

    /// <summary>What a person's own rows must know of it: minutes spent or given back, a chat that isn't there any more.</summary>
    private async Task<Recipient> FollowUpAsync(SendingHead head, MemberId person, Place place, SendingContent content, Sent sent, Recipient after, CancellationToken cancellationToken)
    {
        try
        {
            await asks.KeepAsync(head, person, content.Ask, after, cancellationToken);
            if (sent is Sent.Never { IsNoWay: true } never && await reaches.RenewAsync(person, place, never, cancellationToken))
                return RecipientRule.AnotherWay(after);
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException)
        {
            Log.NotFollowedUp(log, head.Id, cause); // the message is what counts
        }

        return after;
    }

    private async Task<PreparedRecipient> ChangeAsync(SendingHead head, RecipientRow row, Place place, SendingContent content, CancellationToken cancellationToken)
        => Settled(row, AfterChange(row.Kept, head.Wanted.Version, await sender.InBulk.UpdateAsync(place, row.Kept.ActivityId, content.View, cancellationToken)));

    private async Task<PreparedRecipient> RemoveAsync(SendingHead head, RecipientRow row, CancellationToken cancellationToken)
    {
        if (row.Target.Place is not { } place)
            return Settled(row, RecipientRule.Changed(row.Kept, head.Wanted.Version, RecipientRule.NoId));
        var sent = await sender.InBulk.RemoveAsync(place, row.Kept.ActivityId, cancellationToken);
        var isAway = sent is Sent.Arrived or Sent.Never { IsGone: true };
        return Settled(row, isAway
            ? row.Kept with { State = RecipientState.Withdrawn, Version = head.Wanted.Version, Why = "", DueAt = null }
            : AfterChange(row.Kept, head.Wanted.Version, sent));
    }

    private Recipient AfterChange(Recipient kept, int version, Sent sent) => sent switch
    {
        Sent.Arrived => RecipientRule.Changed(kept, version, ""),
        Sent.Never never => RecipientRule.Changed(kept, version, never.Because),
        Sent.NotNow notNow => RecipientRule.NotChangedNow(kept, version, notNow.After, notNow.IsThrottled, time.GetUtcNow(), Jitter()),
        _ => throw new InvalidOperationException("A change ended in an unknown way."),
    };

    private static Recipient NotNeeded(RecipientRow row, string why)
        => row.Kept with { State = RecipientState.NotNeeded, Why = why, DueAt = null, MayHaveArrived = row.Kept.MayHaveArrived || row.Kept.State is RecipientState.Trying };

    private static PreparedRecipient Held(RecipientRow row, string why, DateTimeOffset until)
        => Settled(row, row.Kept with { State = RecipientState.Held, Why = why, DueAt = until });

    private double Jitter() => chance.Below(1000) / 1000.0;

    private static PreparedRecipient Settled(RecipientRow row, Recipient after) => new(after, row.Target, null);

    private static PreparedRecipient Ready(RecipientRow row, Recipient begun, Func<CancellationToken, Task<PreparedRecipient>> send) => new(begun, row.Target, send);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Sending {Sending} met a mistake of ours with one recipient.")]
        public static partial void Bug(ILogger log, string sending, Exception bug);

        [LoggerMessage(2, LogLevel.Warning, "Sending {Sending}: the store failed after a message was sent; what the person's own rows say of it may be behind.")]
        public static partial void NotFollowedUp(ILogger log, string sending, Exception cause);
    }
}

/// <summary>What a recipient's row is to say now; and, where something is to be sent, how.</summary>
/// <param name="After">How it stands from now on: before it is sent, that it is being sent.</param>
/// <param name="Target">The recipient, with the place where the message stands once it does.</param>
/// <param name="SendAsync">Sends it, and says how it stands then; null where nothing is to be sent.</param>
internal sealed record PreparedRecipient(Recipient After, SendingTarget Target, Func<CancellationToken, Task<PreparedRecipient>>? SendAsync);
