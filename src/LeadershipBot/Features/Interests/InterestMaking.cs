using LeadershipBot.Domain;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests;

/// <summary>
/// Commits what a person declares: the interest as it is now, the version that it was before, and the audit, at once. A
/// second delivery of the same dialog is known by its intent and changes nothing.
/// </summary>
internal sealed class InterestMaking(InterestShelf shelf, IRecordStore store, Contention contention)
{
    /// <returns>The interest as declared, or why not.</returns>
    public async Task<Ruling<Declared>> DeclareAsync(Turn turn, Interest interest, CancellationToken cancellationToken)
        => (await contention.RunAsync(stop => DeclareOnceAsync(turn, interest, stop), cancellationToken)).Ruling;

    /// <param name="turn">Who, and when.</param>
    /// <param name="id">Which of their interests.</param>
    /// <param name="version">The version that they saw: what was changed meanwhile on another device isn't overwritten.</param>
    /// <param name="decide">Makes of the interest what it becomes.</param>
    /// <param name="audit">The entry that says what was done.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <returns>The interest as it is now, or why not.</returns>
    public async Task<Ruling<Declared>> ChangeAsync(Turn turn, string id, int version, Func<Interest, Ruling<Interest>> decide, Change audit, CancellationToken cancellationToken)
        => (await contention.RunAsync(stop => ChangeOnceAsync(turn, id, version, decide, audit, stop), cancellationToken)).Ruling;

    /// <summary>States something as a whole. Stating it again later is a new date.</summary>
    public async Task<Ruling<Stated>> StateAsync(Turn turn, StatementKind says, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var mine = await shelf.FindAsync(organisation, turn.Actor.MemberId, cancellationToken);
        if (says is StatementKind.Nothing && mine.All.Any(one => one.Interest.IsCurrentOn(turn.Today)))
            return new Refusal("interests.refused.notNothing");
        if (says is StatementKind.Unchanged && mine.LastAt is null)
            return new Refusal("interests.refused.nothingYet");
        var stated = new Stated(turn.Actor.MemberId, turn.Actor.Name, says is StatementKind.Unchanged && mine.IsNothing(turn.Today) ? StatementKind.Nothing : says, turn.At);
        Change[] changes =
        [
            new Change.Upsert(InterestRows.OfStatement(organisation, stated)),
            Audit.Entry(organisation, turn, says is StatementKind.Nothing ? "interests.nothingToDeclare" : "interests.confirmed"),
        ];
        await store.CommitAsync(InterestRows.Table, organisation, changes, cancellationToken);
        return stated;
    }

    private async Task<Made?> DeclareOnceAsync(Turn turn, Interest interest, CancellationToken cancellationToken)
    {
        var (organisation, person) = (turn.Actor.Organisation.Id, turn.Actor.MemberId);
        var mine = await shelf.FindAsync(organisation, person, cancellationToken);
        if (mine.All.FirstOrDefault(one => one.Id == turn.Intent.Key) is { } there)
            return new Made(there);
        if (mine.All.Count >= InterestLimits.PerPersonMax)
            return new Made(new Refusal("interests.refused.many"));
        var declared = new Declared(person, turn.Intent.Key, turn.Actor.Name, interest, turn.At, turn.At) { ChangedBy = turn.Intent.Key };
        Change[] changes = [new Change.Insert(InterestRows.OfDeclared(organisation, declared)), Audit.Entry(organisation, turn, "interests.declared")];
        return await store.CommitAsync(InterestRows.Table, organisation, changes, cancellationToken) is CommitResult.Committed ? new Made(declared) : null;
    }

    private async Task<Made?> ChangeOnceAsync(Turn turn, string id, int version, Func<Interest, Ruling<Interest>> decide, Change audit, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        if (await shelf.FindAsync(organisation, turn.Actor.MemberId, id, cancellationToken) is not { } before)
            return new Made(new Refusal("interests.refused.unknown"));
        if (before.ChangedBy == turn.Intent.Key)
            return new Made(before);
        if (before.Version != version)
            return new Made(new Refusal("interests.refused.moved"));
        if (decide(before.Interest).IsRefused(out var refusal, out var interest))
            return new Made(refusal);
        if (interest == before.Interest)
            return new Made(before);
        var after = before with { Interest = interest, Name = turn.Actor.Name, ChangedAt = turn.At, Version = before.Version + 1, ChangedBy = turn.Intent.Key };
        Change[] changes =
        [
            new Change.Replace(InterestRows.OfDeclared(organisation, after)),
            new Change.Upsert(InterestRows.OfBefore(organisation, before)),
            audit,
        ];
        return await store.CommitAsync(InterestRows.Table, organisation, changes, cancellationToken) is CommitResult.Committed ? new Made(after) : null;
    }

    private sealed record Made(Ruling<Declared> Ruling);
}
