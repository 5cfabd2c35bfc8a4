using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>Says to the feature that offers the opening who was appointed: again until it is kept there, and there it is done once.</summary>
internal sealed class TellAppointed(ApplicationShelf shelf, Openings openings) : IDelivery
{
    public const string Kind = "applications.appointed";

    public static Change Order(string key, Application application, DateTimeOffset now)
    {
        var id = Keys.Hash(key, application.Who.Id.ToString(), application.Version.ToString(CultureInfo.InvariantCulture));
        var row = OutboxRow.New(key, Kind, id, now);
        (row["Person"], row["Once"]) = (application.Who.Id.ToString(), id);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || await shelf.FindAsync(row.PartitionKey, who, cancellationToken) is not { Stage: Stage.Appointed } application || await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (openings.Of(head.Kind) is { } kind)
            await kind.AppointedAsync(head.Opening, application.Who, application.MovedAt ?? application.SentAt, row.GetString("Once") ?? "", cancellationToken);
        return new Delivered.Done();
    }
}
