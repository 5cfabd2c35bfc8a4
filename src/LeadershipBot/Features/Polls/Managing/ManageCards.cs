using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>The dialog in which whoever asked a poll, an organiser or a chair changes it.</summary>
internal sealed class ManageCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who manages it.</param>
    /// <param name="head">The poll.</param>
    /// <param name="problem">Why something could not be done; null when it is opened.</param>
    public Answer.Dialog Show(Turn turn, PollHead head, Refusal? problem)
    {
        var poll = head.Poll;
        var closes = poll.ClosesAt is { } at ? TimeZoneInfo.ConvertTime(at, turn.TimeZone).ToString("ddd d MMM HH:mm", CultureInfo.GetCultureInfo("en-GB")) : "";
        var data = new CardData()
            .SetId("poll", head.PartitionKey)
            .SetId("organisationId", poll.Organisation.Id)
            .Set("title", CardText.FromPerson(poll.Title))
            .Set("state", PollWords.State(_text, poll, turn.At, turn.TimeZone))
            .Set("isOpen", poll.IsOpenAt(turn.At))
            .Set("mayEdit", poll.WhyNotEdited(turn.Actor, head.Tally.Answered > 0, turn.At) is null)
            .Set("isWithdrawn", poll.Withdrawal is not null || poll.IsScheduled)
            .Set("takesOutcome", OutcomeDraft.WhyNot(poll, turn.Actor, turn.At) is null)
            .Set("closesAt", PlainText.FromPerson(turn.Data.TryText("closesAt", out var typed) ? typed : closes))
            .Set("why", PlainText.FromPerson(turn.Data.Text("why")))
            .Set("summary", _text.Plain("polls.manage.title"))
            .Set("spoken", _text.Spoken("polls.manage.title"));
        if (poll is { Repeats: { } repeats } && poll.NextOpening(RepeatPoll.ZoneOf(poll)) is { } again && again > turn.At)
            data.Set("next", _text.Format("polls.repeat.next", ("when", TimeWords.Moment(again, turn.TimeZone)), ("repeats", ScheduleWords.Repeats(_text, repeats, turn.TimeZone))));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(_text.Plain("polls.manage.title"), new CardView("polls/manage", data, _text.Plain("polls.manage.title")));
    }
}
