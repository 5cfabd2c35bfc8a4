using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>
/// A lead who was matched on a measure says that they can't take part, and why if they like; the others are told, so that nobody waits.
/// Pressed again they read that they did.
/// </summary>
internal sealed class DeclineTalk(TalkShelf shelf, TalkCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, key, me) = (turn.Actor.Organisation.Id, turn.Data.Text("talk"), turn.Actor.MemberId);
        var ruling = await TellDeclined.DeclineAsync(shelf, organisation, key, me, talk => talk.Decline(me, turn.Data.Text("reason", Talk.ReasonMax + 1), turn.Today), turn.At, cancellationToken);
        if (!ruling.IsRefused(out var no, out var after))
            return new Answer.Card(cards.HasDeclined(after, me));
        return await shelf.FindAsync(organisation, key, cancellationToken) is { Talk: var talk } && talk.HasDeclined(me) ? new Answer.Card(cards.HasDeclined(talk, me)) : new Answer.Refused(no);
    }
}

/// <summary>Has those told with whom somebody was to talk who can't take part. Done again it tells nobody twice.</summary>
internal sealed class TellDeclined(TalkShelf shelf, AskBook book) : IDelivery
{
    public const string Kind = "talks.declined";

    /// <summary>Notes that somebody can't take part, and orders that the others are told, and that the reason goes: one commit.</summary>
    public static Task<Domain.Ruling<Talk>> DeclineAsync(TalkShelf shelf, string organisationId, string key, MemberId person, Func<Talk, Domain.Ruling<Talk>> decline, DateTimeOffset at, CancellationToken cancellationToken)
        => shelf.ChangeAsync(organisationId, key, person, decline, (_, after) =>
        [
            new Change.Upsert(OutboxRow.New(organisationId, Kind, DeclinedAsk.KeyOf(key, after), at)),
            .. after.Declined.Any(one => one.Reason.Length > 0) ? [ForgetReasons.At(organisationId, key, at + Talk.ReasonsKeptFor)] : Array.Empty<Change>(),
        ], cancellationToken);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..];
        if (await shelf.FindAsync(row.PartitionKey, DeclinedAsk.TalkIn(key), cancellationToken) is not { Talk: { MetAt: null } talk })
            return new Delivered.Done();
        foreach (var person in talk.People)
            await book.OrderAsync(new AskOrder(person.Id, row.PartitionKey, DeclinedAsk.AskKind, key, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Two weeks after the last of a conversation declined, removes why: the others were told, and the day has passed for which it mattered. That they declined stays. Done again it does nothing.</summary>
internal sealed class ForgetReasons(TalkShelf shelf) : IDelivery
{
    public const string Kind = "talks.reasons";

    /// <summary>The order, as a change for the commit that keeps a reason; for another of the same conversation it is put off.</summary>
    public static Change At(string organisationId, string key, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(organisationId, Kind, key, at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        await shelf.DropReasonsAsync(row.PartitionKey, row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..], cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells somebody that another can't take part: two who are left get their card anew, and one alone reads that they needn't wait.</summary>
internal sealed class DeclinedAsk(TalkShelf shelf, TalkCards cards, CardLibrary library) : IAskSource
{
    public const string AskKind = "talks.declined";

    public string Kind => AskKind;

    /// <summary>Names the telling after one of them declined: there is another after the next.</summary>
    public static string KeyOf(string talkKey, Talk after) => $"{talkKey}.{after.Declined.Count}";

    public static string TalkIn(string key) => key[..Math.Max(key.LastIndexOf('.'), 0)];

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, TalkIn(wish.Key), cancellationToken) is not { Talk: { MetAt: null, Declined.Count: > 0 } talk } kept || !talk.Has(wish.Person))
            return null;
        var view = talk.IsNobodyLeft ? cards.NobodyLeft(talk) : cards.One(kept, wish.Person, wish.Zone, library.Text.Format("talks.declined.goOn"));
        return new AskCard(view.Summary, view);
    }
}
