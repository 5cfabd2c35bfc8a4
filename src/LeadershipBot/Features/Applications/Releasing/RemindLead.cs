using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>
/// Reminds somebody who leads a practice, once, that it was asked whether it releases an applicant; nothing, where it was answered, ended,
/// or asked of others by the moment of sending. Where nobody who was asked leads it any more, the applicant is told.
/// </summary>
internal sealed class RemindLead(AskedLead asked, ReleaseDesk desk, TellPerson tell, ReleaseCard card, Outbox outbox, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.releaseRemind";

    /// <summary>A reminder for each who is asked; asked again before it comes, it comes that much later.</summary>
    /// <param name="key">The opening's partition.</param>
    /// <param name="kept">The question.</param>
    /// <param name="at">When; null for none.</param>
    public static IEnumerable<Change> Orders(string key, KeptRelease kept, DateTimeOffset? at)
        => at is { } due ? kept.Asked.Select(lead => KnowingLead.Order(Kind, key, kept.Who, lead, due)) : [];

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await asked.FindAsync(row, cancellationToken) is not var (to, about) || !about.WaitsFor(to, now))
            return new Delivered.Done();
        if (now < Release.RemindAt(about.Kept.Release.AskedAt, about.Opening))
            return new Delivered.NotBefore(Release.RemindAt(about.Kept.Release.AskedAt, about.Opening)!.Value); // asked again in that moment
        if (await asked.LeadsAsync(about, to, cancellationToken))
            return await tell.TellAsync(to, _ => card.Of(about, NoteOf(about)), () => desk.BringAsync(about.Opening, about.Application.Who.Id, to, cancellationToken), cancellationToken);
        if (to == about.Kept.Asked[0] && !await asked.AnyLeadsAsync(about, cancellationToken)) // said once, however many were asked
            await outbox.CommitAsync(ApplicationRows.Table, row.PartitionKey, [TellUnreached.Order(row.PartitionKey, about.Application.Who.Id, lead: null, now)], cancellationToken);
        return new Delivered.Done();
    }

    private CardText NoteOf(AskedRelease about) => about.Opening.OffersEndAt is { } end
        ? library.Text.Format("applications.release.remind.by", ("name", about.Application.Who.Name), ("date", TimeWords.Day(DateOnly.FromDateTime(end.UtcDateTime))))
        : library.Text.Format("applications.release.remind", ("name", about.Application.Who.Name));
}
