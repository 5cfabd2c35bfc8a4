using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>
/// Has what came of a poll sent to those who answered; where it was corrected, has the messages changed that they got; where
/// the poll was withdrawn, has them taken back.
/// </summary>
internal sealed class TellOutcome(PollShelf shelf, SendingDesk desk, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.outcome.tell";

    /// <summary>The order to tell it, as a change for the commit that keeps it.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    /// <summary>The sending of one telling, from 1.</summary>
    public static string SendingOf(string partitionKey, int telling) => Keys.Hash(OutcomeNews.SendingKind, partitionKey, Number(telling));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Outcome: { } outcome, Poll: var poll })
            return new Delivered.Done();
        var now = time.GetUtcNow();
        for (var telling = 1; telling <= outcome.Tellings; telling++)
        {
            var id = SendingOf(row.PartitionKey, telling);
            if (poll.Withdrawal is not null)
            {
                await desk.WithdrawAsync(id, Audit.ByProgram(id, "sendings.withdrawn", now), cancellationToken);
                continue;
            }

            var order = new SendingHead(id, OutcomeNews.SendingKind, $"{row.PartitionKey}.{Number(telling)}", poll.Organisation.Id, new MemberId(poll.TenantId, poll.AskedBy)) { OrderedAt = now, StartsAt = now };
            await desk.OrderAsync(order, cancellationToken); // those of before are there already
            await desk.ChangeContentAsync(id, outcome.Version, cancellationToken);
        }

        return new Delivered.Done();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
