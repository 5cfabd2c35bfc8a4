using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>Has those reminded who have not answered, when a reminder's time has come and the poll is still open.</summary>
internal sealed class RemindPoll(PollShelf shelf, SendingDesk desk, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.remind";

    /// <summary>The orders of all reminders, as changes for the commit that makes the poll.</summary>
    public static IEnumerable<Change> Orders(Poll poll)
        => PollReminders.Of(poll).Select((at, index) => new Change.Insert(OutboxRow.New(PollRows.PartitionOf(poll), Kind, Number(index + 1), at)));

    /// <summary>What a reminder's sending is about: the poll and which reminder it is, from 1.</summary>
    public static string SubjectOf(string partitionKey, int number) => $"{partitionKey}.{Number(number)}";

    /// <summary>The poll and the number of <see cref="SubjectOf"/>.</summary>
    public static (string Key, int Number) Read(string subject)
        => subject.LastIndexOf('.') is > 0 and var at && int.TryParse(subject.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (subject[..at], number) : (subject, 0);

    /// <summary>The sending of a reminder.</summary>
    public static string SendingOf(string partitionKey, int number) => Keys.Hash(PollReminder.SendingKind, partitionKey, Number(number));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (_, number) = Read(row.RowKey);
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll: var poll } || !poll.IsOpenAt(now))
            return new Delivered.Done();
        var times = PollReminders.Of(poll);
        if (number < 1 || number > times.Count)
            return new Delivered.Done(); // the asker wants none any more
        if (times[number - 1] > now)
            return new Delivered.NotBefore(times[number - 1]); // it closes later than it did
        var order = new SendingHead(SendingOf(row.PartitionKey, number), PollReminder.SendingKind, SubjectOf(row.PartitionKey, number), poll.Organisation.Id, new MemberId(poll.TenantId, poll.AskedBy))
        {
            OrderedAt = now,
            StartsAt = now,
        };
        await desk.OrderAsync(order, cancellationToken);
        return new Delivered.Done();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
