using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>What a scheduled poll looks like to those who may manage it: when it opens, and what became of that.</summary>
internal sealed class ScheduledCard(CardLibrary library, PollPrivacy privacy)
{
    private readonly TextFile _text = library.Text;

    public CardView Of(PollHead head, DateTimeOffset now, TimeZoneInfo zone)
    {
        var poll = head.Poll;
        var waits = poll.IsWaitingToOpen();
        var summary = _text.Plain("polls.schedule.summary", ("question", poll.Title), ("state", State(poll, now, zone).Words));
        var data = new CardData()
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .SetId("organisationId", poll.Organisation.Id)
            .Set("state", CardText.FromPerson(State(poll, now, zone).Words))
            .SetId("poll", head.PartitionKey)
            .Set("title", CardText.FromPerson(poll.Title))
            .Set("lines", Lines(poll, waits, zone).Select(line => new CardData().Set("line", line)))
            .Set("waits", waits)
            .Set("mayAskAnew", poll.IsScheduled && !waits)
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        return new CardView("polls/scheduled", data, summary);
    }

    private PlainText State(Poll poll, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!poll.IsScheduled)
            return _text.Plain("polls.schedule.state.opened", ("when", TimeWords.Moment(poll.OpenedAt, zone)));
        if (!poll.IsWaitingToOpen())
            return _text.Plain(poll.NotAsked is null ? "polls.schedule.state.cancelled" : "polls.schedule.state.notAsked");
        return poll.OpensAt > now ? _text.Plain("polls.schedule.state", ("when", TimeWords.Moment(poll.OpensAt.Value, zone))) : _text.Plain("polls.schedule.state.opening");
    }

    private IEnumerable<CardText> Lines(Poll poll, bool waits, TimeZoneInfo zone)
    {
        if (!poll.IsScheduled)
        {
            yield return _text.Format("polls.schedule.opened");
            yield break;
        }

        if (!waits)
        {
            yield return _text.Format(poll.NotAsked is null ? "polls.schedule.cancelled" : "polls.schedule.notAsked");
            yield break;
        }

        yield return _text.Format("polls.schedule.hidden");
        yield return poll.ClosesAt is { } closes ? _text.Format("polls.schedule.closes", ("when", TimeWords.Moment(closes, zone))) : _text.Format("polls.schedule.closes.byHand");
        if (poll.Repeats is { } repeats)
            yield return ScheduleWords.Repeats(_text, repeats, zone);
        yield return privacy.OnCard(poll, isOpen: true);
    }
}
