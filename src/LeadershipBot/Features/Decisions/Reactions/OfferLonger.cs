using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>
/// Some days before a decision takes no more reactions: has whoever wrote it offered to take them a week longer, where comments
/// would be deleted unread. Where they may not decide that any more, all chairs and organisers are.
/// </summary>
internal sealed class OfferLonger(DecisionShelf shelf, AskBook book, IRoleHolders holders, TimeProvider time) : IDelivery
{
    public const string Kind = "decisions.offer";

    /// <summary>The order, as a change for the commit that begins the sending.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || DecisionExtending.OfferAt(head.Decision) is not { } at)
            return new Delivered.Done();
        if (at > now)
            return new Delivered.NotBefore(at);
        if (!DecisionExtending.IsOffered(head.Decision, head.Tally, now))
            return new Delivered.Done();
        foreach (var person in await OwnersAsync(head.Decision, cancellationToken))
            await book.OrderAsync(new AskOrder(person, head.Decision.Organisation.Id, LongerAsk.AskKind, head.PartitionKey, new Ask(AskWeight.Notice, 0, head.Decision.ReactionsCloseAt)), cancellationToken);
        return new Delivered.Done();
    }

    private async Task<IReadOnlyList<MemberId>> OwnersAsync(Decision decision, CancellationToken cancellationToken)
    {
        var makers = (await holders.ListAsync(decision.Organisation.Id, Decision.Makers, cancellationToken)).Select(holder => holder.Person).ToList();
        return makers.Find(one => one.ToString() == new MemberId(decision.TenantId, decision.MadeBy).ToString()) is { ObjectId: not null } maker ? [maker] : makers;
    }
}

/// <summary>Offers it in their own chat; not where it was decided meanwhile, or enough have commented.</summary>
internal sealed class LongerAsk(DecisionShelf shelf, CardLibrary library) : IAskSource
{
    public const string AskKind = "decisions.longer";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(wish.Key, cancellationToken) is { } head && DecisionExtending.IsOffered(head.Decision, head.Tally, wish.At) && Card(head, wish.Zone, recorded: null) is var view
            ? new AskCard(view.Summary, view)
            : null;

    /// <param name="head">The decision.</param>
    /// <param name="zone">The reader's time zone.</param>
    /// <param name="recorded">What was decided; null while nothing was.</param>
    public CardView Card(DecisionHead head, TimeZoneInfo zone, CardText? recorded)
    {
        var decision = head.Decision;
        var closes = decision.ReactionsCloseAt ?? default;
        var title = _text.Plain("decisions.extend.summary", ("what", decision.Content.What));
        var data = new CardData()
            .SetId("organisationId", decision.Organisation.Id)
            .SetId("decision", head.PartitionKey)
            .Set("organisation", CardText.FromPerson(_text.NameOf(decision.Organisation)))
            .Set("state", _text.Format("decisions.extend.state", ("when", TimeWords.Moment(closes, zone))))
            .Set("what", CardText.FromPerson(decision.Content.What))
            .Set("why", _text.Format("decisions.extend.few", ("min", DisclosureLimits.CommentsFrom)))
            .Set("until", _text.Format("decisions.extend.until", ("when", TimeWords.Moment(closes.AddDays(DecisionLimits.ExtensionDays), zone))))
            .Set("isOpen", recorded is null)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (recorded is { } said)
            data.Set("recorded", said);
        return new CardView("decisions/extend", data, title);
    }
}
