using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// When a message of a sending goes to one person: quiet hours hold for all, and what asks for their time is counted among
/// their asks. What is over the week's minutes goes into their digest like any other ask.
/// </summary>
internal sealed class SendingAsks(AskShelf shelf, AskBook book, IRecordStore store, Contention contention)
{
    private static readonly TimeSpan DigestTakes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OrderTakes = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Decides for this moment. If it is to be sent now, its minutes are spent and it is noted among the person's asks
    /// before it is sent; <see cref="KeepAsync"/> gives them back if it never arrives. Safe to repeat.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It can't be decided at the moment.</exception>
    public async Task<SendingDecision> DecideAsync(SendingHead head, MemberId person, Ask ask, PersonalReach reach, DateTimeOffset now, CancellationToken cancellationToken)
        => ask.Weight is AskWeight.Notice
            ? ByTime(ask, reach, now)
            : await contention.RunAsync(stop => OnceAsync(head, person, ask, reach, now, stop), cancellationToken);

    /// <summary>
    /// The message of it that the person took from their digest: <see cref="SendingDecision.GotItAlready"/>, without an id
    /// where they were only told of it; <see cref="SendingDecision.InDigest"/> where it is just on its way; null if there is
    /// none, or its id isn't known.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It can't be said at the moment.</exception>
    public async Task<SendingDecision?> FindMessageAsync(SendingHead head, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
        => await shelf.FindAsync(person, head.Kind, head.Id, cancellationToken) switch
        {
            { State: AskState.Sent, ActivityId.Length: > 0 } ask => new SendingDecision.GotItAlready(ask.ActivityId, ask.IsPossiblyTwice),
            { State: AskState.Listed } ask => new SendingDecision.GotItAlready("", ask.IsPossiblyTwice),
            { State: AskState.Wanted or AskState.Trying } => new SendingDecision.InDigest(now + OrderTakes),
            _ => null,
        };

    /// <summary>
    /// Notes how it ended, where that isn't what was noted before it was sent: what has surely not arrived has cost no
    /// minutes, and is decided anew at the next try. Safe to repeat.
    /// </summary>
    public async Task KeepAsync(SendingHead head, MemberId person, Ask ask, Recipient after, CancellationToken cancellationToken)
    {
        if (ask.Weight is AskWeight.Notice || after.MayHaveArrived || after.State is not (RecipientState.Waiting or RecipientState.Unreachable or RecipientState.Failed))
            return;
        if (await shelf.FindAsync(person, head.Kind, head.Id, cancellationToken) is { State: AskState.Sent, ActivityId.Length: 0 } spent)
            await store.CommitAsync(AskRows.Table, person.ToString(), [(spent with { State = AskState.Unreachable, Why = after.Why, Week = null, SentAt = null }).Changed], cancellationToken);
    }

    private async Task<SendingDecision?> OnceAsync(SendingHead head, MemberId person, Ask ask, PersonalReach reach, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var asks = await shelf.ReadAsync(person, cancellationToken);
        var name = AskRows.NameOf(head.Kind, head.Id);
        var known = asks.All.FirstOrDefault(one => one.Name == name);
        switch (known?.State)
        {
            case AskState.Sent when known.ActivityId.Length > 0 || known.IsPossiblyTwice:
                return new SendingDecision.GotItAlready(known.ActivityId, known.IsPossiblyTwice); // pressed in the digest
            case AskState.Listed:
                return new SendingDecision.GotItAlready("", known.IsPossiblyTwice);
            case AskState.Sent:
                return ByTime(ask, reach, now); // its minutes are spent already
            case AskState.InDigest when known.DigestOn <= DateOnly.FromDateTime(now.UtcDateTime):
                return new SendingDecision.InDigest(now + DigestTakes); // it is on its way
            case AskState.InDigest:
                return new SendingDecision.InDigest(AskTiming.NextDigest(reach.Settings, now, reach.Zone) + DigestTakes);
            case AskState.Waiting or AskState.Held or AskState.Trying or AskState.Wanted:
                return new SendingDecision.InDigest(now + OrderTakes); // on its way by another hand
            case AskState.Dropped:
                return new SendingDecision.NotNeeded(known.Why);
        }

        var order = new AskOrder(person, head.OrganisationId, head.Kind, head.Id, ask);
        var week = AskTiming.WeekOf(now, reach.Zone);
        var row = new AskRow(order, AskState.Sent, now) { ETag = known?.ETag, SentAt = now, Week = week };
        switch (AskTiming.Decide(ask, reach.Settings, asks.MinutesGivenIn(week, row), now, reach.Zone))
        {
            case AskDecision.Held held:
                return new SendingDecision.Held(held.Until, NameOf(held.Why));
            case AskDecision.Dropped dropped:
                return new SendingDecision.NotNeeded(NameOf(dropped.Why));
            case AskDecision.InDigest digest:
                await book.OrderAsync(order, cancellationToken);
                return new SendingDecision.InDigest(digest.At + DigestTakes);
        }

        Change change = known is null ? new Change.Insert(AskRows.OfAsk(row)) : row.Changed;
        return await store.CommitAsync(AskRows.Table, person.ToString(), [change, asks.Spent(now)], cancellationToken) is CommitResult.Committed
            ? new SendingDecision.SendNow()
            : null; // somebody else spent minutes meanwhile
    }

    /// <summary>By the hour alone, and not by what else they were asked this week.</summary>
    public static SendingDecision ByTime(Ask ask, PersonalReach reach, DateTimeOffset now)
        => AskTiming.Decide(ask with { Weight = AskWeight.Notice }, reach.Settings, 0, now, reach.Zone) switch
        {
            AskDecision.Held held => new SendingDecision.Held(held.Until, NameOf(held.Why)),
            AskDecision.Dropped dropped => new SendingDecision.NotNeeded(NameOf(dropped.Why)),
            _ => new SendingDecision.SendNow(),
        };

    private static string NameOf<T>(T why)
        where T : struct, Enum
        => char.ToLowerInvariant(why.ToString()[0]) + why.ToString()[1..];
}

/// <summary>When a message goes to a person.</summary>
internal abstract record SendingDecision
{
    private SendingDecision()
    {
    }

    /// <summary>At this moment.</summary>
    public sealed record SendNow : SendingDecision;

    /// <summary>Not before a time.</summary>
    public sealed record Held(DateTimeOffset Until, string Why) : SendingDecision;

    /// <summary>Not at all.</summary>
    public sealed record NotNeeded(string Why) : SendingDecision;

    /// <summary>With their digest; looked at again at a time, to know what became of it.</summary>
    public sealed record InDigest(DateTimeOffset LookAgainAt) : SendingDecision;

    /// <summary>They have it: listed in a digest, or as a card that they took from it.</summary>
    public sealed record GotItAlready(string ActivityId, bool IsPossiblyTwice) : SendingDecision;
}
