using System.Collections.Concurrent;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Asks;

/// <summary>
/// Removes what was asked of people long ago, and the digests of that time. Each ask is counted once: under the
/// organisation that asked, where that still lists the person, or else under the person's tenant.
/// </summary>
internal sealed class RetainAsks(AskShelf shelf, IDirectory directory, IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.Asks;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var listed = new ConcurrentDictionary<string, Task<IReadOnlySet<MemberId>>>(StringComparer.Ordinal);
        var isOfTenant = new OrganisationName(organisationId, "").IsNotSetUp;
        return await EachPerson.SumAsync(await directory.ListPeopleAsync(organisationId, cancellationToken), SweepOneAsync, cancellationToken);

        async Task<int> SweepOneAsync(MemberId person, CancellationToken stop)
        {
            var asks = await shelf.ReadAsync(person, stop);
            var old = new List<AskRow>();
            foreach (var ask in asks.DoneBefore(olderThan))
            {
                var askedBy = ask.Order.OrganisationId;
                if (askedBy == organisationId || (isOfTenant && !(await listed.GetOrAdd(askedBy, ListAsync)).Contains(person)))
                    old.Add(ask);
            }

            if (sweep is Sweep.Remove)
                await RemoveAsync(asks, old, [.. asks.Digests.Where(date => date < DateOnly.FromDateTime(olderThan.UtcDateTime))], stop);
            return old.Count;
        }

        async Task<IReadOnlySet<MemberId>> ListAsync(string asking)
            => new OrganisationName(asking, "").IsNotSetUp ? new HashSet<MemberId>() : (await directory.ListPeopleAsync(asking, cancellationToken)).ToHashSet();
    }

    /// <summary>One that was ordered anew just now stays, with those of its batch: the next night looks again.</summary>
    private async Task RemoveAsync(PersonAsks asks, List<AskRow> old, List<DateOnly> digests, CancellationToken cancellationToken)
    {
        var changes = old.Select(ask => new Change.Delete(AskRows.RowKeyOf(ask.Order.Kind, ask.Order.Key), ask.ETag))
            .Concat(digests.Select(date => new Change.Delete(AskRows.DigestKey(date), null)));
        if (asks.Guard is { } guard && old.Count == asks.All.Count)
            changes = changes.Append(new Change.Delete(AskRows.Guard, guard)); // there are no minutes left to count
        foreach (var some in changes.Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(AskRows.Table, asks.Person.ToString(), some, cancellationToken);
    }
}
