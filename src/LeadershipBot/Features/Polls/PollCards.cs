using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>What a poll looks like to one person, and to everybody at once.</summary>
internal sealed class PollCards(CardLibrary library, Sentences sentences)
{
    private const int RowsMax = 5;
    private static readonly int[] ClosingDays = [1, 3, 7];

    private readonly TextFile _text = library.Text;

    /// <summary>The person's own view: their answer marked, and what they may do.</summary>
    /// <param name="turn">Who looks, when, and from which time zone.</param>
    /// <param name="head">The poll.</param>
    /// <param name="tally">The count to show.</param>
    /// <param name="choice">Their answer; null if they have none.</param>
    /// <param name="wasTooLate">Whether they have just pressed an answer that no longer counted.</param>
    public CardView For(Turn turn, PollHead head, Tally tally, int? choice, bool wasTooLate = false)
    {
        var view = View(head.Poll, tally, choice, turn.At, turn.TimeZone);
        var mayManage = head.Poll.MayBeManagedBy(turn.Actor);
        view.Data.Set("mayView", false).Set("mayManage", mayManage).Set("refresh", true);
        if (head.Poll.IsOpenAt(turn.At))
        {
            view.Data.Set("mayClose", mayManage);
            if (turn.Actor.In(head.Poll.Organisation) is { Hat.IsListed: true } listed && listed.HoldsAny(InterestLimits.Deciders))
                view.Data.Set("interest", InterestQuestion.Button(_text, head.Poll.Organisation.Id, head.Poll.Question));
            if (choice is { } mine)
                view.Data.Set("recorded", _text.Format(IsCompact(head.Poll) ? "polls.recorded.compact" : "polls.recorded", ("choice", head.Poll.Choices[mine])));
        }
        else if (wasTooLate)
        {
            view.Data.Set("notCounted", _text.Format("polls.closed.notCounted"));
        }

        return view;
    }

    /// <summary>The view of one person whom it was sent to: their answer marked. What they may do besides, they see when they press.</summary>
    public CardView ForRecipient(PollHead head, Tally tally, int? choice, DateTimeOffset now, TimeZoneInfo zone)
    {
        var view = View(head.Poll, tally, choice, now, zone);
        view.Data.Set("mayView", false).Set("mayManage", false).Set("mayClose", false).Set("refresh", false);
        if (choice is { } mine && head.Poll.IsOpenAt(now))
            view.Data.Set("recorded", _text.Format(IsCompact(head.Poll) ? "polls.recorded.compact" : "polls.recorded", ("choice", head.Poll.Choices[mine])));
        return view;
    }

    /// <summary>Whether the person may ask everybody of the organisation: by their role, and where it is theirs to be listed.</summary>
    public static bool MayAskEverybody(Turn turn) => !turn.IsFromComposeBox && turn.Actor.Hat.IsListed && turn.Actor.HoldsAny(Poll.MayAskEverybody);

    /// <summary>The view that everybody in a conversation shares, with nobody's answer in it.</summary>
    /// <param name="head">The poll.</param>
    /// <param name="tally">The count to show.</param>
    /// <param name="now">For whether it is open.</param>
    /// <param name="isLarge">Whether there are more people than Teams asks for their own views by itself.</param>
    public CardView ForEverybody(PollHead head, Tally tally, DateTimeOffset now, bool isLarge)
    {
        var view = View(head.Poll, tally, null, now, Zones.UnitedKingdom);
        view.Data.Set("mayView", true).Set("mayManage", false).Set("mayClose", false).Set("refresh", !isLarge);
        return view;
    }

    /// <summary>The dialog in which a poll is written.</summary>
    /// <param name="turn">Who writes it.</param>
    /// <param name="form">What is in it already.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Form(Turn turn, PollForm form, Refusal? problem)
    {
        var closings = ClosingDays
            .Select(days => new CardData().Set("title", _text.Plain("polls.form.closes.days", ("count", days))).SetId("value", Number(days)))
            .Prepend(new CardData().Set("title", _text.Plain("polls.form.closes.byHand")).SetId("value", "0"));
        var data = new CardData()
            .SetId("nonce", form.Nonce)
            .SetId("organisationId", form.OrganisationId)
            .Set("typed", new CardData()
                .Set("question", PlainText.FromPerson(form.Question))
                .Set("options", PlainText.FromPerson(form.Options))
                .SetId("closes", Number(form.OpenForDays))
                .SetId("audience", form.IsForEverybody ? PollForm.Everybody : PollForm.Here))
            .Set("closings", closings)
            .Set("privacy", _text.Format("polls.form.privacy"))
            .Set("summary", _text.Plain("polls.form.summary"))
            .Set("spoken", _text.Spoken("polls.form.summary"));
        if (MayAskEverybody(turn))
        {
            data.Set("audiences", new[]
            {
                new CardData().Set("title", _text.Plain("polls.form.audience.here")).SetId("value", PollForm.Here),
                new CardData().Set("title", _text.Plain("polls.form.audience.everybody", ("organisation", _text.NameOf(turn.Actor.Organisation)))).SetId("value", PollForm.Everybody),
            });
        }

        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(_text.Plain("polls.form.title"), new CardView("polls/form", data, _text.Plain("polls.form.summary")));
    }

