using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests;

/// <summary>
/// Once a day for an organisation: notes since when people have roles that decide, and orders the prompts that are due.
/// Since when is what this review first saw, at most a day late; so it holds for roles given by card, import or command.
/// </summary>
internal sealed class ReviewInterests(InterestShelf shelf, IRoleHolders roles, AskBook asks, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "interests.review";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var organisation = row.PartitionKey;
        var today = InterestWords.DateOf(time.GetUtcNow(), Zones.UnitedKingdom);
        var known = await HoldersAsync(organisation, cancellationToken);
        var declared = await shelf.ListAsync(organisation, cancellationToken);
        foreach (var holder in await roles.ListAsync(organisation, InterestLimits.Deciders, cancellationToken))
        {
            var since = await NoteAsync(organisation, holder, known.GetValueOrDefault(holder.Person), today, cancellationToken);
            known.Remove(holder.Person);
            var last = declared.GetValueOrDefault(holder.Person)?.LastAt;
            if (InterestPrompt.DueOn(today, since, last is { } at ? InterestWords.DateOf(at, Zones.UnitedKingdom) : null) is { } prompt)
                await asks.OrderAsync(PromptForInterests.OrderOf(organisation, holder.Person, prompt), cancellationToken);
        }

        // Whoever is left has no such role any more: one that is given again counts from then.
        foreach (var gone in known.Values)
            await store.CommitAsync(InterestRows.Table, organisation, [new Change.Delete(gone.RowKey, null)], cancellationToken);
        return new Delivered.Done();
    }

    private async Task<Dictionary<MemberId, Record>> HoldersAsync(string organisation, CancellationToken cancellationToken)
    {
        var known = new Dictionary<MemberId, Record>();
        await foreach (var row in store.ListAsync(InterestRows.Table, organisation, RowRange.Prefix(InterestRows.Holder), cancellationToken))
        {
            if (InterestRows.ToHolder(row) is { } holder)
                known[holder.Person] = row;
        }

        return known;
    }

    /// <returns>Since when the person has the roles that they have now: a new one begins anew.</returns>
    private async Task<DateOnly> NoteAsync(string organisation, RoleHolder holder, Record? row, DateOnly today, CancellationToken cancellationToken)
    {
        var has = holder.Roles & InterestLimits.Deciders;
        var before = row is null ? null : InterestRows.ToHolder(row);
        if (before is { } noted && noted.Roles == has)
            return noted.Since;
        var since = before is { } fewer && (has & ~fewer.Roles) == Roles.Member ? fewer.Since : today;
        await store.CommitAsync(InterestRows.Table, organisation, [new Change.Upsert(InterestRows.OfHolder(organisation, holder.Person, has, since, etag: null))], cancellationToken);
        return since;
    }
}
