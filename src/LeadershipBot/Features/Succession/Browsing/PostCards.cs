using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Succession.Browsing;

/// <summary>One post as a card: what somebody needs to know who thinks about standing.</summary>
internal sealed class PostCards(CardLibrary library, IAudience audience)
{
    private readonly TextFile _text = library.Text;

    /// <summary>For somebody in particular.</summary>
    public async Task<CardView> OfAsync(Turn turn, PostHead head, CardText? note, CancellationToken cancellationToken)
        => await OfAsync(head, turn.At, turn.TimeZone, head.Post.MayBeManagedBy(turn.Actor) && turn.Place.Scope is Scope.Personal, note, cancellationToken);

    /// <summary>For everybody who reads it where it is shared.</summary>
    public Task<CardView> SharedAsync(PostHead head, DateTimeOffset now, CancellationToken cancellationToken)
        => OfAsync(head, now, Zones.UnitedKingdom, isManaged: false, note: null, cancellationToken);

    public async Task<CardView> OfAsync(PostHead head, DateTimeOffset now, TimeZoneInfo zone, bool isManaged, CardText? note, CancellationToken cancellationToken)
    {
        var (post, localities) = (head.Post, await audience.NameLocalitiesAsync(head.Post.Organisation.Id, cancellationToken));
        var content = post.IsPublished ? post.Content : head.Written;
        var title = _text.Plain("posts.card.summary", ("title", content.Title.Length > 0 ? content.Title : _text.Plain("posts.untitled").Words));
        var data = new CardData()
            .SetId("organisationId", post.Organisation.Id)
            .SetId("post", head.Key)
            .SetId("opening", PostRows.OpeningOf(head.Key, post.Round?.Number ?? 0))
            .Set("organisation", CardText.FromPerson(_text.NameOf(post.Organisation)))
            .Set("state", CardText.FromPerson(PostWords.State(_text, post, now, zone).Words))
            .Set("title", CardText.FromPerson(content.Title.Length > 0 ? content.Title : _text.Plain("posts.untitled").Words))
            .Set("short", CardText.FromPerson(string.Join(" · ", PostWords.Of(_text, content.Rung), PostWords.Locality(_text, content.Locality, localities), PostWords.Sessions(_text, content.Sessions))))
            .Set("facts", FactsOf(post, content, DateOnly.FromDateTime(now.UtcDateTime), localities))
            .Set("isOpen", post.IsOpenAt(now))
            .Set("isManaged", isManaged)
            .Set("hasRound", post.Round is not null)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (content.Why.Length > 0)
            data.Set("why", _text.Format("posts.card.why", ("words", content.Why)));
        if (content.Costs.Length > 0)
            data.Set("costs", _text.Format("posts.card.costs", ("words", content.Costs)));
        if (note is { } said)
            data.Set("note", said);
        if (post.WithdrawnBecause is { } because)
            data.Set("withdrawn", _text.Format("posts.card.withdrawn", ("reason", because)));
        return new CardView("posts/post", data, title);
    }

    private IEnumerable<CardData> FactsOf(Post post, PostContent content, DateOnly today, IReadOnlyDictionary<string, string> localities)
    {
        (string Label, string Value)[] facts =
        [
            (_text.Plain("posts.fact.tenure").Words, content.TenureMonths > 0 ? PostWords.Tenure(_text, content.TenureMonths) : ""),
            (_text.Plain("posts.fact.places").Words, content.Places > 1 ? PostWords.Number(content.Places) : ""),
            (_text.Plain("posts.fact.pay").Words, content.Pay),
            (_text.Plain("posts.fact.backfill").Words, content.Backfill),
            (_text.Plain("posts.fact.protected").Words, content.ProtectedTime),
            (_text.Plain("posts.fact.holders").Words, PostWords.Holders(_text, post.Tenures, today)),
            (_text.Plain("posts.fact.deputies").Words, string.Join(", ", content.Deputies.Select(one => one.Name))),
            (_text.Plain("posts.fact.specification").Words, content.Specification),
            (_text.Plain("posts.fact.eligible").Words, EligibilityWords.Listed(_text, content.Eligibility, localities)),
            (_text.Plain("posts.fact.interview").Words, post.Round?.InterviewOn is { } day && !(day < today) ? PostWords.Date(day) : ""),
            (_text.Plain("posts.fact.talkTo").Words, content.TalkTo),
            (_text.Plain("posts.fact.runBy").Words, content.RunBy?.Name ?? ""),
        ];
        return facts.Where(fact => fact.Value.Length > 0).Select(fact => new CardData().Set("label", CardText.FromPerson(fact.Label)).Set("value", CardText.FromPerson(fact.Value)));
    }
}
