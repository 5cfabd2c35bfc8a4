using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests;

/// <summary>
/// Once a day, on one server: orders the review of each organisation. The order lies in the store and never ends, so
/// that it makes no difference which servers run, and when they were started.
/// </summary>
internal sealed class ReviewOrganisations(IDirectory directory, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "interests.reviewAll";
    public const string Partition = "all";

    // Before anybody works; what it orders is brought after quiet hours.
    private static readonly TimeSpan TimeOfDay = TimeSpan.FromHours(5);

    /// <summary>The order, as it is made once.</summary>
    public static Record Order(DateTimeOffset now) => OutboxRow.New(Partition, Kind, "", Next(now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var organisation in await directory.ListOrganisationsAsync(cancellationToken))
            await outbox.CommitAsync(InterestRows.Table, organisation.Id, [new Change.Upsert(OutboxRow.New(organisation.Id, ReviewInterests.Kind, "", now))], cancellationToken);
        return new Delivered.NotBefore(Next(now));
    }

    private static DateTimeOffset Next(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + TimeOfDay;
        return today > now ? today : today.AddDays(1);
    }
}
