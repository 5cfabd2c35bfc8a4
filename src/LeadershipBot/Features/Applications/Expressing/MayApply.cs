using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Expressing;

/// <summary>Whether somebody can apply: by what is known everywhere, by what the feature knows that offers it, whether anybody would be left to decide, and whether they have read what others wrote.</summary>
internal sealed class MayApply(Openings openings, Deciders deciders, ApplicationShelf shelf, IRecordStore store)
{
    public async Task<Refusal?> WhyNotAsync(Opening opening, Application? before, Turn turn, CancellationToken cancellationToken)
        => ApplyRules.WhyNot(opening, before, turn.Actor, turn.At) ?? await WhyNotHereAsync(opening, before, turn.Actor, cancellationToken);

    /// <summary>The same, without what is decided as it is kept.</summary>
    public async Task<Refusal?> WhyNotHereAsync(Opening opening, Application? before, Actor actor, CancellationToken cancellationToken)
    {
        if (openings.Of(opening.Kind) is not { } kind)
            return new Refusal("applications.refused.unknown");
        if (await kind.WhyNotAsync(opening, actor, cancellationToken) is { } why)
            return why;
        if (before is null && await HasReadAsync(opening, actor, cancellationToken))
            return new Refusal("applications.refused.hasRead");
        return Standing.Of(opening, actor, applied: false).Decides && !await deciders.AreThereWithoutAsync(opening, actor.MemberId, cancellationToken)
            ? new Refusal("applications.refused.nobodyDecides")
            : null;
    }

    /// <summary>Whether somebody has read what an applicant wrote: the audit says so. Whoever applied before reads nothing since.</summary>
    private async Task<bool> HasReadAsync(Opening opening, Actor actor, CancellationToken cancellationToken)
        => await shelf.HasDoneAsync(opening, actor.MemberId, cancellationToken)
            && (await Audit.ListWithAsync(store, ApplicationRows.Table, ApplicationRows.PartitionOf(opening), actor.Id, cancellationToken)).Exists(row => row.GetString("Who") == actor.Id && row.GetString("What") == PanelShelf.ReadKind);
}
