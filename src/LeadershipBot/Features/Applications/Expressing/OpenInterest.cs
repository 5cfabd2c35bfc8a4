using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Nominating;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Applications.Expressing;

/// <summary>A member wants to apply, or to change what they sent: first whether they may, and only then the dialog.</summary>
internal sealed class OpenInterest(ApplicationsGate gate, ApplicationShelf shelf, Openings openings, MayApply eligible, NominationShelf nominations, InterestForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var opening))
            return new Answer.Refused(refusal);
        var before = (await shelf.ReadOneAsync(opening, turn.Actor.MemberId, cancellationToken)).Of(turn.Actor.MemberId);
        if (await eligible.WhyNotAsync(opening, before, turn, cancellationToken) is { } why)
            return new Answer.Refused(why);
        await (openings.Of(opening.Kind)?.SeenAsync(opening.Key, turn.Actor.MemberId, cancellationToken) ?? Task.CompletedTask);
        var isChange = before is { IsUndecided: true };
        var draft = new EoiDraft(before?.Readiness, before?.Statement ?? "", before?.Version ?? 0);
        var nomination = await nominations.FindAsync(opening, turn.Actor.MemberId, cancellationToken);
        return await form.OfAsync(turn, opening, draft, isChange, nomination is { IsOpen: true } ? nomination.By : null, problem: null, cancellationToken);
    }
}
