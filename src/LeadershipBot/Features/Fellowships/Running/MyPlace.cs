using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>A fellow, or who leads the practice that released them, opens the dialog about their place.</summary>
internal sealed class OpenMine(PlaceGate gate, MineForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var own) ? new Answer.Refused(refusal) : form.Of(turn, own, problem: null);
}

/// <summary>A fellow says how it goes, by a press on the card or with words in the dialog; where something is needed, whoever runs it is told at once. The last word counts.</summary>
internal sealed class SayGoing(PlaceGate gate, FellowshipShelf shelf, MineForm form, MidwayCard card, CardLibrary library) : ISlice
{
    private const string FromCard = "card";

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var own))
            return new Answer.Refused(refusal);
        var going = Enum.TryParse<Going>(turn.Data.Text("going"), out var said) ? said : Going.NotSaid;
        var isPressed = turn.Data.Text("from") is FromCard;
        var words = isPressed && going == own.Place.Going ? own.Place.GoingWords : turn.Data.Text("words", FellowshipLimits.SentenceCharactersMax + 1); // pressed once more, the words stay
        var ruling = await shelf.ChangeAsync(own.Head.Key, head => head.Fellowship.Say(turn.Actor.MemberId, going, words, turn.Today), entry: null, turn.Actor.MemberId, cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return isPressed ? new Answer.Refused(problem) : form.Of(turn, own, problem);
        return isPressed && after.PlaceOf(turn.Actor.MemberId) is { } place
            ? new Answer.Card(card.Of(own.Head with { Fellowship = after }, place))
            : new Answer.Say(library.Text.Plain("fellowships.going.done"));
    }
}

/// <summary>A fellow gives their place up before it begins, or leaves it: it goes on to who waits, where there is time for that.</summary>
internal sealed class LeavePlace(PlaceGate gate, FellowshipShelf shelf, MineForm form, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var own))
            return new Answer.Refused(refusal);
        if (own.IsPractice)
            return new Answer.Refused(new Refusal("fellowships.refused.noPlace"));
        var words = turn.Data.Text("why", FellowshipLimits.SentenceCharactersMax + 1);
        var entry = Audit.Entry(own.Head.Key, turn, "fellowships.placeEnded", new Changed(turn.Actor.Id, "", "")); // not which: once they are forgotten it would tell whose it was
        var ruling = await shelf.ChangeAsync(turn, own.Head.Key, fellowship => fellowship.Leave(own.Place.Id, words, turn.At, turn.Today), entry, cancellationToken);
        return ruling.IsRefused(out var problem, out _) ? form.Of(turn, own, problem) : new Answer.Say(library.Text.Plain("fellowships.left.done"));
    }
}

