using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>
/// Takes people off the roll who left long ago. What else lies there, such as their answers, may be kept for longer: where
/// to look for it stays until nothing does.
/// </summary>
internal sealed class RetainPeopleWhoLeft(OrganisationShelf organisations, RollShelf rolls, IRecordStore store, Outbox outbox, TimeProvider time) : IRetention
{
    public RetentionKind Kind => RetentionKind.PeopleWhoLeft;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return 0;
        var left = new List<MemberId>();
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
        {
            if (member.LeftAt < olderThan)
                left.Add(member.Id);
        }

        foreach (var person in sweep is Sweep.Remove ? left : [])
        {
            if (!await rolls.EraseAsync(organisationId, person, member => member.LeftAt < olderThan, time.GetUtcNow(), cancellationToken))
                continue; // they are back
            if (await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Hat + organisationId, cancellationToken) is not { } hat)
                continue;
            Change[] changes = [new Change.Delete(hat.RowKey, null), PersonRows.HasBeenIn(person, organisationId), LookAgain.At(person, organisationId, time.GetUtcNow())];
            await outbox.CommitAsync(PersonRows.Table, person.ToString(), changes, cancellationToken);
        }

        return left.Count;
    }
}

/// <summary>Removes old entries of the audit. Their keys begin with the time, so only the old ones are read.</summary>
internal sealed class RetainAudit(IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.Audit;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var end = Audit.Prefix + olderThan.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var old = new List<string>();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, new RowRange(Audit.Prefix, end), cancellationToken))
            old.Add(row.RowKey);
        foreach (var some in sweep is Sweep.Remove ? old.Chunk(StoreLimits.ChangesMax) : [])
            await store.CommitAsync(OrganisationRows.Table, organisationId, [.. some.Select(key => new Change.Delete(key, null))], cancellationToken);
        return old.Count;
    }
}

/// <summary>
/// Forgets where the chats of people were who removed the bot long ago. That they removed it stays: it was their choice,
/// and the bot must not begin another chat with them. They lie under the tenant.
/// </summary>
internal sealed class RetainChats(OrganisationShelf organisations, IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.Chats;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var tenants = await organisations.ListTenantsAsync(cancellationToken);
        if (tenants.FirstOrDefault(tenant => OrganisationName.NotSetUp(tenant).Id == organisationId) is not { } tenantId)
            return 0;
        var count = 0;
        foreach (var person in await organisations.ListSeenAsync(tenantId, cancellationToken))
        {
            if (await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Chat, cancellationToken) is not { } chat || !(chat.GetDateTimeOffset("RemovedAt") < olderThan))
                continue;
            count++;
            if (sweep is Sweep.Remove && await store.CommitAsync(PersonRows.Table, person.ToString(), [new Change.Replace(PersonRows.OfRemoval(chat))], cancellationToken) is CommitResult.Committed)
                await organisations.ForgetSeenAsync(person, cancellationToken);
        }

        return count;
    }
}
