using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.News;

/// <summary>Brings one person the card that says how much new stands on the ledger, and who said more of what: outside their quiet hours, and after their pause.</summary>
internal sealed class TellNews(LedgerShelf shelf, IRoleHolders roles, IReach reach, TellPerson tell, LedgerListCard cards, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.newsTo";

    private const string Person = "Person";
    private const string Count = "Count";
    private const string Said = "Said";
    private const int SaidMax = 300;
    private const char Between = '\n';

    /// <summary>The order. One that still waits for their quiet hours or pause to end is added to: they get one card.</summary>
    public static async Task<Record> OrderAsync(IRecordStore store, string organisation, MemberId person, ToldNews news, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = OutboxRow.New(organisation, Kind, Keys.Hash(person.ToString()), now);
        var waiting = await store.FindAsync(LedgerRows.Table, organisation, row.RowKey, cancellationToken);
        (row[Person], row[Count]) = (person.ToString(), news.Count + (waiting?.GetInt32(Count) ?? 0));
        var said = SaidIn(waiting).Concat(news.Said).TakeLast(SaidMax).Select(one => $"{one.Key} {one.What}").ToList();
        if (said.Count > 0)
            row[Said] = string.Join(Between, said);
        return row;
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var organisation = row.PartitionKey;
        if (!MemberId.TryParse(row.GetString(Person) ?? "", out var person) || await roles.FindAsync(organisation, person, cancellationToken) is not { } holder
            || await roles.NameAsync(organisation, cancellationToken) is not { } name)
            return new Delivered.Done();
        if ((await reach.FindAsync(person, cancellationToken)).Settings.PausedUntil is { } paused && paused > time.GetUtcNow())
            return new Delivered.NotBefore(paused);
        var readsAll = (holder.Roles & ShowLedger.Readers) != Roles.Member;
        var count = readsAll ? row.GetInt32(Count) ?? 0 : 0;
        var said = await ReadAsync(SaidIn(row), entry => readsAll || entry.Owner?.Person == person, cancellationToken);
        return count == 0 && said.Count == 0
            ? new Delivered.Done()
            : await tell.TellAsync(person, _ => cards.News(name, count, said, readsAll), () => Task.CompletedTask, cancellationToken);
    }

    /// <summary>The entries that are still there and that they may read, each with what was said of it.</summary>
    private async Task<List<SaidMore>> ReadAsync(IEnumerable<SaidOf> said, Func<LedgerEntry, bool> mayRead, CancellationToken cancellationToken)
    {
        var groups = said.GroupBy(one => one.Key).ToList();
        var found = await Task.WhenAll(groups.Select(group => shelf.FindAsync(group.Key, cancellationToken)));
        return [.. groups.Zip(found)
            .Where(one => one.Second is not null && mayRead(one.Second.Entry))
            .Select(one => new SaidMore(one.Second!.Entry, one.First.Count(what => what.What != nameof(StepKind.Verdict)), one.First.Count(what => what.What == nameof(StepKind.Verdict))))];
    }

    private static IEnumerable<SaidOf> SaidIn(Record? row)
        => (row?.GetString(Said) ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(parts => parts.Length == 2).Select(parts => new SaidOf(parts[0], parts[1]));
}

/// <summary>What one person is told.</summary>
/// <param name="Count">How many entries are new.</param>
/// <param name="Said">Of which whoever raised it said more.</param>
internal sealed record ToldNews(int Count, List<SaidOf> Said);

/// <summary>That whoever raised an entry said more of it.</summary>
/// <param name="Key">The entry.</param>
/// <param name="What">The kind of the step.</param>
internal sealed record SaidOf(string Key, string What);

/// <summary>How much whoever raised an entry, or joined it, said of it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Words">How many answers and additions.</param>
/// <param name="DoesNot">How often it was said that the outcome doesn't answer it.</param>
internal sealed record SaidMore(LedgerEntry Entry, int Words, int DoesNot);
