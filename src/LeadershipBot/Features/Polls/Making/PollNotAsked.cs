using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>
/// That a poll was not asked at its time, or not again, and why: told to whoever asks it, or, where that is somebody who can't
/// ask it any more, to the organisers and chairs, one of whom may ask it anew.
/// </summary>
internal sealed class PollNotAsked(PollShelf shelf, IRoleHolders holders, CardLibrary library) : ISendingSource
{
    public const string SendingKind = "polls.notasked";

    private readonly TextFile _text = library.Text;

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(sending.Subject, cancellationToken) is not { Poll: { NotAsked: { } why } poll })
            yield break;
        if (why is NotAsked.Missed or NotAsked.Promise or NotAsked.TeamGone or NotAsked.NoChannel)
        {
            yield return SendingTarget.Of(new MemberId(poll.TenantId, poll.AskedBy), "");
            yield break;
        }

        var leaders = await holders.ListAsync(poll.Organisation.Id, Poll.MayAskEverybody, cancellationToken);
        foreach (var leader in leaders.OrderBy(one => one.Person.ToString(), StringComparer.Ordinal))
            yield return SendingTarget.Of(leader.Person, "");
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(wish.Sending.Subject, cancellationToken) is { Poll: { NotAsked: { } why } poll } head
            ? new SendingContent(Card(head, poll, why, wish.Zone), new Ask(AskWeight.Notice, 1, null))
            : null;

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
        => new(
            await shelf.FindAsync(sending.Subject, cancellationToken) is { } head ? _text.Plain("polls.notAsked.name", ("question", head.Poll.Title)) : _text.Plain("polls.everybody.gone"),
            PlainText.FromPerson);

    private CardView Card(PollHead head, Poll poll, NotAsked why, TimeZoneInfo zone)
    {
        var summary = _text.Plain(poll.IsScheduled ? "polls.notAsked.title" : "polls.notAsked.again", ("question", poll.Title));
        var reason = why switch
        {
            NotAsked.OwnerGone => _text.Format("polls.notAsked.ownerGone", ("asker", poll.AskedByName)),
            NotAsked.RoleGone => _text.Format("polls.notAsked.roleGone", ("asker", poll.AskedByName)),
            NotAsked.Missed => _text.Format("polls.notAsked.missed", ("when", TimeWords.Moment(poll.OpenedAt, zone))),
            NotAsked.TeamGone => _text.Format("polls.notAsked.teamGone", ("teams", poll.Audience.TeamNames)),
            NotAsked.NoChannel => _text.Format("polls.notAsked.noChannel"),
            _ => _text.Format("polls.notAsked.promise"),
        };
        var data = new CardData()
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .SetId("organisationId", poll.Organisation.Id)
            .SetId("poll", head.PartitionKey)
            .Set("title", CardText.FromPerson(summary.Words))
            .Set("why", reason)
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        return new CardView("polls/notasked", data, summary);
    }
}
