using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>Has whoever wrote a decision told that it did not go out: see <see cref="DecisionNotSent"/>.</summary>
internal sealed class TellNotSent(DecisionShelf shelf, SendingDesk desk, TimeProvider time) : IDelivery
{
    public const string Kind = "decisions.tell";

    /// <summary>The order to tell it, as a change for the commit that keeps the decision back.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Decision: { MadeBy.Length: > 0 } decision })
            return new Delivered.Done();
        var due = OutboxRow.DueOf(row);
        var id = Keys.Hash(DecisionNotSent.SendingKind, row.PartitionKey, due.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)); // it may be kept back again
        await desk.OrderAsync(new SendingHead(id, DecisionNotSent.SendingKind, row.PartitionKey, decision.Organisation.Id, new MemberId(decision.TenantId, decision.MadeBy)) { OrderedAt = due, StartsAt = time.GetUtcNow() }, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>That a scheduled decision did not go out, since a team to which it goes isn't the organisation's any more; it is a draft again.</summary>
internal sealed class DecisionNotSent(DecisionShelf shelf, CardLibrary library) : ISendingSource
{
    public const string SendingKind = "decisions.notsent";

    private readonly TextFile _text = library.Text;

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(sending.Subject, cancellationToken) is { Decision: { State: DecisionState.Draft, MadeBy.Length: > 0 } decision })
            yield return SendingTarget.Of(new MemberId(decision.TenantId, decision.MadeBy), "");
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(wish.Sending.Subject, cancellationToken) is { Decision: { State: DecisionState.Draft } decision }
            ? new SendingContent(Card(decision), new Ask(AskWeight.Notice, 1, null))
            : null;

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
        => new(
            await shelf.FindAsync(sending.Subject, cancellationToken) is { } head ? _text.Plain("decisions.notSent.title", ("what", head.Decision.Content.What)) : _text.Plain("decisions.sending.gone"),
            PlainText.FromPerson);

    private CardView Card(Decision decision)
    {
        var why = decision.Audience is { TeamNames: { Length: > 0 } teams } ? _text.Format("decisions.notSent.teamGone", ("teams", teams)) : _text.Format("decisions.notSent.noChannel");
        var kind = CardText.Join(" · ", [_text.Format("decisions.kind"), CardText.FromPerson(_text.NameOf(decision.Organisation))]);
        return NoticeCard.Of(_text, _text.Plain("decisions.notSent.title", ("what", decision.Content.What)), null, [why, _text.Format("decisions.notSent.next")], kind);
    }
}
