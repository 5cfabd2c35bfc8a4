using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Extensions;

/// <summary>Has all told who were asked a poll in their own chats that it stays open longer, since who has answered is hidden. Where it was asked in a conversation, its card says so.</summary>
internal sealed class TellExtension(PollShelf shelf, SendingDesk desk, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.extend.tell";

    /// <summary>The order, as a change for the commit that extends it.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll: { IsForEverybody: true, Extension: ExtensionChoice.Extended } poll })
            return new Delivered.Done();
        var now = time.GetUtcNow();
        var order = new SendingHead(Keys.Hash(ExtensionNews.SendingKind, row.PartitionKey), ExtensionNews.SendingKind, row.PartitionKey, poll.Organisation.Id, new MemberId(poll.TenantId, poll.AskedBy)) { OrderedAt = now, StartsAt = now };
        await desk.OrderAsync(order, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells them, each in their own chat. Who has answered is hidden, so it goes to all who were asked: anything else would tell it.</summary>
internal sealed class ExtensionNews(PollShelf shelf, PollRoll roll, IAudience audience, CardLibrary library) : ISendingSource
{
    public const string SendingKind = "polls.extended";

    private readonly TextFile _text = library.Text;

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(sending.Subject, cancellationToken) is not { } head)
            yield break;
        await foreach (var target in roll.ListToTellAsync(head, cancellationToken))
            yield return target;
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        if (wish.IsChange || wish.Person is null || await shelf.FindAsync(wish.Sending.Subject, cancellationToken) is not { } head)
            return null;
        if (!head.Poll.IsOpenAt(wish.At) || head.Poll.ClosesAt is not { } closes)
            return null;
        var summary = _text.Plain("polls.extend.news", ("question", head.Poll.Title), ("when", TimeWords.Moment(closes, wish.Zone)));
        var view = NoticeCard.Of(_text, summary, null, [head.Poll.Privacy.TakesComments ? _text.Format("polls.extend.news.why", ("min", DisclosureLimits.CommentsFrom)) : _text.Format("polls.extend.news.plain")]);
        return new SendingContent(view, new Ask(AskWeight.Notice, 0, closes));
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var name = await shelf.FindAsync(sending.Subject, cancellationToken) is { } head
            ? _text.Plain("polls.extend.sending", ("question", head.Poll.Title))
            : _text.Plain("polls.everybody.gone");
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code)));
    }
}
