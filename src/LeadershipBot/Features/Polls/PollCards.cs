using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>What a poll looks like to one person, and to everybody at once.</summary>
internal sealed class PollCards(CardLibrary library, PollResults results, PollPrivacy privacy, Sentences sentences)
{
    private const int RowsMax = 5;

    private readonly TextFile _text = library.Text;
    private readonly PollResults _results = results;

    /// <summary>The person's own view: their answer marked, and what they may do.</summary>
    /// <param name="turn">Who looks, when, and from which time zone.</param>
    /// <param name="head">The poll.</param>
    /// <param name="tally">The count to show.</param>
    /// <param name="mine">Their answer.</param>
    /// <param name="wasTooLate">Whether they have just pressed an answer that no longer counted.</param>
    public CardView For(Turn turn, PollHead head, PollTally tally, PollStanding mine, bool wasTooLate = false)
    {
        var view = View(head, tally, mine.Sheet, turn.At, turn.TimeZone, PollDisclosure.ReaderOf(head.Poll, turn.Actor), isOwn: turn.Place.Scope is Scope.Personal, RunBefore.For(head, turn.Actor, turn.Place, turn.At));
        var mayManage = head.Poll.MayBeManagedBy(turn.Actor);
        view.Data.Set("mayView", false).Set("mayManage", mayManage && !head.Poll.HidesWho).Set("refresh", true);
        if (mayManage)
            view.Data.Set("manage", _text.Plain("polls.manage"));
        if (head.Poll.IsOpenAt(turn.At))
        {
            view.Data.Set("mayClose", mayManage);
            if (turn.Actor.In(head.Poll.Organisation) is { Hat.IsListed: true } listed && listed.HoldsAny(InterestLimits.Deciders))
                view.Data.Set("interest", InterestQuestion.Button(_text, head.Poll.Organisation.Id, head.Poll.Title));
            SetMine(view.Data, head.Poll, mine, turn.TimeZone, isOwn: turn.Place.Scope is Scope.Personal);
        }
        else if (wasTooLate)
        {
            view.Data.Set("notCounted", _text.Format("polls.closed.notCounted"));
        }

        if (mayManage && !head.Poll.IsOpenAt(turn.At))
            view.Data.Set("results", true); // as a file, too
        return view;
    }

    /// <summary>The view of one person whom it was sent to: their answer marked. What they may do besides, they see when they press.</summary>
    public CardView ForRecipient(PollHead head, PollTally tally, PollStanding mine, DateTimeOffset now, TimeZoneInfo zone)
    {
        var view = View(head, tally, mine.Sheet, now, zone, Reader.Asked, isOwn: true, RunBefore.ForAsked(head, now));
        view.Data.Set("mayView", false).Set("mayManage", false).Set("mayClose", false).Set("refresh", false);
        if (head.Poll.IsOpenAt(now))
            SetMine(view.Data, head.Poll, mine, zone, isOwn: true);
        return view;
    }

    /// <summary>The view that everybody in a conversation shares, with nobody's answer in it.</summary>
    /// <param name="head">The poll.</param>
    /// <param name="tally">The count to show.</param>
    /// <param name="now">For whether it is open.</param>
    /// <param name="isLarge">Whether there are more people than Teams asks for their own views by itself.</param>
    public CardView ForEverybody(PollHead head, PollTally tally, DateTimeOffset now, bool isLarge)
    {
        var view = View(head, tally, null, now, Zones.UnitedKingdom, Reader.Asked, isOwn: false, RunBefore.ForAsked(head, now));
        view.Data.Set("mayView", true).Set("mayManage", false).Set("mayClose", false).Set("refresh", !isLarge);
        if (head.Poll.IsOpenAt(now))
            SetMine(view.Data, head.Poll, PollStanding.Of(null), Zones.UnitedKingdom, isOwn: false);
        return view;
    }

    /// <param name="isOwn">Whether it stands in the person's own chat, where nobody else sees what is pressed.</param>
    /// <param name="before">What the reader may see of the run before; null for nothing.</param>
    private CardView View(PollHead head, PollTally counted, AnswerSheet? sheet, DateTimeOffset now, TimeZoneInfo zone, Reader reader, bool isOwn, RunBefore? before)
    {
        var poll = head.Poll;
        if (poll.Withdrawal is { } withdrawal)
            return Withdrawn(poll, withdrawal, zone);
        var shown = poll.Questions.Select((_, q) => PollDisclosure.Of(head, counted, q, reader)).ToList();
        var tally = new PollTally(shown[0].Answered ?? 0, [.. shown.Zip(poll.Questions, PollDisclosure.ToTally)]);
        var ended = poll.EndedAt(now);
        var outcome = ended is null ? null : _results.Outcome(poll, tally, zone);
        var answered = Answered(poll, tally, ended is not null);
        var summary = outcome is null
            ? _text.Plain("polls.summary.open", ("organisation", _text.NameOf(poll.Organisation)), ("question", poll.Title), ("answered", answered.Words))
            : _text.Plain("polls.summary.closed", ("organisation", _text.NameOf(poll.Organisation)), ("question", poll.Title), ("outcome", outcome));
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", PollRows.PartitionOf(poll)).Set("question", CardText.FromPerson(poll.Title)))
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .Set("state", PollWords.State(_text, poll, now, zone))
            .Set("choices", poll.IsSurvey || (ended is not null && shown[0].Whole is null) ? [] : _results.Choices(poll.Questions[0], tally.First, sheet?.Responses[0], zone))
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        if (outcome is null || tally.Answered > 0)
            data.Set("answered", CardText.FromPerson(answered.Words));
        if (ended is null ? poll.IsSurvey && shown.Any(one => one.Whole is not null) : HasMoreThanFits(poll, shown[0]))
            data.Set("results", true);
        if (outcome is null)
            return Open(poll, data, sheet, summary, isOwn);
        if (shown[0].Reasons.Count > 0)
            data.Set("why", sentences.InCard(shown[0].Reasons[0]));
        if (!poll.IsSurvey && shown[0].Whole is not null && _results.ChartTitle(poll.Questions[0], tally.First, zone) is { } chart)
            data.Set("chart", chart);
        if (!poll.IsSurvey && before is not null && ComparedWords.Line(_text, before, poll.Questions[0], shown[0], zone) is { } trend)
            data.Set("trend", trend);
        return Closed(poll, data, outcome, summary);
    }

