using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using Rule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>
/// Makes a long list true that somebody confirmed, by one write, and sends them what became of it. Whether they may is
/// looked at again. Done twice, it is imported once.
/// </summary>
internal sealed class ImportList(OrganisationShelf organisations, RollImports imports, KeptLists lists, ListReading reading, PeopleForms forms, Sender sender, Sentences sentences) : IDelivery
{
    public const string Kind = "members.importList";

    /// <summary>The order, as a change for a commit in the organisation's partition. Pressed twice, it is the same order.</summary>
    public static Change Of(KeptList list, string token, Turn turn)
    {
        var row = OutboxRow.New(list.OrganisationId, Kind, token, turn.At + OutboxRow.AfterTheAnswer);
        row["List"] = list.Id;
        row["Token"] = token;
        row["Intent"] = turn.Intent.Key;
        row["OrderedAt"] = turn.At;
        return new Change.Insert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var organisationId = row.PartitionKey;
        if (await lists.FindAsync(organisationId, row.GetString("List") ?? "", cancellationToken) is not { } list)
            return new Delivered.Done(); // whoever brought it was forgotten
        var view = await ImportAsync(list, row, cancellationToken);
        return await sender.SendAsync(list.Chat.Place, view, cancellationToken) is Sent.NotNow notNow
            ? notNow.ToLater()
            : new Delivered.Done();
    }

    private async Task<CardView> ImportAsync(KeptList list, Record row, CancellationToken cancellationToken)
    {
        if (await reading.ActorOfAsync(list, cancellationToken) is not { } actor || await organisations.ReadAsync(list.OrganisationId, cancellationToken) is not { } now)
            return sentences.Card(new Domain.Refusal("imports.refused.noRole"));
        var (intent, orderedAt) = (row.GetString("Intent") ?? "", row.GetDateTimeOffset("OrderedAt") ?? list.At);
        var ruling = await imports.ConfirmAsync(
            list.OrganisationId, row.GetString("Token") ?? "", Rule.MayGive(actor.Roles), actor.Name, what => Audit.Entry(list.OrganisationId, actor.Id, intent, orderedAt, what), cancellationToken);
        if (ruling.IsRefused(out var refusal, out var report))
            return (await reading.OfferAgainAsync(now, list.Id, refusal, inDialog: false, cancellationToken))?.View ?? sentences.Card(refusal);
        return forms.Done(now.Organisation, report with { RejectedLines = await lists.RejectedAsync(now.Id, list.Id, cancellationToken) }, list.Id, inDialog: false).View;
    }
}
