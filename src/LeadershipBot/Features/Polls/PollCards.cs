using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>What a poll looks like to one person, and to everybody at once.</summary>
internal sealed class PollCards(CardLibrary library, PollResults results, PollPrivacy privacy, ScheduledCard scheduled, CountingWords counting, Sentences sentences)
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
        var view = View(head, tally, mine, turn.Actor, turn.At, turn.TimeZone, PollDisclosure.ReaderOf(head.Poll, turn.Actor), isOwn: turn.Place.Scope is Scope.Personal, RunBefore.For(head, turn.Actor, turn.Place, turn.At));
        var mayManage = head.Poll.MayBeManagedBy(turn.Actor);
        view.Data.Set("mayView", false).Set("mayManage", mayManage && !head.Poll.HidesWho).Set("refresh", true);
        if (mayManage)
            view.Data.Set("manage", _text.Plain("polls.manage"));
        if (head.Poll.IsOpenAt(turn.At))
        {
            view.Data.Set("mayClose", mayManage);
            if (turn.Actor.In(head.Poll.Organisation) is { Hat.IsListed: true } listed && listed.HoldsAny(InterestLimits.Deciders))
                view.Data.Set("interest", InterestQuestion.Button(_text, head.Poll.Organisation.Id, head.Poll.Rules.HasMatter ? head.Poll.Rules.Matter : head.Poll.Title));
            SetMine(view.Data, head, mine, turn.Actor, turn.TimeZone, isOwn: turn.Place.Scope is Scope.Personal);
        }
        else if (wasTooLate)
        {
            view.Data.Set("notCounted", _text.Format("polls.closed.notCounted"));
        }

        if (mayManage && !head.Poll.IsOpenAt(turn.At))
            view.Data.Set("results", true); // as a file, too
        return view;
    }

    /// <summary>The same, after a press on a card from before the poll was changed: it counts for nothing, and the poll is as it is now.</summary>
    public CardView AfterEdit(Turn turn, PollHead head, PollTally tally, PollStanding mine)
    {
        var view = For(turn, head, tally, mine);
        view.Data.Set("edited", _text.Format("polls.edit.stale"));
        return view;
    }

    /// <summary>
    /// The view of one person whom it was sent to: their answer marked. While it is open Teams asks for it anew when they
    /// look: that they have answered anonymously, for one, is never written into their chat.
    /// </summary>
    public CardView ForRecipient(PollHead head, PollTally tally, PollStanding mine, DateTimeOffset now, TimeZoneInfo zone)
    {
        var view = View(head, tally, mine, null, now, zone, Reader.Asked, isOwn: true, RunBefore.ForAsked(head, now));
        view.Data.Set("mayView", false).Set("mayManage", false).Set("mayClose", false).Set("refresh", head.Poll.IsOpenAt(now));
        if (head.Poll.IsOpenAt(now))
            SetMine(view.Data, head, mine, null, zone, isOwn: true);
        return view;
    }

    /// <summary>The view that everybody in a conversation shares, with nobody's answer in it.</summary>
    /// <param name="head">The poll.</param>
    /// <param name="tally">The count to show.</param>
    /// <param name="now">For whether it is open.</param>
    /// <param name="isLarge">Whether there are more people than Teams asks for their own views by itself.</param>
    public CardView ForEverybody(PollHead head, PollTally tally, DateTimeOffset now, bool isLarge)
    {
        var view = View(head, tally, PollStanding.Of(null), null, now, Zones.UnitedKingdom, Reader.Asked, isOwn: false, RunBefore.ForAsked(head, now));
        view.Data.Set("mayView", true).Set("mayManage", false).Set("mayClose", false).Set("refresh", !isLarge);
        if (head.Poll.IsOpenAt(now))
            SetMine(view.Data, head, PollStanding.Of(null), null, Zones.UnitedKingdom, isOwn: false);
        return view;
    }

    /// <param name="isOwn">Whether it stands in the person's own chat, where nobody else sees what is pressed.</param>
    /// <param name="before">What the reader may see of the run before; null for nothing.</param>
    private CardView View(PollHead head, PollTally counted, PollStanding mine, Actor? actor, DateTimeOffset now, TimeZoneInfo zone, Reader reader, bool isOwn, RunBefore? before)
    {
        var sheet = mine.Sheet;
        var poll = head.Poll;
        if (poll.Withdrawal is { } withdrawal)
            return Withdrawn(poll, withdrawal, zone);
        if (poll.IsScheduled)
            return scheduled.Of(head, now, zone); // it is shown to those who may manage it only
        var stand = VoteStand.Of(head, counted);
        var shown = poll.Questions.Select((_, q) => PollDisclosure.Of(head, stand?.Tally ?? counted, q, reader)).ToList();
        var tally = new PollTally(shown[0].Answered ?? 0, [.. shown.Zip(poll.Questions, PollDisclosure.ToTally)]);
        var ended = poll.EndedAt(now);
        var hasScores = shown[0].Whole is not null;
        var outcome = ended is null ? null : _results.Headline(poll, stand, tally, hasScores, zone);
        var answered = stand is not null && poll.IsByPractice ? counting.Answered(stand, ended is not null) : Answered(poll, tally, ended is not null);
        var summary = outcome is null
            ? _text.Plain("polls.summary.open", ("organisation", _text.NameOf(poll.Organisation)), ("question", poll.Title), ("answered", answered.Words))
            : _text.Plain("polls.summary.closed", ("organisation", _text.NameOf(poll.Organisation)), ("question", poll.Title), ("outcome", outcome));
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", PollRows.PartitionOf(poll)).Set("question", CardText.FromPerson(poll.Title)))
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .Set("state", PollWords.State(_text, poll, now, zone))
            .Set("choices", poll.IsSurvey || (ended is not null && shown[0].Whole is null) ? [] : _results.Choices(poll.Questions[0], tally.First, sheet?.Responses[0], zone, poll.Edition))
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        if (stand is not null && CountingWords.Lines(stand, hasScores, ended is not null).ToList() is { Count: > 0 } lines)
            data.Set("counting", lines.Select(Sentence));
        if (ended is null && CountingWords.RulesOnCard(head, mine, actor).ToList() is { Count: > 0 } rules)
            data.Set("rules", rules.Select(Sentence));
        if (ended is null && CountingWords.Notes(head, mine, actor).ToList() is { Count: > 0 } notes)
            data.Set("notes", CardText.Join(" ", notes.Select(sentences.InCard)));
        if (outcome is null || (tally.Answered > 0 && outcome != _results.OnlyAnswered(tally))) // not twice
            data.Set("answered", CardText.FromPerson(answered.Words));
        if (ended is null ? (poll.IsSurvey || poll.IsByPractice) && shown.Any(one => one.Whole is not null) : HasMoreThanFits(poll, shown[0]))
            data.Set("results", true);
        if (outcome is null)
            return Open(poll, data.Set("pressed", IsPressed(poll, isOwn) && CountingWords.MayAnswer(head, mine, actor)), sheet, summary);
        if (shown[0].Reasons.Count > 0)
            data.Set("why", Reasons(shown[0]));
        data.SetOutcome(_text, head.Outcome);
        if (head.Box is { IsClosed: true })
            data.Set("receipt", true).SetId("organisationId", poll.Organisation.Id);
        if (!poll.IsSurvey && shown[0].Whole is not null && _results.ChartTitle(poll.Questions[0], tally.First, zone) is { } chart)
            data.Set("chart", chart);
        if (!poll.IsSurvey && before is not null && ComparedWords.Line(_text, before, poll.Questions[0], shown[0], zone) is { } trend)
            data.Set("trend", trend);
        return Closed(poll, data, outcome, summary);
    }

    /// <summary>What a card that is about a poll which has ended says of its result: how it came out, and what isn't shown.</summary>
    public IEnumerable<(string Name, CardText Sentence)> ResultInShort(PollHead head, TimeZoneInfo zone, Reader reader)
    {
        var shown = head.Poll.Questions.Select((_, q) => PollDisclosure.Of(head, q, reader)).ToList();
        var tally = new PollTally(shown[0].Answered ?? 0, [.. shown.Zip(head.Poll.Questions, PollDisclosure.ToTally)]);
        yield return ("result", CardText.FromPerson(_results.Headline(head.Poll, VoteStand.Of(head, head.Tally), tally, shown[0].Whole is not null, zone)));
        if (shown[0].Reasons.Count > 0)
            yield return ("notShown", Reasons(shown[0]));
    }

    private CardText Reasons(Shown shown) => CardText.Join(" ", shown.Reasons.Select(sentences.InCard));

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

    private CardView Open(Poll poll, CardData data, AnswerSheet? sheet, PlainText summary)
    {
        data.Set("about", _text.Format("polls.about", ("name", poll.AskedByName), ("minutes", Takes(poll).Words)))
            .Set("privacy", privacy.OnCard(poll, isOpen: true))
            .Set("compact", IsCompact(poll))
            .Set("chosen", PlainText.FromPerson(sheet?.Choice is { } mine ? ChoiceId.Write(mine, poll.Edition) : ""));
        if (poll.Extension is ExtensionChoice.Extended)
            data.Set("extended", _text.Format(poll.Privacy.TakesComments ? "polls.extend.card" : "polls.extend.card.plain"));
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
    private void SetMine(CardData data, PollHead head, PollStanding mine, Actor? actor, TimeZoneInfo zone, bool isOwn)
    {
        var poll = head.Poll;
        if (poll.IsAnonymous && mine.HasAnswered)
        {
            data.Set("recorded", _text.Format("polls.seal.mine"));
            return;
        }

        if (mine.Sheet is { } sheet)
        {
            var key = !IsPressed(poll, isOwn) ? "polls.recorded.dialog" : IsCompact(poll) ? "polls.recorded.compact" : "polls.recorded";
            var said = PollWords.Said(_text, poll, sheet, zone);
            data.Set("recorded", _text.Format(key, ("choice", sheet.Reason.Length > 0 ? _text.Plain("polls.recorded.withReason", ("choice", said)).Words : said)));
        }

        if (!CountingWords.MayAnswer(head, mine, actor) && !mine.IsOffRoll)
            return;
        if (Suggesting.TakesMore(poll) && !mine.IsOffRoll)
            data.Set("suggest", _text.Plain(actor is not null && poll.MayBeManagedBy(actor) ? "polls.suggest.own" : "polls.suggest.open"));
        if (!IsPressed(poll, isOwn) || mine.IsOffRoll) // in the dialog they are asked again: it may have been a mistake
            data.Set("fill", _text.Plain(mine.Sheet is null ? "polls.fill.open" : "polls.fill.change"));
        else if (mine.Sheet is not null && poll.Reason is ReasonMode.Optional)
            data.Set("fill", _text.Plain(mine.Sheet.Reason.Length > 0 ? "polls.fill.changeReason" : "polls.fill.addReason"));
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
        => poll.IsSurvey || poll.IsByPractice || poll.Privacy.Breakdown is not Breakdown.None || shown.Comments is CommentsShown.All || (poll.HidesWho && poll.Privacy.TakesComments);

    private CardData Sentence(Domain.Statement statement) => new CardData().Set("line", sentences.InCard(statement));
}
