using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Polls;

/// <summary>Words that several of a poll's cards share.</summary>
internal static class PollWords
{
    /// <summary>Whether the poll is open, and until or since when, in the reader's time zone.</summary>
    public static CardText State(TextFile text, Poll poll, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (poll.EndedAt(now) is { } ended)
            return text.Format("polls.state.closedAt", ("when", TimeWords.Moment(ended, zone)));
        return poll.ClosesAt is { } closes
            ? text.Format("polls.state.closesAt", ("when", TimeWords.Moment(closes, zone)))
            : text.Format("polls.state.byHand");
    }
}
