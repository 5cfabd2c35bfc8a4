using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Writing;

/// <summary>
/// A chair or an organiser begins a decision, goes on with a draft, or begins to correct one that was sent. Begun from something to
/// which it refers, such as the meeting at which it was decided, it refers to that.
/// </summary>
internal sealed class OpenWriting(DecisionShelf shelf, WritingCards cards, LinkedThings things, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!turn.Data.TryText("decision", out _))
            return await BeginAsync(turn, cancellationToken);
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        return DecisionWriting.WhyNot(turn, head.Decision) is { } refusal
            ? new Answer.Refused(refusal)
            : await cards.StatementAsync(turn, head, chance.NewId(), head.Writing ?? head.Decision.Content, problem: null, cancellationToken);
    }

    private async Task<Answer> BeginAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!Decision.MayMake(turn.Actor, turn.Actor.Organisation))
            return new Answer.Refused(new Refusal(DecisionRefusals.Role));
        var content = DecisionContent.Empty with { What = turn.Data.Text("what", DecisionLimits.WhatCharactersMax) };
        if (turn.Data.TryText("about", out _))
        {
            var about = References.In(turn.Data);
            if (await things.ReadAsync(turn.Actor.Organisation.Id, [about], cancellationToken) is not [var thing])
                return new Answer.Refused(new Refusal("decisions.refused.about"));
            content = content with { Linked = [about], DecidedBy = TurnData.Clip(thing.Title, DecisionLimits.ShortCharactersMax) };
        }

        return await cards.StatementAsync(turn, null, chance.NewId(), content, problem: null, cancellationToken);
    }
}
