using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Writing;

/// <summary>The two pages on which a decision is written, or corrected.</summary>
internal sealed class WritingCards(CardLibrary library, Sentences sentences, LinkedThings things, IRoleHolders holders)
{
    private const int OwnersMax = 40;
    private const int ReviewMonths = 6;

    private readonly TextFile _text = library.Text;

    /// <summary>Who may own a plan B: whoever may correct the decision.</summary>
    public Task<IReadOnlyList<RoleHolder>> OwnersAsync(string organisationId, CancellationToken cancellationToken)
        => holders.ListAsync(organisationId, Decision.Makers, cancellationToken);

    /// <summary>The first page: what was decided.</summary>
    /// <param name="turn">Who writes.</param>
    /// <param name="head">The decision; null for one that isn't kept yet.</param>
    /// <param name="nonce">By which keeping twice keeps one.</param>
    /// <param name="content">What is in it already.</param>
    /// <param name="problem">Why it could not be taken; null where nothing is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer.Dialog> StatementAsync(Turn turn, DecisionHead? head, string nonce, DecisionContent content, Refusal? problem, CancellationToken cancellationToken)
    {
        var data = Page(turn, head, problem).Set("isFirst", true).SetId("nonce", nonce).Set("typed", Typed(content));
        if (head is null && content.Linked is [var about, ..] && await things.ReadAsync(turn.Actor.Organisation.Id, [about], cancellationToken) is [var thing])
            data.SetId("about", about).Set("aboutTitle", _text.Format("decisions.write.about", ("title", thing.Title)));
        return Dialog(data, head);
    }

    /// <summary>The second page: how it was decided, and what happens next.</summary>
    public async Task<Answer.Dialog> BackgroundAsync(Turn turn, DecisionHead head, DecisionContent content, Refusal? problem, CancellationToken cancellationToken)
    {
        var linkable = await things.ListAsync(turn.Actor.Organisation.Id, content.Linked, cancellationToken);
        var owners = await OwnersAsync(turn.Actor.Organisation.Id, cancellationToken);
        var data = Page(turn, head, problem)
            .Set("isFirst", false)
            .Set("linkable", linkable.Select(one => CardChoice.Named(one.Title, one.Key)))
            .Set("risks", new[] { CardChoice.Of(_text.Plain("decisions.risk.usual"), nameof(DecisionRisk.Usual)), CardChoice.Of(_text.Plain("decisions.risk.high"), nameof(DecisionRisk.High)) })
            .Set("owners", owners.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Take(OwnersMax).Select(one => CardChoice.Named(one.Name, one.Person.ToString())))
            .Set("showsPlanB", content.Risk is DecisionRisk.High)
            .Set("typed", Typed(content.ReviewOn is null && problem is null ? content with { ReviewOn = turn.Today.AddMonths(ReviewMonths) } : content));
        return Dialog(data, head);
    }

    private CardData Page(Turn turn, DecisionHead? head, Refusal? problem)
    {
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("summary", _text.Plain("decisions.write.title"))
            .Set("spoken", _text.Spoken("decisions.write.title"));
        if (head is not null)
            data.SetId("decision", head.PartitionKey);
        if (problem is null)
            return data;
        var (happened, next) = sentences.InCard(problem);
        return data.Set("problem", happened).Set("problemNext", next);
    }

    private Answer.Dialog Dialog(CardData data, DecisionHead? head)
    {
        var title = _text.Plain(head?.Decision.State is DecisionState.Sent ? "decisions.write.correct" : "decisions.write.title");
        return new Answer.Dialog(title, new CardView("decisions/write", data, title));
    }

    private static CardData Typed(DecisionContent content) => new CardData()
        .Set("what", PlainText.FromPerson(content.What))
        .Set("why", PlainText.FromPerson(content.Why))
        .Set("decidedBy", PlainText.FromPerson(content.DecidedBy))
        .Set("options", PlainText.FromPerson(content.Options))
        .Set("effect", PlainText.FromPerson(content.Effect))
        .Set("linked", PlainText.FromPerson(string.Join(',', content.Linked)))
        .Set("conflicts", PlainText.FromPerson(content.Conflicts))
        .Set("dissent", PlainText.FromPerson(content.Dissent))
        .Set("wouldChange", PlainText.FromPerson(content.WouldChange))
        .Set("reviewOn", PlainText.FromPerson(ContentColumns.Text(content.ReviewOn)))
        .SetId("risk", content.Risk.ToString())
        .Set("fallback", PlainText.FromPerson(content.PlanB.Fallback))
        .Set("trigger", PlainText.FromPerson(content.PlanB.Trigger))
        .Set("owner", PlainText.FromPerson(content.PlanB.Owner?.ToString() ?? ""))
        .Set("planBOn", PlainText.FromPerson(ContentColumns.Text(content.PlanB.On)));
}
