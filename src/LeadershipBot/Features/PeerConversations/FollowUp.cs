using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Six weeks after they noted what they will try, has those asked how it went who talked.</summary>
internal sealed class FollowUp(TalkShelf shelf, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "talks.follow";

    public static Change At(string organisationId, string key, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(organisationId, Kind, key, at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..];
        if (await shelf.FindAsync(row.PartitionKey, key, cancellationToken) is not { Talk: { FollowUpAt: { } at, Outcome: TalkOutcome.NotSaid } talk })
            return new Delivered.Done();
        if (at > time.GetUtcNow())
            return new Delivered.NotBefore(at);
        foreach (var person in talk.People)
            await book.OrderAsync(new AskOrder(person.Id, row.PartitionKey, FollowUpAsk.AskKind, FollowUpAsk.KeyOf(key, at), new Ask(AskWeight.Ask, 1, null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Asks how it went, once for each plan; not once one of them has said, nor where they have written another since.</summary>
internal sealed class FollowUpAsk(TalkShelf shelf, TalkCards cards) : IAskSource
{
    public const string AskKind = "talks.follow.ask";

    public string Kind => AskKind;

    /// <summary>Names the asking of one plan.</summary>
    public static string KeyOf(string talkKey, DateTimeOffset followUpAt) => string.Create(CultureInfo.InvariantCulture, $"{talkKey}.{followUpAt.ToUnixTimeSeconds()}");

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var talk = wish.Key[..Math.Max(wish.Key.LastIndexOf('.'), 0)];
        if (await shelf.FindAsync(wish.OrganisationId, talk, cancellationToken) is not { Talk: { FollowUpAt: { } at, Outcome: TalkOutcome.NotSaid } } kept || wish.Key != KeyOf(talk, at) || !kept.Talk.Has(wish.Person))
            return null;
        var view = cards.Follow(kept, wish.Person, recorded: null);
        return new AskCard(view.Summary, view);
    }
}
