using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>A member says by one press that they have read a decision, or disagree; or something else than before.</summary>
internal sealed class React(ReactionBox box, DecisionCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ReactionKind>(turn.Data.Text("said"), out var kind) || !Enum.IsDefined(kind))
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        var reacted = await box.TakeAsync(turn.Data.Text("decision"), new Reacting(turn, before => before with { Kind = kind }), cancellationToken);
        return ToAnswer(reacted, turn, cards);
    }

    /// <summary>The card as it is now: also where the press came too late, or the decision was withdrawn meanwhile.</summary>
    public static Answer ToAnswer(Reacted reacted, Turn turn, DecisionCards cards)
    {
        if (reacted.Head is not { } head)
            return new Answer.Unusable(reacted.Refused ?? new Refusal("decisions.refused.unknown"));
        return reacted.Refused switch
        {
            null => new Answer.Card(cards.For(head, reacted.Mine, turn.At, turn.TimeZone)),
            { TextKey: DecisionRefusals.Withdrawn or DecisionRefusals.Closed } why => new Answer.Card(cards.For(head, reacted.Mine, turn.At, turn.TimeZone, why)),
            var why => new Answer.Refused(why),
        };
    }
}
