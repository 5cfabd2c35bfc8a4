using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>One fellowship as a card: what somebody needs to know who thinks about it.</summary>
internal sealed class FellowshipCards(SavedShelf saved, CardLibrary library, IAudience audience, IRoleHolders holders)
{
    private readonly TextFile _text = library.Text;

    /// <summary>For somebody in particular.</summary>
    public async Task<CardView> OfAsync(Turn turn, FellowshipHead head, CardText? note, CancellationToken cancellationToken)
    {
        var isHere = turn.Actor.Organisation.Id == head.Fellowship.Organisation.Id && turn.Actor.Hat.IsListed;
        var isManaged = isHere && head.Fellowship.MayBeManagedBy(turn.Actor) && turn.Place.Scope is Scope.Personal;
        var data = await DataAsync(head, turn.At, turn.TimeZone, note, cancellationToken);
        var isSaved = isHere && await saved.HasAsync(head.Key, turn.Actor.MemberId, cancellationToken);
        var place = isHere && turn.Place.Scope is Scope.Personal ? head.Fellowship.PlaceOf(turn.Actor.MemberId) : null;
        data.Set("isSaved", isSaved)
            .Set("isManaged", isManaged)
            .Set("isFellow", place is { IsTaken: true })
            .Set("mayApprove", isManaged && head.Fellowship.StateAt(turn.At) is FellowshipState.Waiting && await holders.MayApproveAsync(head.Fellowship, turn.Actor.MemberId, cancellationToken));
        if (place is { IsTaken: true })
            data.Set("mine", Mine(head.Fellowship, place, turn.Today));
        return View(head, data);
    }

    /// <summary>For everybody who reads it where it is shared.</summary>
    public async Task<CardView> SharedAsync(FellowshipHead head, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var data = await DataAsync(head, now, Zones.UnitedKingdom, note: null, cancellationToken);
        return View(head, data.Set("isSaved", false).Set("isManaged", false).Set("isFellow", false).Set("mayApprove", false));
    }

    private async Task<CardData> DataAsync(FellowshipHead head, DateTimeOffset now, TimeZoneInfo zone, CardText? note, CancellationToken cancellationToken)
    {
        var (fellowship, content) = (head.Fellowship, head.Fellowship.Content);
        var localities = await audience.NameLocalitiesAsync(fellowship.Organisation.Id, cancellationToken);
        var state = fellowship.StateAt(now);
        var data = new CardData().Titled(_text, _text.Plain("fellowships.card.summary", ("title", FellowshipWords.Title(_text, fellowship))))
            .SetId("organisationId", fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("revision", FellowshipWords.Number(fellowship.Revision))
            .Set("organisation", CardText.FromPerson(_text.NameOf(fellowship.Organisation)))
            .Set("title", CardText.FromPerson(FellowshipWords.Title(_text, fellowship)))
            .Set("state", CardText.FromPerson(FellowshipWords.State(_text, fellowship.Milestones, now, zone)))
            .Set("short", CardText.FromPerson(FellowshipWords.InShort(_text, content.Sessions, content.Locality, content.Funding, localities)))
            .Set("facts", FactsOf(content, DateOnly.FromDateTime(now.UtcDateTime), localities))
            .Set("isOpen", fellowship.Milestones.TakesApplicationsAt(now))
            .Set("isShown", fellowship.IsApproved)
            .Set("mayShare", fellowship is { IsApproved: true, WithdrawnBecause: null });
        if (content.About.Length > 0)
            data.Set("about", CardText.FromPerson(content.About));
        if (note is { } said)
            data.Set("note", said);
        if (fellowship.WithdrawnBecause is { } because)
            data.Set("warning", _text.Format("fellowships.card.withdrawn", ("reason", because)));
        else if (fellowship.ReturnedBecause.Length > 0 && state is FellowshipState.Draft)
            data.Set("warning", _text.Format("fellowships.card.returned", ("reason", fellowship.ReturnedBecause)));
        return data;
    }

    private static CardView View(FellowshipHead head, CardData data) => new("fellowships/fellowship", data, PlainText.FromPerson(head.Fellowship.Content.Title.Length > 0 ? head.Fellowship.Content.Title : head.Fellowship.Organisation.Name));

    /// <summary>What a fellow reads of their own place: who covers, and once it is over what is awaited from whom.</summary>
    private CardText Mine(Fellowship fellowship, FellowPlace place, DateOnly today)
    {
        if (!place.IsLive)
            return CardText.FromPerson(PlaceWords.Line(_text, place));
        return fellowship.Content.Ends is { } ends && ends < today
            ? _text.Format("fellowships.card.over", ("date", TimeWords.Day(ends)), ("name", FellowshipWords.RunBy(_text, fellowship.Content)))
            : _text.Format("fellowships.card.mine", ("cover", FellowshipWords.Cover(_text, place)));
    }

    private IEnumerable<CardData> FactsOf(FellowshipContent content, DateOnly today, IReadOnlyDictionary<string, string> localities)
    {
        (string Label, string Value)[] facts =
        [
            (_text.Plain("fellowships.fact.dates").Words, FellowshipWords.Dates(_text, content.Starts, content.Ends)),
            (_text.Plain("fellowships.fact.places").Words, FellowshipWords.Number(content.Places)),
            (_text.Plain("fellowships.fact.funding").Words, content.FundedBy),
            (_text.Plain("fellowships.fact.backfill").Words, content.Backfill),
            (_text.Plain("fellowships.fact.outcome").Words, content.Outcome),
            (_text.Plain("fellowships.fact.skills").Words, string.Join(", ", content.Skills)),
            (_text.Plain("fellowships.fact.mentor").Words, content.Mentor),
            (_text.Plain("fellowships.fact.specification").Words, content.Specification),
            (_text.Plain("fellowships.fact.eligible").Words, EligibilityWords.Listed(_text, content.Eligibility, localities)),
            (_text.Plain("fellowships.fact.interview").Words, content.InterviewOn is { } day && !(day < today) ? TimeWords.Day(day) : ""),
            (_text.Plain("fellowships.fact.talkTo").Words, content.TalkTo),
            (_text.Plain("fellowships.fact.runBy").Words, content.RunBy?.Name ?? ""),
        ];
        return facts.Where(fact => fact.Value.Length > 0).Select(fact => new CardData().Set("label", CardText.FromPerson(fact.Label)).Set("value", CardText.FromPerson(fact.Value)));
    }
}