    /// <summary>No result, and no way to answer: only that it was withdrawn, and why.</summary>
    private CardView Withdrawn(Poll poll, Withdrawal withdrawal, TimeZoneInfo zone)
    {
        var summary = _text.Plain("polls.manage.withdrawn.summary", ("question", poll.Title));
        var data = new CardData()
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .Set("state", _text.Format("polls.manage.withdrawn.state", ("when", TimeWords.Moment(withdrawal.At, zone))))
            .Set("question", CardText.FromPerson(poll.Title))
            .Set("why", _text.Format("polls.manage.withdrawn.why", ("why", withdrawal.Why)))
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        return new CardView("polls/withdrawn", data, summary);
    }

    private CardView Open(Poll poll, CardData data, AnswerSheet? sheet, PlainText summary, bool isOwn)
    {
        data.Set("about", _text.Format("polls.about", ("name", poll.AskedByName), ("minutes", Takes(poll).Words)))
            .Set("privacy", privacy.OnCard(poll, isOpen: true))
            .Set("pressed", IsPressed(poll, isOwn))
            .Set("compact", IsCompact(poll))
            .Set("chosen", PlainText.FromPerson(sheet?.Choice is { } mine ? Number(mine) : ""));
        if (privacy.Warnings(poll) is { } warnings)
            data.Set("warnings", warnings);
        return new CardView("polls/open", data, summary);
    }

    private CardView Closed(Poll poll, CardData data, string outcome, PlainText summary)
    {
        data.Set("outcome", CardText.FromPerson(outcome)).Set("about", _text.Format("polls.closed.about", ("name", poll.AskedByName)));
        return new CardView("polls/closed", data, summary);
    }

    /// <summary>How long answering takes: ten seconds for a press, else a minute for each page.</summary>
    private PlainText Takes(Poll poll) => poll.Questions.Count == 1 ? _text.Plain("polls.about.seconds") : _text.Plain("polls.about.minutes", ("count", poll.MinutesToAnswer));

    /// <summary>
    /// What the person answered, and how to change it: by a press, or by the button of the dialog in which it is answered
    /// or a reason is added.
    /// </summary>
    private void SetMine(CardData data, Poll poll, PollStanding mine, TimeZoneInfo zone, bool isOwn)
    {
        if (poll.IsAnonymous && mine.HasAnswered)
        {
            data.Set("recorded", _text.Format("polls.seal.mine"));
            return;
        }

        if (mine.Sheet is { } sheet)
        {
            var key = !IsPressed(poll, isOwn) ? "polls.recorded.dialog" : IsCompact(poll) ? "polls.recorded.compact" : "polls.recorded";
            data.Set("recorded", _text.Format(key, ("choice", PollWords.Said(_text, poll, sheet, zone))));
        }

        if (!IsPressed(poll, isOwn))
            data.Set("fill", _text.Plain(mine.Sheet is null ? "polls.fill.open" : "polls.fill.change"));
        else if (mine.Sheet is not null && poll.Reason is ReasonMode.Optional)
            data.Set("fill", _text.Plain("polls.fill.addReason"));
    }

    /// <summary>Confidential answers are pressed where nobody else sees them; elsewhere they are given in a dialog.</summary>
    private static bool IsPressed(Poll poll, bool isOwn) => poll.IsOnePress && (isOwn || !poll.HidesWho);

    private PlainText Answered(Poll poll, PollTally tally, bool hasEnded)
    {
        if (poll.Questions[0] is { Target: > 0 and var target })
            return _text.Plain("polls.target.found", ("count", tally.Answered), ("target", target));
        if (tally.Answered == 0)
            return _text.Plain("polls.answered.none");
        return _text.Plain(hasEnded ? "polls.closed.answered" : "polls.answered", ("count", tally.Answered));
    }

    private static bool IsCompact(Poll poll) => poll.IsOnePress && poll.Questions[0].Choices.Count > RowsMax;

    /// <summary>Whether there may be more to see of a result than a card holds: other questions, groups, comments.</summary>
    private static bool HasMoreThanFits(Poll poll, Shown shown)
        => poll.IsSurvey || poll.Privacy.Breakdown is not Breakdown.None || shown.Comments is CommentsShown.All || (poll.HidesWho && poll.Privacy.TakesComments);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
