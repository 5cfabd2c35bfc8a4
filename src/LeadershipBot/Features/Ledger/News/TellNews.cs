using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.News;

/// <summary>Brings one person the card that says how much new stands on the ledger: outside their quiet hours, and after their pause.</summary>
internal sealed class TellNews(IRoleHolders roles, IReach reach, TellPerson tell, LedgerListCard cards, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.newsTo";

    private const string Person = "Person";
    private const string Count = "Count";

    /// <summary>The order. One that still waits for their quiet hours or pause to end is added to: they get one card.</summary>
    public static async Task<Record> OrderAsync(IRecordStore store, string organisation, MemberId person, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = OutboxRow.New(organisation, Kind, Keys.Hash(person.ToString()), now);
        var waiting = await store.FindAsync(LedgerRows.Table, organisation, row.RowKey, cancellationToken);
        (row[Person], row[Count]) = (person.ToString(), count + (waiting?.GetInt32(Count) ?? 0));
        return row;
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var organisation = row.PartitionKey;
        if (!MemberId.TryParse(row.GetString(Person) ?? "", out var person) || await roles.FindAsync(organisation, person, cancellationToken) is not { } holder
            || (holder.Roles & ShowLedger.Readers) == Roles.Member || await roles.NameAsync(organisation, cancellationToken) is not { } name)
            return new Delivered.Done();
        if ((await reach.FindAsync(person, cancellationToken)).Settings.PausedUntil is { } paused && paused > time.GetUtcNow())
            return new Delivered.NotBefore(paused);
        return await tell.TellAsync(person, _ => cards.News(name, row.GetInt32(Count) ?? 0), () => Task.CompletedTask, cancellationToken);
    }
}
