using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>What is noted, and what goes, under people whom an organisation lists no more since the time for it is over.</summary>
internal sealed class TakenOff(OrganisationShelf organisations, RollShelf rolls, IRecordStore store, Staging staging, Outbox outbox, TimeProvider time, IServiceProvider services)
{
    /// <summary>
    /// After the roll was changed: where they are off it, the pointer to the organisation goes, but where to look stays
    /// until nothing lies there (<see cref="LookAgain"/>, which also mends it where they came back meanwhile).
    /// </summary>
    public async Task NoteAsync(MemberId person, string organisationId, bool isOff, CancellationToken cancellationToken)
    {
        if (isOff && await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Hat + organisationId, cancellationToken) is { } hat)
        {
            Change[] changes = [new Change.Delete(hat.RowKey, null), PersonRows.HasBeenIn(person, organisationId), LookAgain.At(person, organisationId, time.GetUtcNow())];
            await outbox.CommitAsync(PersonRows.Table, person.ToString(), changes, cancellationToken);
        }

        services.GetService<IDirectory>()?.Forget(person); // none on the command line
    }

    /// <summary>
    /// Before they are taken off: removes what they set for themselves, what was asked of them, and who might mean them by
    /// e-mail, if they have left every organisation for as long. Before, since it can be found by the roll only.
    /// </summary>
    /// <param name="person">Who.</param>
    /// <param name="olderThan">Whoever left before this moment has been gone for long enough.</param>
    /// <param name="cancellationToken">Breaks off; safe to repeat.</param>
    public async Task ForgetOwnAsync(MemberId person, DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        var own = new List<string>();
        await foreach (var row in store.ListAsync(PersonRows.Table, person.ToString(), RowRange.Prefix(PersonRows.Head), cancellationToken))
        {
            var of = PersonRows.PointedTo(row) ?? "";
            if (row.RowKey.StartsWith(PersonRows.Hat, StringComparison.Ordinal) && !await IsGoneAsync(person, of, olderThan, cancellationToken))
                return;
            if (row.RowKey.StartsWith(PersonRows.Match, StringComparison.Ordinal) && await IsMeantAsync(person, of, cancellationToken))
                return;
            if (row.RowKey == PersonRows.Settings || row.RowKey.StartsWith(PersonRows.Match, StringComparison.Ordinal))
                own.Add(row.RowKey);
        }

        foreach (var some in own.Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(PersonRows.Table, person.ToString(), [.. some.Select(key => new Change.Delete(key, null))], cancellationToken);
        await staging.SweepAsync(AskRows.Table, person.ToString(), AskRows.Prefix, cancellationToken);
    }

    private async Task<bool> IsGoneAsync(MemberId person, string organisationId, DateTimeOffset olderThan, CancellationToken cancellationToken)
        => await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation
            || await rolls.FindAsync(organisation, person, cancellationToken) is not { } member
            || member.LeftAt < olderThan;

    private async Task<bool> IsMeantAsync(MemberId person, string organisationId, CancellationToken cancellationToken)
        => await organisations.ReadAsync(organisationId, cancellationToken) is { } organisation
            && (await rolls.ListInvitedAsync(organisation, cancellationToken)).Any(invited => invited.MatchedTo == person);
}
