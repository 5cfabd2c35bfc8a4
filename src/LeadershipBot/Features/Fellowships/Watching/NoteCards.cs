using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>The cards on which people are told of a fellowship: what is said of each note, to whom it is, and to which buttons it leads.</summary>
internal sealed class NoteCards(SurveyCard survey, CardLibrary library)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The card; null where there is nothing to say.</summary>
    public CardView? Of(Told told, Note note)
    {
        var (fellowship, content, place) = (told.Head.Fellowship, told.Head.Fellowship.Content, told.Place);
        TextArgument title = ("title", FellowshipWords.Title(_text, fellowship));
        TextArgument name = ("name", place is null ? "" : FellowshipWords.NameOf(_text, place));
        return note switch
        {
            Note.Approve => View(told, _text.Plain("fellowships.note.approve", title), [_text.Format("fellowships.note.approve.by", ("name", FellowshipWords.AskedBy(_text, fellowship))), .. Terms(content)], ForYes(told)),
            Note.Waiting when fellowship.AskedBy?.Id == told.Wish.Person => View(told, _text.Plain("fellowships.note.waiting.mine", title), [_text.Format(told.MayApprove ? "fellowships.note.waiting.alone.next" : "fellowships.note.waiting.mine.next"), Closes(told)], ForYes(told)),
            Note.Waiting => View(told, _text.Plain("fellowships.note.waiting", title), [_text.Format("fellowships.note.approve.by", ("name", FellowshipWords.AskedBy(_text, fellowship))), Closes(told)], ForYes(told)),
            Note.TooLate => View(told, _text.Plain("fellowships.note.tooLate", title), [_text.Format("fellowships.note.tooLate.next", ("name", FellowshipWords.AskedBy(_text, fellowship)))], Button.Look),
            Note.Runs => View(told, _text.Plain("fellowships.note.runs", title), [_text.Format("fellowships.note.runs.next"), Closes(told)], Button.Look | Button.Manage),
            Note.OnPanel => View(told, _text.Plain("fellowships.note.onPanel", title), [_text.Format(content.ClosesAt <= told.Wish.At ? "fellowships.note.onPanel.closed" : "fellowships.note.onPanel.next"), Closes(told)], Button.Look),
            Note.Relieved => View(told, _text.Plain("fellowships.note.relieved", title), [_text.Format("fellowships.note.relieved.next", ("name", FellowshipWords.RunBy(_text, content)))], Button.None),
            Note.Unlisted => View(told, _text.Plain("fellowships.note.unlisted", name, title), [told.IsMaker ? _text.Format("fellowships.note.unlisted.next") : _text.Format("fellowships.note.unlisted.practice", ("name", FellowshipWords.RunBy(_text, content)))], told.IsMaker ? Button.Manage : Button.None),
            Note.Approved => View(told, _text.Plain("fellowships.note.approved", title), [_text.Format("fellowships.note.approved.by", ("name", fellowship.ApprovedBy?.Name ?? "")), Closes(told)], Button.Look),
            Note.Returned => View(told, _text.Plain("fellowships.note.returned", title), [_text.Format("fellowships.card.returned", ("reason", fellowship.ReturnedBecause))], Button.Look),
            Note.Reopened => View(told, _text.Plain("fellowships.note.reopened", title), [_text.Format("fellowships.note.reopened.next", ("name", fellowship.WrittenBy?.Name ?? _text.Plain("fellowships.askedBy.nobody").Words))], Button.Look | Button.Manage),
            Note.Closing => View(told, _text.Plain("fellowships.note.closing", title), [Closes(told), _text.Format("fellowships.note.closing.why")], Button.Look),
            Note.Changed => View(told, _text.Plain("fellowships.note.changed", title), Changed(told), Button.Look),
            Note.Withdrawn => View(told, _text.Plain("fellowships.note.withdrawn", title), [_text.Format("fellowships.card.withdrawn", ("reason", fellowship.WithdrawnBecause ?? "")), .. ForPractice(told), Ended(told)], Button.None),
            Note.TeamChanged => View(told, _text.Plain("fellowships.note.changed", title), Changed(told), Button.Look | Button.Manage),
            Note.TeamWithdrawn => View(told, _text.Plain("fellowships.note.withdrawn", title), [_text.Format("fellowships.card.withdrawn", ("reason", fellowship.WithdrawnBecause ?? "")), _text.Format(fellowship.IsApproved ? "fellowships.note.withdrawn.team" : "fellowships.note.withdrawn.draft")], Button.Look),
            Note.NextCycle => View(told, _text.Plain("fellowships.note.nextCycle", title), [_text.Format("fellowships.note.nextCycle.why"), Closes(told), .. told.IsListed ? Array.Empty<CardText>() : [_text.Format("fellowships.note.nextCycle.unlisted", ("organisation", _text.NameOf(fellowship.Organisation)))]], Button.Look),
            Note.Taken => View(told, _text.Plain("fellowships.note.taken", name, title), [.. Start(content, place!), ReleaseWords.Taken(_text, told)], Button.None),
            Note.Covered when told.IsFellow => View(told, _text.Plain("fellowships.note.covered", title), [CardText.FromPerson(FellowshipWords.Cover(_text, place!))], Button.Mine),
            Note.Covered => View(told, _text.Plain("fellowships.note.covered.lead", name, title), [CardText.FromPerson(FellowshipWords.Cover(_text, place!))], Button.None),
            Note.Place => View(told, _text.Plain("fellowships.note.place", name, title), [_text.Format("fellowships.note.place.next")], Button.Manage),
            Note.Cover => View(told, _text.Plain("fellowships.note.cover", title), [_text.Format("fellowships.note.cover.next", ("date", Day(content.Starts)), ("names", Names(fellowship.Places.Where(one => one is { IsLive: true, HasCover: false }))))], Button.Manage),
            Note.NobodyApplied => View(told, _text.Plain("fellowships.note.nobodyApplied", title), [Closes(told), _text.Format("fellowships.note.nobodyApplied.next")], Button.Manage),
            Note.Unfilled => View(told, _text.Plain("fellowships.note.unfilled", title), [_text.Format("fellowships.note.unfilled.next", ("date", Day(content.Starts)))], Button.Manage),
            Note.Start when told.IsFellow => View(told, _text.Plain("fellowships.note.start", title), [.. Start(content, place!), ReleaseWords.StartsMine(_text, told)], Button.Mine),
            Note.Start => View(told, _text.Plain("fellowships.note.start.lead", name, title), [.. Start(content, place!), ReleaseWords.Starts(_text, told)], ForLead(told)),
            Note.Going => View(told, _text.Plain("fellowships.note.going", name, ("going", FellowshipWords.Of(_text, place!.Going))), place.GoingWords.Length > 0 ? [_text.Format("fellowships.quoted", ("words", place.GoingWords))] : [], Button.Manage),
            Note.Silent => View(told, _text.Plain("fellowships.note.silent", name, title), [_text.Format("fellowships.note.silent.next")], Button.Manage),
            Note.Unasked => View(told, _text.Plain("fellowships.note.silent", name, title), [_text.Format("fellowships.note.unasked.next")], Button.Manage),
            Note.End => View(told, _text.Plain("fellowships.note.end", title), [_text.Format("fellowships.note.end.next", ("date", Day(content.Ends)), ("names", Names(fellowship.Places.Where(one => one.IsLive))))], Button.Manage),
            Note.Unconfirmed => View(told, _text.Plain("fellowships.note.unconfirmed", title), [_text.Format("fellowships.note.unconfirmed.next", ("date", Day(content.Ends)), ("names", Names(fellowship.Places.Where(one => one.IsLive))), ("name", FellowshipWords.RunBy(_text, content)))], Button.Manage),
            Note.Over when told.IsFellow => Ending(told, note, _text.Plain("fellowships.note.over", title), [_text.Format("fellowships.note.over.next", ("name", FellowshipWords.RunBy(_text, content)))]),
            Note.Over => Ending(told, note, _text.Plain("fellowships.note.over.lead", name, title), [_text.Format("fellowships.note.done.thanks")]),
            Note.Done when told.IsFellow => Ending(told, note, _text.Plain("fellowships.note.done", title), [CardText.FromPerson(PlaceWords.Line(_text, place!)), _text.Format("fellowships.note.done.paper")]),
            Note.Done => Ending(told, note, _text.Plain("fellowships.note.done.lead", name, title), [_text.Format("fellowships.note.done.thanks")]),
            Note.Corrected => View(told, _text.Plain("fellowships.note.corrected", title), Outcome(place!), Button.Mine),
            Note.Surveyed => View(told, _text.Plain("fellowships.note.surveyed", title), SurveyWords.Of(_text, fellowship), Button.Manage),
            Note.Losing when told.IsFellow => View(told, _text.Plain("fellowships.note.losing.mine", title), [_text.Format("fellowships.note.losing.mine.next", ("organisation", _text.NameOf(fellowship.Organisation)), ("date", TimeWords.Day(PlaceRules.GoesOnFrom(place!.UnlistedSince!.Value))), ("name", FellowshipWords.RunBy(_text, content)))], Button.Mine),
            Note.Losing => View(told, _text.Plain("fellowships.note.losing", name, title), [_text.Format("fellowships.note.losing.next", ("organisation", _text.NameOf(fellowship.Organisation)), ("date", TimeWords.Day(PlaceRules.GoesOnFrom(place!.UnlistedSince!.Value))))], Button.Manage),
            Note.Left when told.IsFellow => Left(told, place!, title),
            Note.Left => Ending(told, note, _text.Plain(place!.IsEndedByOthers ? "fellowships.note.left.byRunner" : "fellowships.note.left", name, title), LeftLines(told, place!)),
            _ => null,
        };
    }

    /// <summary>For whoever had the place: that others ended it, and why; where they left early, what is asked of them.</summary>
    private CardView? Left(Told told, FellowPlace place, TextArgument title)
    {
        if (!NoteReaders.TellsFellow(place))
            return null;
        var lines = new List<CardText>();
        if (place.IsEndedByOthers && place.EndWords.Length > 0)
            lines.Add(_text.Format("fellowships.note.left.why", ("reason", place.EndWords)));
        if (place.IsEndedByOthers)
            lines.Add(_text.Format("fellowships.note.left.talk", ("name", FellowshipWords.RunBy(_text, told.Head.Fellowship.Content))));
        if (place.EndedBy is EndedBy.Unlisted)
            lines.Add(_text.Format("fellowships.note.left.unlisted", ("organisation", _text.NameOf(told.Head.Fellowship.Organisation)), ("name", FellowshipWords.RunBy(_text, told.Head.Fellowship.Content))));
        return Ending(told, Note.Left, _text.Plain(place.EndedBy is not EndedBy.Fellow ? "fellowships.note.left.ended" : "fellowships.note.left.mine", title), lines);
    }

    private IReadOnlyList<CardText> Outcome(FellowPlace place)
        => [CardText.FromPerson(PlaceWords.Line(_text, place)), .. place.EndWords.Length > 0 ? [_text.Format("fellowships.portfolio.outcome", ("words", place.EndWords))] : Array.Empty<CardText>()];

    /// <summary>A place has ended: fellow, and who leads the practice now, are asked on the same card what it was worth, as long as they haven't said; as they answer, it stands with what was told. Who agreed to the release before is told, and asked nothing.</summary>
    private CardView Ending(Told told, Note note, PlainText title, IReadOnlyList<CardText> lines)
    {
        var isTheirs = told.Place is { End: not PlaceEnd.GivenUp } && (told.IsFellow || told.Leads);
        var isAsked = isTheirs && (told.HasAnswered || (told.IsFellow ? told.Place!.ByFellow is null : told.Place!.ByPractice.Count == 0)) && told.Head.Fellowship.MayBeRated(told.Place!, DateOnly.FromDateTime(told.Wish.At.UtcDateTime));
        return isAsked ? survey.Of(told.Head, told.Place!, told.IsFellow ? null : told.Wish.Person, title, lines, note) : View(told, title, lines, isTheirs ? Button.Mine : Button.None);
    }

    private static Button ForLead(Told told) => told.Leads ? Button.Mine : Button.None;

    private static Button ForYes(Told told) => told.MayApprove ? Button.Look | Button.Approve : Button.Look;

    private List<CardText> LeftLines(Told told, FellowPlace place)
    {
        var lines = new List<CardText> { CardText.FromPerson(told.IsMaker ? PlaceWords.Line(_text, place) : PlaceWords.ForPractice(_text, place)) };
        if (told.IsMaker && place is { Fellow: null, End: PlaceEnd.GivenUp })
            lines.Add(_text.Format("fellowships.note.left.free"));
        return lines;
    }

    private List<CardText> Changed(Told told)
    {
        var content = told.Head.Fellowship.Content;
        var lines = new List<CardText> { _text.Format("fellowships.note.changed.now", ("count", content.Places), ("dates", FellowshipWords.Dates(_text, content.Starts, content.Ends))), Closes(told) };
        if (content.InterviewOn is { } day && day >= DateOnly.FromDateTime(told.Wish.At.UtcDateTime))
            lines.Add(_text.Format("fellowships.note.changed.interview", ("date", TimeWords.Day(day))));
        else if (told.IsInterviewOff)
            lines.Add(_text.Format("fellowships.note.changed.interviewOff"));
        lines.Add(CardText.FromPerson(FellowshipWords.Paid(_text, content)));
        lines.AddRange(ForPractice(told));
        return lines;
    }

    /// <summary>What comes of it for whoever counted on it: that an offer can't be taken any more, or nobody waits, is said to whom it was so.</summary>
    private CardText Ended(Told told) => _text.Format(told.Lost switch
    {
        LostPlace.Offered => "fellowships.note.withdrawn.offered",
        LostPlace.Waiting => "fellowships.note.withdrawn.waiting",
        _ => "fellowships.note.withdrawn.next",
    });

    private IEnumerable<CardText> ForPractice(Told told)
        => told.Released.Count > 0 ? [_text.Format("fellowships.note.released", ("names", Names(told.Released)))] : [];

    private CardView View(Told told, PlainText title, IReadOnlyList<CardText> lines, Button buttons)
    {
        var fellowship = told.Head.Fellowship;
        var data = new CardData().Titled(_text, title)
            .SetId("organisationId", fellowship.Organisation.Id)
            .SetId("fellowship", told.Head.Key)
            .SetId("revision", FellowshipWords.Number(fellowship.Revision))
            .SetId("place", told.Place?.Id ?? "-")
            .Set("organisation", CardText.FromPerson(_text.NameOf(fellowship.Organisation)))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("mayLook", told.IsListed && buttons.HasFlag(Button.Look))
            .Set("mayApprove", buttons.HasFlag(Button.Approve))
            .Set("mayManage", buttons.HasFlag(Button.Manage))
            .Set("isMine", buttons.HasFlag(Button.Mine))
            .Set("mine", _text.Plain(told.IsFellow ? "fellowships.note.mine" : "fellowships.note.mine.practice"));
        return new CardView("fellowships/note", data, title);
    }

    private string Names(IEnumerable<FellowPlace> places) => string.Join(", ", places.Select(one => FellowshipWords.NameOf(_text, one)));

    private IEnumerable<CardText> Terms(FellowshipContent content) => FellowshipWords.Terms(_text, content).Select(CardText.FromPerson);

    private IEnumerable<CardText> Start(FellowshipContent content, FellowPlace place)
        => [CardText.FromPerson(string.Join(" · ", FellowshipWords.Time(_text, content.Sessions), FellowshipWords.Dates(_text, content.Starts, content.Ends))), CardText.FromPerson(FellowshipWords.Cover(_text, place))];

    private CardText Closes(Told told)
    {
        var closes = told.Head.Fellowship.Content.ClosesAt;
        return _text.Format(closes <= told.Wish.At ? "fellowships.note.closed" : "fellowships.note.closes", ("when", closes is { } at ? TimeWords.Moment(at, told.Wish.Zone) : ""));
    }

    private static string Day(DateOnly? day) => day is { } date ? TimeWords.Day(date) : "";

    /// <summary>To which buttons a note leads.</summary>
    [Flags]
    private enum Button
    {
        None = 0,
        Look = 1,
        Approve = 2,
        Manage = 4,
        Mine = 8,
    }
}
