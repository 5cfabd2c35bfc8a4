using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Features.Ledger.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>Brings one person the reminder that an entry is overdue; nothing, if it has been answered by the moment of sending.</summary>
internal sealed class RemindOfEntry(LedgerShelf shelf, IRoleHolders roles, TellPerson tell, LedgerListCard list, MyRaiseCards mine, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.remind";

    /// <summary>Who was reminded, for what its author reads.</summary>
    public const string RemindedColumn = "Reminded";

    private const string ForAuthor = "author";

    /// <summary>A reminder to somebody who manages it.</summary>
    public static Record Order(string key, LedgerDue due, MemberId person, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, $"{due}.{Keys.Hash(person.ToString())}", now); // the key stands in the list of what is due, which names nobody
        (row["Due"], row["Person"]) = (due.ToString(), person.ToString());
        return row;
    }

    /// <summary>To whoever raised it.</summary>
    /// <param name="key">The entry.</param>
    /// <param name="reminded">Who was reminded of it.</param>
    /// <param name="now">The moment.</param>
    public static Record OrderForAuthor(string key, RemindedOf reminded, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, ForAuthor, now);
        (row["Due"], row[RemindedColumn]) = (nameof(LedgerDue.Fate), reminded.ToString());
        return row;
    }

    /// <summary>Who was reminded, as an order says it; nobody, where it says nothing.</summary>
    public static RemindedOf RemindedIn(Record row) => Enum.TryParse<RemindedOf>(row.GetString(RemindedColumn), out var reminded) ? reminded : RemindedOf.Nobody;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FollowAsync(row.PartitionKey, cancellationToken) is not { Shown.IsOpen: true } followed)
            return new Delivered.Done();
        if (row.GetString("Person") is not { } who)
        {
            return await shelf.FindAuthorAsync(row.PartitionKey, cancellationToken) is { } author
                ? await tell.TellAsync(author.Person, zone => mine.Of(followed, now, zone, library.Text.Format(WordsOf(RemindedIn(row)))), () => Task.CompletedTask, cancellationToken)
                : new Delivered.Done();
        }

        if (followed.Own.Entry is not { IsOpen: true } entry)
            return new Delivered.Done(); // another speaks for it
        var isReply = row.GetString("Due") == nameof(LedgerDue.Reply);
        if ((isReply && entry.RepliedAt is not null) || !MemberId.TryParse(who, out var person) || await roles.FindAsync(entry.Organisation.Id, person, cancellationToken) is not { } holder
            || ((holder.Roles & ShowLedger.Readers) == Roles.Member && entry.Owner?.Person != person))
            return new Delivered.Done();
        var title = library.Text.Plain(isReply ? "ledger.remind.reply" : "ledger.remind.fate", ("reference", entry.Reference.ToString()));
        return await tell.TellAsync(person, zone => list.Reminder(entry, title, now, zone), () => Task.CompletedTask, cancellationToken);
    }

    private static string WordsOf(RemindedOf reminded) => reminded switch
    {
        RemindedOf.Chair => "ledger.told.overdue",
        RemindedOf.Organisers => "ledger.told.overdue.organisers",
        RemindedOf.Owner => "ledger.told.overdue.owner",
        _ => "ledger.told.overdue.nobody",
    };
}

/// <summary>Who was reminded that something is overdue: the highest of them.</summary>
internal enum RemindedOf
{
    Nobody,
    Owner,
    Organisers,
    Chair,
}
