using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>Makes the card on which somebody is told of a fellowship, as of the moment of sending; nothing, where it doesn't concern them any more.</summary>
internal sealed class FellowshipNotes(FellowshipShelf shelf, SavedShelf saved, IApplicants applicants, IRoleHolders holders, CardLibrary library) : IAskSource
{
    public const string AskKind = "fellowships.note";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id, var named, var of] || !Enum.TryParse<Note>(named, out var note) || await shelf.FindAsync(FellowshipRows.KeyOf(organisation, id), cancellationToken) is not { } head)
            return null;
        if (await holders.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } person)
            return null; // they left
        var place = head.Fellowship.Places.FirstOrDefault(one => one.Id == TellFellowship.PlaceIn(of));
        var isMaker = (person.Roles & Fellowship.Makers) != Roles.Member;
        if (!await ConcernsAsync(wish, head, note, place, isMaker, cancellationToken))
            return null;
        var isFellow = place?.Fellow?.Id == wish.Person;
        return Make(head, note, place, isFellow, isMaker, wish) is { } view ? new AskCard(view.Summary, view) : null;
    }

    private async Task<bool> ConcernsAsync(AskWish wish, FellowshipHead head, Note note, FellowPlace? place, bool isMaker, CancellationToken cancellationToken)
    {
        var fellowship = head.Fellowship;
        return note switch
        {
            Note.Approve => isMaker && fellowship.StateAt(wish.At) is FellowshipState.Waiting && fellowship.AskedBy?.Id != wish.Person,
            Note.Approved => isMaker && fellowship.ApprovedBy?.Id != wish.Person,
            Note.Returned => isMaker && !fellowship.IsApproved && fellowship.AskedBy is null && fellowship.ReturnedBecause.Length > 0,
            Note.Closing => fellowship.StateAt(wish.At) is FellowshipState.Open && await saved.HasAsync(head.Key, wish.Person, cancellationToken)
                && (await applicants.ListInterestedAsync(wish.OrganisationId, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken)).All(one => one.Id != wish.Person),
            Note.Changed => fellowship.WithdrawnBecause is null,
            Note.Withdrawn => fellowship.WithdrawnBecause is not null,
            Note.Start or Note.Done => place?.Fellow?.Id == wish.Person || IsReleased(place),
            Note.End => isMaker && fellowship.Places.Any(one => one.IsLive),
            Note.Left => isMaker || IsReleased(place),
            _ => isMaker && place is not null,
        };
    }

    private CardView? Make(FellowshipHead head, Note note, FellowPlace? place, bool isFellow, bool isMaker, AskWish wish)
    {
        var (fellowship, content) = (head.Fellowship, head.Fellowship.Content);
        var shown = FellowshipWords.Title(_text, fellowship);
        var name = place is null ? "" : FellowshipWords.NameOf(_text, place);
        var ends = content.Ends is { } last ? TimeWords.Day(last) : "";
        return note switch
        {
            Note.Approve => View(head, place, _text.Plain("fellowships.note.approve", ("title", shown)), [_text.Format("fellowships.note.approve.by", ("name", fellowship.AskedBy?.Name ?? "")), .. Terms(content)], look: true, approve: true),
            Note.Approved => View(head, place, _text.Plain("fellowships.note.approved", ("title", shown)), [_text.Format("fellowships.note.approved.by", ("name", fellowship.ApprovedBy?.Name ?? "")), Closes(content, wish)], look: true),
            Note.Returned => View(head, place, _text.Plain("fellowships.note.returned", ("title", shown)), [_text.Format("fellowships.card.returned", ("reason", fellowship.ReturnedBecause))], look: true),
            Note.Closing => View(head, place, _text.Plain("fellowships.note.closing", ("title", shown)), [Closes(content, wish), _text.Format("fellowships.note.closing.why")], look: true),
            Note.Changed => View(head, place, _text.Plain("fellowships.note.changed", ("title", shown)), [_text.Format("fellowships.note.changed.now", ("count", content.Places), ("dates", FellowshipWords.Dates(_text, content.Starts, content.Ends))), Closes(content, wish)], look: true),
            Note.Withdrawn => View(head, place, _text.Plain("fellowships.note.withdrawn", ("title", shown)), [_text.Format("fellowships.card.withdrawn", ("reason", fellowship.WithdrawnBecause ?? "")), _text.Format("fellowships.note.withdrawn.next")], look: false),
            Note.Place => View(head, place, _text.Plain("fellowships.note.place", ("name", name), ("title", shown)), [_text.Format("fellowships.note.place.next")], look: false, manage: true),
            Note.Start when isFellow => View(head, place, _text.Plain("fellowships.note.start", ("title", shown)), [.. Start(content, place!), IsReleased(place) ? _text.Format("fellowships.note.start.practice", ("practice", place!.Practice)) : _text.Format("fellowships.note.start.noPractice")], look: false, mine: true),
            Note.Start => View(head, place, _text.Plain("fellowships.note.start.lead", ("name", name), ("title", shown)), [.. Start(content, place!), _text.Format("fellowships.note.start.talk", ("name", content.RunBy?.Name ?? ""))], look: false, mine: true),
            Note.Going => View(head, place, _text.Plain("fellowships.note.going", ("name", name), ("going", FellowshipWords.Of(_text, place!.Going))), place.GoingWords.Length > 0 ? [_text.Format("fellowships.quoted", ("words", place.GoingWords))] : [], look: false, manage: true),
            Note.End => View(head, place, _text.Plain("fellowships.note.end", ("title", shown)), [_text.Format("fellowships.note.end.next", ("date", ends), ("names", string.Join(", ", fellowship.Places.Where(one => one.IsLive).Select(one => FellowshipWords.NameOf(_text, one)))))], look: false, manage: true),
            Note.Done when isFellow => View(head, place, _text.Plain("fellowships.note.done", ("title", shown)), [CardText.FromPerson(PlaceWords.Line(_text, place!)), _text.Format("fellowships.note.done.next")], look: false, mine: true),
            Note.Done => View(head, place, _text.Plain("fellowships.note.done.lead", ("name", name), ("title", shown)), [_text.Format("fellowships.note.done.thanks")], look: false, mine: true),
            Note.Left => View(head, place, _text.Plain("fellowships.note.left", ("name", name), ("title", shown)), [CardText.FromPerson(isMaker ? PlaceWords.Line(_text, place!) : PlaceWords.ForPractice(_text, place!))], look: false),
            _ => null,
        };
    }

    private CardView View(FellowshipHead head, FellowPlace? place, PlainText title, IReadOnlyList<CardText> lines, bool look, bool approve = false, bool manage = false, bool mine = false)
    {
        var data = new CardData().Titled(_text, title)
            .SetId("organisationId", head.Fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("place", place?.Id ?? "-")
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Fellowship.Organisation)))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("mayLook", look)
            .Set("mayApprove", approve)
            .Set("mayManage", manage)
            .Set("isMine", mine);
        return new CardView("fellowships/note", data, title);
    }

    private IEnumerable<CardText> Terms(FellowshipContent content) => FellowshipWords.Terms(_text, content).Select(CardText.FromPerson);

    private IEnumerable<CardText> Start(FellowshipContent content, FellowPlace place)
        => [CardText.FromPerson(string.Join(" · ", FellowshipWords.Time(_text, content.Sessions), FellowshipWords.Dates(_text, content.Starts, content.Ends))), CardText.FromPerson(FellowshipWords.Cover(_text, place))];

    private CardText Closes(FellowshipContent content, AskWish wish) => _text.Format("fellowships.note.closes", ("when", content.ClosesAt is { } at ? TimeWords.Moment(at, wish.Zone) : ""));

    private static bool IsReleased(FellowPlace? place) => place?.PracticeCode.Length > 0;
}

/// <summary>Asks a fellow halfway how it goes; not where they have said, or it is over for them.</summary>
internal sealed class MidwayAsk(FellowshipShelf shelf, CardLibrary library) : IAskSource
{
    public const string AskKind = "fellowships.midway";
    public const int Minutes = 1;

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id, var named] || await shelf.FindAsync(FellowshipRows.KeyOf(organisation, id), cancellationToken) is not { } head)
            return null;
        if (head.Fellowship.Places.FirstOrDefault(one => one.Id == named) is not { IsLive: true, Going: Going.NotSaid } place || place.Fellow?.Id != wish.Person)
            return null;
        var title = _text.Plain("fellowships.midway.title", ("title", FellowshipWords.Title(_text, head.Fellowship)));
        var data = new CardData().Titled(_text, title)
            .SetId("organisationId", head.Fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("place", place.Id)
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Fellowship.Organisation)))
            .Set("privacy", _text.Format("fellowships.midway.privacy", ("name", head.Fellowship.Content.RunBy?.Name ?? _text.Plain("fellowships.runBy.nobody").Words)));
        return new AskCard(title, new CardView("fellowships/midway", data, title));
    }
}
