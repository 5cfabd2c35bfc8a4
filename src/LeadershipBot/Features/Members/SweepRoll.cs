using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Held;
using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>Removes the rows of a roll that counts no more, or never came to count, an hour later: whoever was reading it is done by then.</summary>
internal sealed class SweepRoll(OrganisationShelf organisations, RollShelf rolls, Staging staging, Outbox outbox, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "members.sweepRoll";

    public static readonly TimeSpan After = TimeSpan.FromHours(1);

    private const int PointersAtOnce = 32;

    // Longer than it takes to remove the rows of the largest roll.
    private static readonly TimeSpan LooksAfter = TimeSpan.FromMinutes(5);

    /// <summary>The order, as a change for a commit in the organisation's partition.</summary>
    public static Change Of(string organisationId, string version, DateTimeOffset now)
    {
        var row = OutboxRow.New(organisationId, Kind, version, now + After);
        row["Roll"] = version;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (row.GetString("Roll") is not { Length: > 0 } version || await organisations.ReadAsync(row.PartitionKey, cancellationToken) is not { } now || now.Roll == version)
            return new Delivered.Done();
        if (await NoteRoleChanges.WaitsAsync(store, row.PartitionKey, version, cancellationToken))
            return new Delivered.NotBefore(time.GetUtcNow() + After); // what it changed is to be audited first
        // First: were the rows gone, nobody would know any more whom they named.
        foreach (var some in (await rolls.ListOnlyInAsync(now, version, cancellationToken)).Chunk(PointersAtOnce))
            await Task.WhenAll(some.Select(person => LetGoAsync(person, row.PartitionKey, cancellationToken)));
        await staging.SweepAsync(table, row.PartitionKey, RollRows.Prefix(version), cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>
    /// Somebody whom only this roll names, since nobody ever pressed Import: they are not pointed to any more. Whether
    /// anything else of theirs lies here is looked at once the rows are gone.
    /// </summary>
    private Task<CommitResult> LetGoAsync(MemberId person, string organisationId, CancellationToken cancellationToken)
    {
        Change[] changes =
        [
            new Change.Delete(PersonRows.Hat + organisationId, null),
            PersonRows.HasBeenIn(person, organisationId),
            LookAgain.At(person, organisationId, time.GetUtcNow() + LooksAfter),
        ];
        return outbox.CommitAsync(PersonRows.Table, person.ToString(), changes, cancellationToken);
    }
}
