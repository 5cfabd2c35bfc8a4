using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Writing;

/// <summary>A chair or an organiser begins a decision, goes on with a draft, or begins to correct one that was sent.</summary>
internal sealed class OpenWriting(DecisionShelf shelf, WritingCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!turn.Data.TryText("decision", out _))
        {
            return Decision.MayMake(turn.Actor, turn.Actor.Organisation)
                ? cards.Statement(turn, null, chance.NewId(), DecisionContent.Empty with { What = turn.Data.Text("what", DecisionLimits.WhatCharactersMax) }, problem: null)
                : new Answer.Refused(new Refusal(DecisionRefusals.Role));
        }

        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        return DecisionWriting.WhyNot(turn, head.Decision) is { } refusal
            ? new Answer.Refused(refusal)
            : cards.Statement(turn, head, chance.NewId(), head.Writing ?? head.Decision.Content, problem: null);
    }
}
