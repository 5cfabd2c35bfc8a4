using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Extensions;

/// <summary>The card that offers to keep a poll open longer.</summary>
internal sealed class ExtensionCards(CardLibrary library)
{
    private const int UsualDays = 7;

    private readonly TextFile _text = library.Text;

    /// <param name="head">The poll.</param>
    /// <param name="soFar">What may be told of how many wrote something.</param>
    /// <param name="isClosingNow">Whether it was about to be closed by hand.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The reader's time zone.</param>
    public CardView Offer(PollHead head, CommentsSoFar soFar, bool isClosingNow, DateTimeOffset now, TimeZoneInfo zone)
    {
        var poll = head.Poll;
        var summary = _text.Plain("polls.extend.summary", ("question", poll.Title));
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", head.PartitionKey).Set("question", CardText.FromPerson(poll.Title)))
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .SetId("organisationId", poll.Organisation.Id)
            .Set("state", PollWords.State(_text, poll, now, zone))
            .Set("why", _text.Format(soFar is CommentsSoFar.Few ? "polls.extend.few" : "polls.extend.notKnown", ("min", DisclosureLimits.CommentsFrom)))
            .Set("answered", _text.Format("polls.answered", ("count", head.Tally.Answered)))
            .Set("isClosingNow", isClosingNow)
            .Set("usual", PlainText.FromPerson(Number(UsualDays)))
            .Set("days", PollExtension.Days.Select(days => new CardData().SetId("value", Number(days)).Set("title", Choice(poll, days, now, zone))))
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        return new CardView("polls/extend", data, summary);
    }

    private PlainText Choice(Poll poll, int days, DateTimeOffset now, TimeZoneInfo zone)
        => _text.Plain("polls.extend.days", ("days", days), ("when", TimeWords.Moment((poll.ClosesAt ?? now).AddDays(days), zone)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
