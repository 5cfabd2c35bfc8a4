using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Decisions.Reactions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions;

/// <summary>What a decision looks like to those whom it goes to.</summary>
internal sealed class DecisionCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <summary>One person's own view, with what they have said.</summary>
    /// <param name="head">The decision.</param>
    /// <param name="mine">What they have said.</param>
    /// <param name="now">For whether it takes reactions.</param>
    /// <param name="zone">Their time zone.</param>
    /// <param name="problem">Why what they have just pressed doesn't count; null if it does.</param>
    public CardView For(DecisionHead head, Reaction mine, DateTimeOffset now, TimeZoneInfo zone, Refusal? problem = null)
        => View(head, mine, now, zone, problem);

    /// <summary>The view that everybody in a conversation shares, with nobody's reaction in it.</summary>
    public CardView ForEverybody(DecisionHead head, DateTimeOffset now) => View(head, Reaction.None, now, Zones.UnitedKingdom, null);

    /// <summary>The card as it will go out, for whoever writes it. Presses on it don't count.</summary>
    /// <param name="head">The decision.</param>
    /// <param name="content">What it is to say.</param>
    /// <param name="linked">What it refers to.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">Their time zone.</param>
    public CardView Preview(DecisionHead head, DecisionContent content, IReadOnlyList<LinkedSummary> linked, DateTimeOffset now, TimeZoneInfo zone)
    {
        var view = View(head with { Decision = head.Decision with { Content = content, BegunAt = head.Decision.BegunAt ?? now }, Linked = linked }, Reaction.None, now, zone, null);
        view.Data.Set("state", _text.Format("decisions.state.preview"));
        return view;
    }

    private CardView View(DecisionHead head, Reaction mine, DateTimeOffset now, TimeZoneInfo zone, Refusal? problem)
    {
        var decision = head.Decision;
        var content = decision.Content;
        var summary = decision switch
        {
            { Withdrawal: not null } => _text.Plain("decisions.summary.withdrawn", ("what", content.What)),
            { CorrectedAt: not null } => _text.Plain("decisions.summary.corrected", ("what", content.What)),
            _ => _text.Plain("decisions.summary", ("organisation", _text.NameOf(decision.Organisation)), ("what", content.What)),
        };
        var isOpen = decision.State is DecisionState.Sent && decision.ReactionsCloseAt > now;
        var data = new CardData()
            .SetId("organisationId", decision.Organisation.Id)
            .SetId("decision", head.PartitionKey)
            .Set("organisation", CardText.FromPerson(_text.NameOf(decision.Organisation)))
            .Set("state", DecisionWords.State(_text, decision, zone))
            .Set("what", CardText.FromPerson(content.What))
            .Set("about", _text.Format("decisions.about", ("decider", content.DecidedBy), ("name", decision.MadeByName)))
            .Set("isWithdrawn", decision.Withdrawal is not null)
            .Set("parts", decision.Withdrawal is null ? DecisionWords.First(_text, content) : [])
            .Set("more", decision.Withdrawal is null ? DecisionWords.More(_text, content) : [])
            .Set("linked", decision.Withdrawal is null ? DecisionWords.Linked(head.Linked) : [])
            .Set("isOpen", isOpen)
            .Set("totals", [])
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        if (decision.Withdrawal is { } withdrawal)
            data.Set("changed", _text.Format("decisions.changed.withdrawn", ("when", TimeWords.Moment(withdrawal.At, zone)), ("why", withdrawal.Why)));
        else if (decision.CorrectedAt is { } corrected)
            data.Set("changed", _text.Format("decisions.changed.corrected", ("when", TimeWords.Moment(corrected, zone))));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        if ((!mine.IsNone || mine.WasCommentDeleted) && decision.Withdrawal is null)
            data.Set("mine", Mine(mine, isOpen));
        if (decision is { State: DecisionState.Sent, ReactionsCloseAt: { } closes })
            SetReactions(data, head, isOpen, closes, zone);
        return new CardView("decisions/card", data, summary);
    }

    private void SetReactions(CardData data, DecisionHead head, bool isOpen, DateTimeOffset closes, TimeZoneInfo zone)
    {
        var shown = ReactionDisclosure.Of(head, Reader.Asked);
        if (isOpen)
        {
            data.Set("privacy", Privacy(head.Decision))
                .Set("count", Counted(head.Decision, shown.Answered is > 0
                    ? _text.Format("decisions.count.open", ("count", shown.Answered.Value), ("when", TimeWords.Moment(closes, zone)))
                    : _text.Format("decisions.count.none", ("when", TimeWords.Moment(closes, zone)))));
            return;
        }

        data.Set("count", _text.Format("decisions.count.closed", ("count", shown.Answered ?? 0)))
            .Set("totals", ReactionDisclosure.Bars(_text, shown.Whole));
        if (shown.Whole is null && shown.Reasons.Count > 0)
            data.Set("why", sentences.InCard(shown.Reasons[0]));
    }

    private CardText Counted(Decision decision, CardText count)
        => decision.Extension is DecisionExtension.Extended ? CardText.Join(" ", [count, _text.Format("decisions.count.extended")]) : count;

    private CardText Privacy(Decision decision)
    {
        var people = decision.Audience?.People ?? AskedPeople.Chosen;
        var line = PrivacyLine.Of(Decision.Privacy, new PrivacyWords(decision.MadeByName, _text.NameOf(decision.Organisation), _text.Plain("words.locality").Words, people) { Teams = decision.Audience?.TeamNames ?? "" }, decision.Recipients > 0 ? decision.Recipients : null, isOpen: true);
        return CardText.Join(" ", line.Card.Select(sentences.InCard));
    }

    private CardText Mine(Reaction mine, bool isOpen)
    {
        var said = mine.Kind switch
        {
            ReactionKind.Noted => _text.Format("decisions.mine.noted"),
            ReactionKind.Disagree => _text.Format("decisions.mine.disagree"),
            _ => _text.Format("decisions.mine.none"),
        };
        List<CardText> lines = [said];
        if (mine.Comment.Length > 0)
            lines.Add(_text.Format("decisions.mine.comment", ("comment", mine.Comment)));
        if (mine.WasCommentDeleted)
            lines.Add(_text.Format("decisions.mine.unread", ("min", DisclosureLimits.CommentsFrom)));
        if (isOpen)
            lines.Add(_text.Format("decisions.mine.change"));
        return CardText.Join(" ", lines);
    }
}
