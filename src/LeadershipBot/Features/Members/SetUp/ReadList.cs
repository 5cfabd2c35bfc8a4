using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>Reads a long list that somebody brought, and sends them what it would do. Whether they may bring it is looked at again.</summary>
/// <remarks>After a crash the card may stand twice: both make the same import true, once.</remarks>
internal sealed class ReadList(KeptLists lists, ListReading reading, Sender sender, Sentences sentences) : IDelivery
{
    public const string Kind = "members.readList";

    /// <summary>The order, as a change for a commit in the organisation's partition.</summary>
    public static Change Of(KeptList list, DateTimeOffset now)
    {
        var row = OutboxRow.New(list.OrganisationId, Kind, list.Id, now + OutboxRow.AfterTheAnswer);
        row["List"] = list.Id;
        return new Change.Insert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await lists.FindAsync(row.PartitionKey, row.GetString("List") ?? "", cancellationToken) is not { } list)
            return new Delivered.Done(); // whoever brought it was forgotten
        var view = (await reading.ReadAsync(list, cancellationToken)).IsRefused(out var refusal, out var card) ? sentences.Card(refusal) : card;
        return await sender.SendAsync(list.Chat.Place, view, cancellationToken) is Sent.NotNow notNow
            ? notNow.ToLater()
            : new Delivered.Done();
    }
}
