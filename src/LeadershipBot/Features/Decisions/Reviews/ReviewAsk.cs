using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Reviews;

/// <summary>The card that comes back to a decision's owner on the day: is it still right?</summary>
internal sealed class ReviewAsk(DecisionShelf shelf, IRecordStore store, CardLibrary library) : IAskSource
{
    public const string AskKind = "decisions.review";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.', 3) is not [var kind, var day, var key] || Review.Named($"{kind}.{day}") is not { } review)
            return null;
        return await shelf.FindAsync(key, cancellationToken) is { Decision: { State: DecisionState.Sent } decision } head
            && Review.Of(decision.Content, review.Kind) == review
            && await store.FindAsync(DecisionRows.Table, key, StillRight.RowOf(review), cancellationToken) is null
            && Card(head, review, recorded: null, StandsInFor(decision, review.Kind, wish.Person)) is var view
            ? new AskCard(view.Summary, view)
            : null;
    }

    /// <param name="head">The decision.</param>
    /// <param name="review">What is to be looked at.</param>
    /// <param name="recorded">What was said about it; null while nothing was.</param>
    /// <param name="standsInFor">Whose it was to look at it; null where it is the reader's own.</param>
    public CardView Card(DecisionHead head, Review review, CardText? recorded, string? standsInFor = null)
    {
        var (decision, isPlanB) = (head.Decision, review.Kind is ReviewKind.PlanB);
        var title = _text.Plain(isPlanB ? "decisions.review.planB.summary" : "decisions.review.summary", ("what", decision.Content.What));
        List<CardText> lines = isPlanB
            ? [_text.Format("decisions.review.trigger", ("trigger", decision.Content.PlanB.Trigger)), _text.Format("decisions.review.fallback", ("fallback", decision.Content.PlanB.Fallback))]
            : [_text.Format("decisions.review.why", ("why", decision.Content.Why))];
        if (!isPlanB && decision.Content.WouldChange.Length > 0)
            lines.Add(_text.Format("decisions.review.wouldChange", ("words", decision.Content.WouldChange)));
        if (standsInFor is not null)
            lines.Insert(0, standsInFor.Length > 0 ? _text.Format("decisions.review.standsIn", ("name", standsInFor)) : _text.Format("decisions.review.standsInForgotten"));
        var data = new CardData()
            .SetId("organisationId", decision.Organisation.Id)
            .SetId("decision", head.PartitionKey)
            .SetId("review", review.Name)
            .Set("organisation", CardText.FromPerson(_text.NameOf(decision.Organisation)))
            .Set("state", _text.Format("decisions.review.due", ("date", DecisionWords.Date(review.On))))
            .Set("what", CardText.FromPerson(decision.Content.What))
            .Set("asks", _text.Format(isPlanB ? "decisions.review.planB.asks" : "decisions.review.asks"))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("right", _text.Plain(isPlanB ? "decisions.review.planB.right" : "decisions.review.right"))
            .Set("isOpen", recorded is null)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (recorded is { } said)
            data.Set("recorded", said);
        return new CardView("decisions/review", data, title);
    }

    /// <summary>The name of whoever owned it and can't look at it any more, empty where they were forgotten; null where this person owns it.</summary>
    private static string? StandsInFor(Decision decision, ReviewKind kind, MemberId reader)
    {
        if (kind is ReviewKind.PlanB && decision.Content.PlanB is { Owner: { } owner } plan)
            return owner.ToString() == reader.ToString() ? null : plan.OwnerName;
        return decision.MadeBy == reader.ObjectId ? null : decision.MadeByName;
    }
}