/// <summary>A fellow, or their practice, says what it was worth. The last word of each counts.</summary>
internal sealed class AnswerSurvey(PlaceGate gate, FellowshipShelf shelf, MineForm form, SurveyCard card, NoteCards notes, CardLibrary library) : ISlice
{
    private const string FromCard = "card";

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var own))
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("worth", out var worth);
        var kept = Enum.TryParse<TimeKept>(turn.Data.Text("kept"), out var said) ? said : (TimeKept)(-1);
        var isPressed = turn.Data.Text("from") is FromCard;
        var before = own.IsPractice ? own.Place.SaidBy(turn.Actor.MemberId) : own.Place.ByFellow;
        var words = isPressed ? before?.Words ?? "" : turn.Data.Text("words", FellowshipLimits.SentenceCharactersMax + 1); // the card has no words: those that were said stay
        var survey = new PlaceSurvey(worth, kept, words, turn.At) { By = own.IsPractice ? turn.Actor.MemberId : null };
        var ruling = await shelf.ChangeAsync(own.Head.Key, head => head.Fellowship.Survey(own.Place.Id, own.IsPractice, survey, turn.Today), entry: null, turn.Actor.MemberId, cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return isPressed ? new Answer.Refused(problem) : form.Of(turn, own, problem);
        return isPressed && after.Places.FirstOrDefault(one => one.Id == own.Place.Id) is { } place
            ? new Answer.Card(CardOf(turn, own with { Head = own.Head with { Fellowship = after }, Place = place }))
            : new Answer.Say(library.Text.Plain("fellowships.survey.done"));
    }

    /// <summary>The card on which they answered, which may tell something, too: that stays there.</summary>
    private CardView CardOf(Turn turn, OwnPlace own)
    {
        MemberId? lead = own.IsPractice ? turn.Actor.MemberId : null;
        if (!Enum.TryParse<Note>(turn.Data.Text("note"), out var note) || note is not (Note.Over or Note.Done or Note.Left))
            return card.Of(own.Head, own.Place, lead);
        var told = new Told(own.Head, own.Place, new AskWish(turn.Actor.MemberId, own.Head.Fellowship.Organisation.Id, own.Head.Key, turn.At, turn.TimeZone))
        {
            IsMaker = own.Head.Fellowship.MayBeManagedBy(turn.Actor),
            Leads = own.IsPractice,
            HasAnswered = true,
        };
        return notes.Of(told, NowOf(note, own.Place)) ?? card.Of(own.Head, own.Place, lead);
    }

    /// <summary>What the card says by now: that it is over and not confirmed holds no more once the place has ended.</summary>
    private static Note NowOf(Note note, FellowPlace place) => (note, place.End) switch
    {
        (Note.Over, PlaceEnd.Completed) => Note.Done,
        (Note.Over, PlaceEnd.LeftEarly) => Note.Left,
        _ => note,
    };
}

/// <summary>Finds the place that a turn names, for the fellow who has it or who leads the practice that released them.</summary>
internal sealed class PlaceGate(FellowshipShelf shelf)
{
    public async Task<Ruling<OwnPlace>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is Scope.Personal && await FindOwnAsync(turn, cancellationToken) is { } own)
            return own;
        if (FellowshipGate.CheckOwnChat(turn) is { } notHere)
            return notHere;
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return refusal;
        if (head.Fellowship.Places.FirstOrDefault(one => one.Id == turn.Data.Text("place")) is not { } place)
            return new Refusal("fellowships.refused.noPlace");
        return Leads(turn.Actor, place) ? new OwnPlace(head, place, IsPractice: true) : new Refusal("fellowships.refused.noPlace");
    }

    /// <summary>A fellow's own place: it stays theirs to leave, to speak of and to show for, also where the organisation doesn't list them any more.</summary>
    private async Task<OwnPlace?> FindOwnAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text(turn.Data.TryText("fellowship", out _) ? "fellowship" : "opening"), cancellationToken) is not { } head)
            return null;
        var (me, named) = (turn.Actor.MemberId, turn.Data.Text("place"));
        var place = named.Length == 0 ? head.Fellowship.PlaceOf(me) : head.Fellowship.Places.FirstOrDefault(one => one.Id == named && one.Fellow?.Id == me);
        return place is null ? null : new OwnPlace(head, place, IsPractice: false);
    }

    public static bool Leads(Actor actor, FellowPlace place) => place.PracticeCode.Length > 0 && actor.Hat.LeadOf.Contains(place.PracticeCode);
}

/// <summary>A place with who looks at it.</summary>
internal sealed record OwnPlace(FellowshipHead Head, FellowPlace Place, bool IsPractice);

/// <summary>The dialog about somebody's own place: who covers and who pays, how it goes, what it was worth, and what to show for it.</summary>
internal sealed class MineForm(CardLibrary library, Sentences sentences)
{
    private static readonly Going[] Goings = [Going.Well, Going.NeedsSomething, Going.Badly];

    private readonly TextFile _text = library.Text;

