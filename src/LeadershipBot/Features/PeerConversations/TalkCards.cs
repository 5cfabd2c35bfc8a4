using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>The cards and dialogs of conversations.</summary>
internal sealed class TalkCards(TalkShelf shelf, CardLibrary library, Sentences sentences)
{
    private const int ShownMax = 3;
    private static readonly TimeSpan MeasuresShownFor = TimeSpan.FromDays(31);
    private static readonly TalkOutcome[] Outcomes = [TalkOutcome.Helped, TalkOutcome.DidNotHelp, TalkOutcome.NotYet];

    private static readonly string[] OnMeasure = ["talks.prompt.see", "talks.prompt.differ", "talks.prompt.try"];
    private static readonly string[] OnAnything = ["talks.prompt.proud", "talks.prompt.hard", "talks.prompt.help"];

    private readonly TextFile _text = library.Text;

    public static string Day(DateTimeOffset at, TimeZoneInfo zone) => TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));

    /// <summary>Whether somebody takes part, and with whom they were matched last.</summary>
    public async Task<CardView> HomeAsync(Turn turn, CardText? note, CancellationToken cancellationToken)
    {
        var (organisation, me) = (turn.Actor.Organisation, turn.Actor.MemberId);
        var (head, mine) = (await shelf.FindHeadAsync(organisation.Id, cancellationToken), await shelf.FindMemberAsync(organisation.Id, me, cancellationToken));
        var talks = await shelf.ListOfAsync(organisation.Id, me, talk => talk.Has(me) && !talk.IsNobodyLeft, ShownMax, cancellationToken);
        var title = _text.Plain("talks.home.title");
        var isPausing = mine?.PausedUntil > turn.At;
        var data = Basis(organisation, title)
            .Set("state", mine is null ? _text.Format("talks.home.out") : StateOf(mine, turn))
            .Set("next", head is { Weeks: > 0 } ? _text.Format("talks.home.next", ("when", Day(head.NextAt, turn.TimeZone)), ("weeks", head.Weeks)) : _text.Format("talks.home.notSet"))
            .Set("talks", talks.Select(one => new CardData()
                .SetId("talk", one.Key)
                .Set("line", _text.Format("talks.home.talk", ("names", Names(one.Talk, me)), ("when", Day(one.Talk.At, turn.TimeZone))))
                .Set("press", _text.Plain("talks.home.open", ("names", Names(one.Talk, me))))))
            .Set("mayJoin", mine is null)
            .Set("mayEnd", isPausing)
            .Set("mayPause", mine is not null && !isPausing)
            .Set("mayLeave", mine is not null)
            .Set("measures", (await MeasuresAsync(turn, cancellationToken)).Select(one => new CardData()
                .SetId("number", one.Number)
                .Set("line", _text.Format("talks.home.measure", ("measure", one.Measure), ("when", Day(one.At, turn.TimeZone))))))
            .Set("mayArrange", turn.Actor.HoldsAny(TalkGate.Makers));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("talks/home", data, title);
    }

    /// <summary>Whether somebody who takes part is matched, or until when they pause: from conversations, or from all asks where that is longer.</summary>
    private CardText StateOf(TalkMember mine, Turn turn)
    {
        if (turn.Settings.PausedUntil is { } all && all > turn.At && !(mine.PausedUntil > all))
            return _text.Format("talks.home.pausingAll", ("when", Day(all, turn.TimeZone)));
        return mine.PausedUntil is { } until && until > turn.At ? _text.Format("talks.home.pausing", ("when", Day(until, turn.TimeZone))) : _text.Format("talks.home.in");
    }

    /// <summary>What was matched on measures lately, for who may take it back.</summary>
    private async Task<IEnumerable<MeasureMatch>> MeasuresAsync(Turn turn, CancellationToken cancellationToken)
        => turn.Actor.HoldsAny(TalkGate.Makers) ? (await shelf.ListMeasuresAsync(turn.Actor.Organisation.Id, turn.At - MeasuresShownFor, cancellationToken)).Take(ShownMax) : [];

    /// <summary>One conversation, as one of those who talk sees it.</summary>
    public CardView One(KeptTalk kept, MemberId reader, TimeZoneInfo zone, CardText? note)
    {
        var talk = kept.Talk;
        var title = _text.Plain("talks.one.title", ("names", Names(talk, reader)));
        var data = Basis(talk.Organisation, title)
            .SetId("talk", kept.Key)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("about", talk.IsNobodyLeft ? _text.Format("talks.one.nobody") : talk.Measure.Length > 0 ? _text.Format("talks.one.measure", ("measure", talk.Measure)) : _text.Format("talks.one.about"))
            .Set("prompts", PromptsOf(talk).Select(key => new CardData().Set("line", _text.Format(key))))
            .Set("state", talk.MetAt is { } met ? _text.Format("talks.one.met", ("when", Day(met, zone))) : _text.Format("talks.one.notMet"))
            .Set("kept", _text.Format(talk.Measure.Length > 0 ? "talks.one.kept.measure" : "talks.one.kept"))
            .Set("mayMeet", talk.MetAt is null && !talk.IsNobodyLeft)
            .Set("mayNote", !talk.IsNobodyLeft)
            .Set("mayDecline", talk is { MetAt: null, Measure.Length: > 0, IsNobodyLeft: false });
        if (talk.Declined.Count > 0)
            data.Set("declined", WhoDeclined(talk));
        if (talk.Note.Length > 0)
            data.Set("noted", _text.Format("talks.one.note", ("words", talk.Note)));
        if (talk.WillTry.Length > 0)
            data.Set("willTry", _text.Format("talks.one.willTry", ("words", talk.WillTry)));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("talks/one", data, title);
    }

    /// <summary>To somebody who said that they can't take part.</summary>
    public CardView HasDeclined(Talk talk, MemberId reader)
    {
        var title = _text.Plain("talks.decline.title");
        return NoticeCard.Of(_text, title, null, [talk.People.Count > 0 ? _text.Format("talks.decline.recorded", ("names", Names(talk, reader))) : _text.Format("talks.decline.nobody")], _text.Format("talks.kind.of", ("organisation", _text.NameOf(talk.Organisation))));
    }

    /// <summary>To somebody of whose conversation nobody else is left, since the others can't take part.</summary>
    public CardView NobodyLeft(Talk talk)
    {
        var title = _text.Plain("talks.declined.title");
        CardText[] lines = [WhoDeclined(talk), _text.Format(talk.Measure.Length > 0 ? "talks.declined.next.measure" : "talks.alone.next")];
        return NoticeCard.Of(_text, title, null, lines, _text.Format("talks.kind.of", ("organisation", _text.NameOf(talk.Organisation))));
    }

    /// <summary>Who can't take part, and why where they said.</summary>
    private CardText WhoDeclined(Talk talk) => CardText.Join(" · ", talk.Declined.Select(one => one.Reason.Length > 0
        ? _text.Format("talks.declined.reason", ("name", one.Person.Name), ("words", one.Reason))
        : _text.Format("talks.declined.who", ("name", one.Person.Name))));

    private static string[] PromptsOf(Talk talk) => talk.IsNobodyLeft ? [] : talk.Measure.Length > 0 ? OnMeasure : OnAnything;

    /// <summary>Asks how it went, six weeks later; or shows what was said.</summary>
    public CardView Follow(KeptTalk kept, MemberId reader, CardText? recorded)
    {
        var talk = kept.Talk;
        var title = _text.Plain("talks.follow.title", ("names", Names(talk, reader)));
        var data = Basis(talk.Organisation, title)
            .SetId("talk", kept.Key)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("willTry", _text.Format("talks.one.willTry", ("words", talk.WillTry)))
            .Set("choices", Outcomes.Select(one => new CardData()
                .SetId("outcome", one.ToString())
                .Set("words", one == talk.Outcome ? _text.Format("talks.follow.chosen", ("words", OutcomeOf(one))) : CardText.FromPerson(OutcomeOf(one)))
                .Set("press", PlainText.FromPerson(OutcomeOf(one)))));
        if (recorded is { } said)
            data.Set("note", said);
        return new CardView("talks/follow", data, title);
    }

    /// <summary>The dialog of the joint note.</summary>
    public Answer.Dialog Note(Turn turn, KeptTalk kept, Refusal? problem)
    {
        var isPatient = problem?.TextKey is "shell.refused.patientData";
        var data = Dialog(turn, "talks.note.title", problem)
            .SetId("talk", kept.Key)
            .SetId("read", WriteNote.StampOf(kept.Talk))
            .Set("note", PlainText.FromPerson(isPatient ? "" : problem is null ? kept.Talk.Note : turn.Data.Text("note", Talk.WordsMax)))
            .Set("willTry", PlainText.FromPerson(isPatient ? "" : problem is null ? kept.Talk.WillTry : turn.Data.Text("willTry", Talk.WordsMax)))
            .Set("readers", _text.Format("talks.note.readers", ("names", Names(kept.Talk, turn.Actor.MemberId))));
        if (problem?.TextKey is WriteNote.Newer)
            data.Set("meanwhile", CardText.Join(" · ", [_text.Format("talks.one.note", ("words", kept.Talk.Note)), .. kept.Talk.WillTry.Length > 0 ? [_text.Format("talks.one.willTry", ("words", kept.Talk.WillTry))] : Array.Empty<CardText>()]));
        return Show("talks.note.title", "talks/note", data);
    }

    public Answer.Dialog Pause(Turn turn) => Show("talks.pause.title", "talks/pause", Dialog(turn, "talks.pause.title", problem: null));

    public Answer.Dialog HowOften(Turn turn, TalkHead? head)
        => Show("talks.often.title", "talks/often", Dialog(turn, "talks.often.title", problem: null).SetId("weeks", (head?.Weeks ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The same once more, with what was read of it and what would be arranged: sent again as it is, it is.</summary>
    public Answer.Dialog MeasureAgain(Turn turn, IEnumerable<CardText> would)
        => Show("talks.measure.title", "talks/measure", MeasureData(turn, problem: null)
            .SetId("sure", MatchPractices.StampOf(turn))
            .Set("isFirst", false)
            .Set("would", would.Select(line => new CardData().Set("line", line))));

    public Answer.Dialog Measure(Turn turn, Refusal? problem)
        => Show("talks.measure.title", "talks/measure", MeasureData(turn, problem).SetId("sure", "no").Set("isFirst", true).Set("would", []));

    private CardData MeasureData(Turn turn, Refusal? problem)
    {
        var isPatient = problem?.TextKey is "shell.refused.patientData";
        return Dialog(turn, "talks.measure.title", problem)
            .Set("measure", PlainText.FromPerson(isPatient ? "" : turn.Data.Text("measure", 80)))
            .Set("values", PlainText.FromPerson(isPatient ? "" : turn.Data.Text("values", 20_000)));
    }

    /// <summary>How it went, in words.</summary>
    public string OutcomeOf(TalkOutcome outcome) => _text.Plain(outcome switch { TalkOutcome.Helped => "talks.outcome.helped", TalkOutcome.DidNotHelp => "talks.outcome.didNotHelp", _ => "talks.outcome.notYet" }).Words;

    /// <summary>The others' names; those who asked to be forgotten have none.</summary>
    public string Names(Talk talk, MemberId reader)
        => talk.Besides(reader).ToList() is { Count: > 0 } others ? string.Join(_text.Plain("talks.and").Words, others.Select(one => one.Name)) : _text.Plain("talks.nobody").Words;

    private CardData Dialog(Turn turn, string titleKey, Refusal? problem)
    {
        var title = _text.Plain(titleKey);
        var data = new CardData().SetId("organisationId", turn.Actor.Organisation.Id).Set("summary", title).Set("spoken", _text.AsSpoken(title));
        if (problem is null)
            return data;
        var (happened, next) = sentences.InCard(problem);
        return data.Set("problem", happened).Set("problemNext", next);
    }

    private Answer.Dialog Show(string titleKey, string template, CardData data)
    {
        var title = _text.Plain(titleKey);
        return new Answer.Dialog(title, new CardView(template, data, title));
    }

    private CardData Basis(OrganisationName organisation, PlainText title) => new CardData()
        .SetId("organisationId", organisation.Id)
        .Set("organisation", CardText.FromPerson(_text.NameOf(organisation)))
        .Set("summary", title)
        .Set("spoken", _text.AsSpoken(title));
}