    /// <summary>How to ask, with a button that opens the dialog.</summary>
    /// <param name="question">What was typed so far; it is in the dialog already.</param>
    public CardView HowToAsk(string question, OrganisationName organisation)
    {
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .Set("question", PlainText.FromPerson(question.Length <= PollLimits.QuestionCharactersMax ? question : question[..PollLimits.QuestionCharactersMax]))
            .Set("summary", _text.Plain("polls.start.title"))
            .Set("spoken", _text.Spoken("polls.start.title"));
        return new CardView("polls/start", data, _text.Plain("polls.start.title"));
    }

    private CardView View(Poll poll, Tally tally, int? choice, DateTimeOffset now, TimeZoneInfo zone)
    {
        var ended = poll.EndedAt(now);
        var percents = tally.Percents();
        var outcome = ended is null ? null : Outcome(poll, tally, percents);
        var answered = Answered(tally, ended is not null);
        var summary = outcome is null
            ? _text.Plain("polls.summary.open", ("organisation", _text.NameOf(poll.Organisation)), ("question", poll.Question), ("answered", answered.Words))
            : _text.Plain("polls.summary.closed", ("organisation", _text.NameOf(poll.Organisation)), ("question", poll.Question), ("outcome", outcome));
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", PollRows.PartitionOf(poll)).Set("question", CardText.FromPerson(poll.Question)))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .Set("state", PollWords.State(_text, poll, now, zone))
            .Set("choices", Enumerable.Range(0, poll.Choices.Count).Select(i => Choice(poll, i, tally, percents, choice)))
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        if (outcome is null || tally.Answered > 0)
            data.Set("answered", CardText.FromPerson(answered.Words));
        return outcome is null ? Open(poll, data, choice, summary) : Closed(poll, data, outcome, summary);
    }

    private CardView Open(Poll poll, CardData data, int? choice, PlainText summary)
    {
        data.Set("about", _text.Format("polls.about", ("name", poll.AskedByName), ("minutes", _text.Plain("polls.about.seconds").Words)))
            .Set("privacy", poll.IsForEverybody
                ? _text.Format("polls.privacy.everybody", ("name", poll.AskedByName), ("organisation", _text.NameOf(poll.Organisation)))
                : _text.Format("polls.privacy.named", ("name", poll.AskedByName)))
            .Set("compact", IsCompact(poll))
            .Set("chosen", PlainText.FromPerson(choice is { } mine ? Number(mine) : ""));
        return new CardView("polls/open", data, summary);
    }

    private CardView Closed(Poll poll, CardData data, string outcome, PlainText summary)
    {
        data.Set("outcome", CardText.FromPerson(outcome)).Set("about", _text.Format("polls.closed.about", ("name", poll.AskedByName)));
        return new CardView("polls/closed", data, summary);
    }

    private CardData Choice(Poll poll, int index, Tally tally, IReadOnlyList<int> percents, int? choice)
    {
        var words = poll.Choices[index];
        var isMine = index == choice;
        var data = new CardData()
            .SetId("id", Number(index))
            .Set("label", CardText.FromPerson(words))
            .Set("title", PlainText.FromPerson(words))
            .Set("mine", isMine);
        if (tally.Answered == 0)
            return data.Set("result", CardText.FromPerson("")).Set("bar", PlainText.FromPerson("")).Set("press", _text.Plain("polls.choice.press.first", ("choice", words)));

        var result = _text.Plain("polls.choice.result", ("count", tally.Counts[index]), ("percent", percents[index])).Words;
        return data
            .Set("result", CardText.FromPerson(result))
            .Set("bar", TextBar.Of(percents[index]))
            .Set("press", _text.Plain(isMine ? "polls.choice.mine" : "polls.choice.press", ("choice", words), ("result", result)));
    }

    private PlainText Answered(Tally tally, bool hasEnded)
    {
        if (tally.Answered == 0)
            return _text.Plain("polls.answered.none");
        return _text.Plain(hasEnded ? "polls.closed.answered" : "polls.answered", ("count", tally.Answered));
    }

    private string Outcome(Poll poll, Tally tally, IReadOnlyList<int> percents)
    {
        var leading = tally.Leading();
        if (leading.Count == 0)
            return _text.Plain("polls.outcome.none").Words;
        var (count, total) = (tally.Counts[leading[0]], tally.Answered);
        return leading.Count == 1
            ? _text.Plain("polls.outcome.winner", ("choice", poll.Choices[leading[0]]), ("count", count), ("total", total), ("percent", percents[leading[0]])).Words
            : _text.Plain("polls.outcome.tie", ("choices", string.Join(", ", leading.Select(i => poll.Choices[i]))), ("count", count), ("total", total)).Words;
    }

    private static bool IsCompact(Poll poll) => poll.Choices.Count > RowsMax;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
