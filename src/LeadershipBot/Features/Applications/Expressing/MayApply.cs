using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Applications.Expressing;

/// <summary>Whether somebody can apply: by what is known everywhere, by what the feature knows that offers it, and whether anybody would be left to decide.</summary>
internal sealed class MayApply(Openings openings, Deciders deciders)
{
    public async Task<Refusal?> WhyNotAsync(Opening opening, Application? before, Turn turn, CancellationToken cancellationToken)
        => ApplyRules.WhyNot(opening, before, turn.Actor, turn.At) ?? await WhyNotHereAsync(opening, turn.Actor, cancellationToken);

    /// <summary>The same, without what is decided as it is kept.</summary>
    public async Task<Refusal?> WhyNotHereAsync(Opening opening, Actor actor, CancellationToken cancellationToken)
    {
        if (openings.Of(opening.Kind) is not { } kind)
            return new Refusal("applications.refused.unknown");
        if (await kind.WhyNotAsync(opening, actor, cancellationToken) is { } why)
            return why;
        return Standing.Of(opening, actor, applied: false).Decides && !await deciders.AreThereWithoutAsync(opening, actor.MemberId, cancellationToken)
            ? new Refusal("applications.refused.nobodyDecides")
            : null;
    }
}
