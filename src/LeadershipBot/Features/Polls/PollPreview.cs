using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>The last page before something is asked: what people will read, what they are promised, and how many they are.</summary>
internal sealed class PollPreview(CardLibrary library, Sentences sentences, IAudience audience, PracticeRolls rolls)
{
    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who asks.</param>
    /// <param name="plan">What is to be asked; those who are asked in their own chats were counted.</param>
    /// <param name="nonce">By which asking twice asks once.</param>
    /// <param name="carried">What was filled in, for the way back and for asking.</param>
    /// <param name="isSurvey">Whether it lies in a draft, and <paramref name="carried"/> is how it is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="edits">The poll that it changes; null for a new one.</param>
    public async Task<Answer.Dialog> ShowAsync(Turn turn, AskPlan plan, string nonce, string carried, bool isSurvey, CancellationToken cancellationToken, EditedPoll? edits = null)
    {
        var draft = plan.Draft;
        var organisation = turn.Actor.Organisation;
        var words = new PrivacyWords(turn.Actor.Name, _text.NameOf(organisation), _text.WordsOf(turn.Organisation?.Words).Locality, plan.Audience.People) { Teams = plan.Audience.TeamNames };
        var privacy = PrivacyLine.Of(draft.Privacy, words, plan.OnRoll, isOpen: true);
        var data = new CardData()
            .SetId("nonce", nonce)
            .SetId("organisationId", organisation.Id)
            .Set("so", PlainText.FromPerson(carried))
            .Set("isSurvey", isSurvey)
            .Set("edits", PlainText.FromPerson(edits?.Key ?? ""))
            .Set("organisation", CardText.FromPerson(_text.NameOf(organisation)))
            .Set("closes", plan.ClosesAt is { } closes ? _text.Format("polls.state.closesAt", ("when", TimeWords.Moment(closes, turn.TimeZone))) : _text.Format("polls.state.byHand"))
            .Set("title", CardText.FromPerson(draft.Title))
            .Set("questions", draft.Questions.Select((question, at) => Question(question, at, isSurvey, turn.TimeZone)))
            .Set("asked", await AskedAsync(turn, plan, cancellationToken))
            .Set("privacy", privacy.Card.Concat(privacy.Warnings).Concat(CountingWords.Rules(draft.Privacy, plan.Rules, draft.Questions)).Concat(await OnRollAsync(turn, plan, cancellationToken)).Select(line => new CardData().Set("line", sentences.InCard(line))))
            .Set("schedule", (plan.About is { } about ? [_text.Format("polls.form.about", ("title", about.Title))] : Array.Empty<CardText>()).Concat(ScheduleWords.Preview(_text, plan, turn.TimeZone)).Concat(plan.TakesSuggestions ? [_text.Format("polls.suggest.preview")] : []).Select(line => new CardData().Set("line", line)))
            .Set("ask", _text.Plain(edits is not null ? "polls.edit.save" : plan.OpensAt is not null ? "polls.schedule.ask" : "polls.form.ask"))
            .Set("isEdit", edits is not null && !isSurvey)
            .Set("isFinal", draft.Privacy.Voice is Voice.Anonymous)
            .Set("summary", _text.Plain("polls.form.preview.title"))
            .Set("spoken", _text.Spoken("polls.form.preview.title"));
        if (edits is not null)
            data.SetId("poll", edits.Key).Set("revision", edits.Revision);
        if (draft.Reason is not ReasonMode.Off)
            data.Set("reason", _text.Format(draft.Reason is ReasonMode.Required ? "polls.form.preview.reason.required" : "polls.form.preview.reason.optional"));
        return new Answer.Dialog(_text.Plain("polls.form.preview.title"), new CardView("polls/preview", data, _text.Plain("polls.form.preview.title")));
    }

    /// <summary>Of a poll in which practices vote: how many they are, and how many have nobody to cast their vote.</summary>
    private async Task<IEnumerable<Domain.Statement>> OnRollAsync(Turn turn, AskPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Draft.Privacy.Electorate is not { CountedBy: not CountedBy.People } electorate)
            return [];
        var roll = await rolls.FindAsync(turn.Actor.Organisation.Id, cancellationToken);
        var asked = roll.AskedBy(plan.Audience).ToList();
        var mute = asked.Count(practice => !roll.CastersOf(practice.Code, electorate).Any());
        List<Domain.Statement> lines = [new("polls.counting.preview.roll", ("count", asked.Count))];
        if (mute > 0)
            lines.Add(new Domain.Statement("polls.counting.preview.mute", ("count", mute)));
        if (electorate.CountedBy is CountedBy.ListSizes && asked.Count(practice => practice.ListSize is null) is > 0 and var unweighed)
            lines.Add(new Domain.Statement("polls.counting.preview.unweighed", ("count", unweighed)));
        return lines;
    }

    private CardData Question(Question question, int at, bool isNumbered, TimeZoneInfo zone) => new CardData()
        .Set("isNumbered", isNumbered)
        .Set("words", isNumbered ? _text.Format("polls.survey.numbered", ("number", at + 1), ("question", question.Words)) : CardText.FromPerson(question.Words))
        .Set("kind", KindOf(question))
        .Set("choices", question.Kind is QuestionKind.Target ? [] : Enumerable.Range(0, question.Choices.Count).Select(choice => new CardData().Set("line", _text.Format("polls.form.preview.choice", ("choice", PollWords.Choice(question, choice, zone))))));

    private CardText KindOf(Question question)
    {
        var name = PollWords.NameOf(_text, question.Kind).Words;
        if (question.Target > 0)
            return _text.Format("polls.form.preview.target", ("target", question.Target));
        return question.TakesSeveral && (question.ChosenMin > 1 || question.ChosenMax < question.Choices.Count)
            ? _text.Format("polls.form.preview.several", ("kind", name), ("min", question.ChosenMin), ("max", question.ChosenMax))
            : CardText.FromPerson(name);
    }

    /// <summary>Who is asked, and how many they are.</summary>
    private async Task<CardText> AskedAsync(Turn turn, AskPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Channel is { } channel)
            return _text.Format("polls.form.preview.channel", ("channel", _text.NameOf(channel)));
        if (plan.OnRoll is not { } count)
            return _text.Format("polls.form.preview.here");
        return plan.Audience.IsChosen
            ? _text.Format("polls.form.preview.chosen", ("count", count), ("who", await AudienceWords.NameAsync(_text, audience, turn, plan.Audience, cancellationToken)))
            : _text.Format("polls.form.preview.everybody", ("count", count), ("organisation", _text.NameOf(turn.Actor.Organisation)));
    }
}