    public Answer.Dialog Of(Turn turn, OwnPlace own, Refusal? problem)
    {
        var (fellowship, place) = (own.Head.Fellowship, own.Place);
        var (content, isRated, isOver) = (fellowship.Content, fellowship.MayBeRated(place, turn.Today), fellowship.Content.Ends < turn.Today);
        var title = own.IsPractice ? _text.Plain("fellowships.mine.practice", ("name", FellowshipWords.NameOf(_text, place))) : _text.Plain("fellowships.mine.title");
        var isPatient = problem?.TextKey is "shell.refused.patientData";
        var said = own.IsPractice ? place.SaidBy(turn.Actor.MemberId) : place.ByFellow; // another lead's words are not theirs to read
        var data = new CardData().Titled(_text, title).WithProblem(sentences, problem)
            .SetId("organisationId", fellowship.Organisation.Id)
            .SetId("fellowship", own.Head.Key)
            .SetId("place", place.Id)
            .Set("heading", CardText.FromPerson(FellowshipWords.Title(_text, fellowship)))
            .Set("lines", Lines(fellowship, own, turn.Today).Select(line => new CardData().Set("line", CardText.FromPerson(line))))
            .Set("maySay", place.IsLive && !own.IsPractice && content.Starts <= turn.Today && !isRated)
            .Set("mayLeave", place.IsLive && !own.IsPractice && !isOver)
            .Set("mayRate", isRated)
            .Set("leave", _text.Plain(content.Starts <= turn.Today ? "fellowships.mine.leave" : "fellowships.mine.giveUp"))
            .Set("goings", Goings.Select(one => CardChoice.Named(VocabularyWords.Capital(FellowshipWords.Of(_text, one)), one.ToString())))
            .Set("going", PlainText.FromPerson(place.Going is Going.NotSaid ? "" : place.Going.ToString()))
            .Set("words", PlainText.FromPerson(isPatient ? "" : turn.Data.TryText("words", out var typed) ? TurnData.Clip(typed, FellowshipLimits.SentenceCharactersMax) : isRated ? said?.Words ?? "" : place.GoingWords))
            .Set("why", PlainText.FromPerson(isPatient ? "" : turn.Data.Text("why", FellowshipLimits.SentenceCharactersMax)))
            .Set("worth", PlainText.FromPerson(said is { } rated ? FellowshipWords.Number(rated.Worth) : ""))
            .Set("kept", PlainText.FromPerson(said?.Time.ToString() ?? ""))
            .Set("keptLabel", _text.Plain(own.IsPractice ? "fellowships.survey.cover" : "fellowships.survey.time"))
            .Set("privacy", _text.Format(own.IsPractice ? "fellowships.mine.privacy.practice" : "fellowships.mine.privacy", ("name", FellowshipWords.RunBy(_text, content))));
        if (place.End is PlaceEnd.Completed && !own.IsPractice)
            data.Set("portfolio", PlainText.FromPerson(string.Join('\n', PlacePortfolio.Lines(_text, fellowship, place))));
        return new Answer.Dialog(title, new CardView("fellowships/mine", data, title));
    }

    private IEnumerable<string> Lines(Fellowship fellowship, OwnPlace own, DateOnly today)
    {
        var content = fellowship.Content;
        yield return string.Join(" · ", FellowshipWords.Time(_text, content.Sessions), FellowshipWords.Dates(_text, content.Starts, content.Ends));
        yield return FellowshipWords.Cover(_text, own.Place);
        if (content.Mentor.Length > 0 && !own.IsPractice)
            yield return _text.Plain("fellowships.mine.mentor", ("mentor", content.Mentor)).Words;
        if (!own.Place.IsLive)
            yield return own.IsPractice ? PlaceWords.ForPractice(_text, own.Place) : PlaceWords.Line(_text, own.Place);
        else if (content.Ends is { } ends && ends < today)
            yield return _text.Plain(own.IsPractice ? "fellowships.mine.over.practice" : "fellowships.mine.over", ("date", TimeWords.Day(ends)), ("name", FellowshipWords.RunBy(_text, content))).Words;
    }
}
