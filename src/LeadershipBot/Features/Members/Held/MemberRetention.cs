using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>
/// Takes people off the roll who left long ago. What else lies there, such as their answers, may be kept for longer: where
/// to look for it stays until nothing does. Who has been gone from every organisation for as long takes along what they set
/// for themselves.
/// </summary>
internal sealed class RetainPeopleWhoLeft(OrganisationShelf organisations, RollShelf rolls, TakenOff takenOff, TimeProvider time) : IRetention
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
            await takenOff.ForgetOwnAsync(person, olderThan, cancellationToken);
            if (await rolls.EraseAsync(organisationId, person, member => member.LeftAt < olderThan, time.GetUtcNow(), cancellationToken))
                await takenOff.NoteAsync(person, organisationId, isOff: true, cancellationToken); // otherwise they are back
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
/// and the bot must not begin another chat with them. Of those whom no organisation lists, what they set for themselves
/// goes with it. They lie under the tenant.
/// </summary>
internal sealed class RetainChats(OrganisationShelf organisations, IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.Chats;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var seen = await organisations.ListSeenUnderAsync(organisationId, cancellationToken);
        return await EachPerson.SumAsync(seen, (person, stop) => SweepOneAsync(person, olderThan, sweep, stop), cancellationToken);
    }

    private async Task<int> SweepOneAsync(MemberId person, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Chat, cancellationToken) is not { } chat || !(chat.GetDateTimeOffset("RemovedAt") < olderThan))
            return 0;
        var isNew = !PersonRows.IsRemovalOnly(chat);
        if (sweep is Sweep.Count)
            return isNew ? 1 : 0;
        Change[] changes = [new Change.Replace(PersonRows.OfRemoval(chat)), .. await OwnOfNobodyAsync(person, cancellationToken)];
        if (isNew && await store.CommitAsync(PersonRows.Table, person.ToString(), changes, cancellationToken) is not CommitResult.Committed)
            return 0; // they have it again
        if (!await IsAnythingAskedAsync(person, cancellationToken))
            await organisations.ForgetSeenAsync(person, cancellationToken);
        return isNew ? 1 : 0;
    }

    /// <summary>What somebody set for themselves whom no organisation lists: with the chat the last thing goes for which it was kept.</summary>
    private async Task<IReadOnlyList<Change>> OwnOfNobodyAsync(MemberId person, CancellationToken cancellationToken)
    {
        var own = new List<Change>();
        await foreach (var row in store.ListAsync(PersonRows.Table, person.ToString(), RowRange.Prefix(PersonRows.Head), cancellationToken))
        {
            if (row.RowKey.StartsWith(PersonRows.Hat, StringComparison.Ordinal) || row.RowKey.StartsWith(PersonRows.Match, StringComparison.Ordinal))
                return [];
            if (row.RowKey == PersonRows.Settings)
                own.Add(new Change.Delete(row.RowKey, row.ETag));
        }

        return own;
    }

    /// <summary>Whether it is still kept what was asked of them, which retention finds by the tenant, too.</summary>
    private async Task<bool> IsAnythingAskedAsync(MemberId person, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListAsync(PersonRows.Table, person.ToString(), RowRange.Prefix(AskRows.Prefix), cancellationToken))
            return true;
        return false;
    }
}
