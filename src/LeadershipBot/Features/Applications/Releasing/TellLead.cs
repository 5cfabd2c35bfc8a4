using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Brings the question to somebody who leads the practice; nothing, if it was answered or the applicant withdrew by the moment of sending. Where nobody can reach them, or they lead it no more, the applicant is told.</summary>
internal sealed class TellLead(AskedLead asked, Outbox outbox, TellPerson tell, ReleaseDesk desk, ReleaseCourse course, ReleaseCard card, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.release";

    public static Change Order(string key, MemberId who, MemberId to, DateTimeOffset now) => KnowingLead.Order(Kind, key, who, to, now);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (await asked.FindAsync(row, cancellationToken) is not var (to, about))
            return new Delivered.Done();
        var (opening, application) = (about.Opening, about.Application);
        if (about.IsOutdated)
        {
            await course.OutdateAsync(opening, application.Who.Id, time.GetUtcNow(), cancellationToken); // it changed before it was brought: the applicant is told
            return new Delivered.Done();
        }

        if (!await asked.LeadsAsync(about, to, cancellationToken))
        {
            await outbox.CommitAsync(ApplicationRows.Table, key, [TellUnreached.Order(key, application.Who.Id, to, time.GetUtcNow())], cancellationToken);
            return new Delivered.Done();
        }

        return await tell.TellOrElseAsync(
            to,
            _ => Task.FromResult<CardView?>(card.Of(about)),
            () => desk.BringAsync(opening, application.Who.Id, to, cancellationToken),
            () => outbox.CommitAsync(ApplicationRows.Table, key, [TellUnreached.Order(key, application.Who.Id, to, time.GetUtcNow())], cancellationToken),
            cancellationToken);
    }
}

/// <summary>Tells the applicant what their practice says; nothing, where it was asked again by the moment of sending.</summary>
internal sealed class TellReleased(ApplicationShelf shelf, Openings openings, ReleaseCourse course, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.released";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || await shelf.FindReleaseAsync(row.PartitionKey, application, cancellationToken) is not { IsOutdated: false, Release.State: not ReleaseState.Asked } kept) // asked again meanwhile, nothing is said yet
            return new Delivered.Done();
        if (OutdateRelease.Concerns(application) && opening.Set is not OpeningState.Withdrawn && !kept.Release.IsAbout(opening.Terms))
        {
            await course.OutdateAsync(opening, application.Who.Id, time.GetUtcNow(), cancellationToken); // it changed while that was recorded
            return new Delivered.Done();
        }

        var note = library.Text.Format(kept.Release.State is ReleaseState.Agreed ? "applications.told.agreed" : "applications.told.declined");
        return await tell.TellAsync(application.Who.Id, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, note, cancellationToken), () => Task.CompletedTask, cancellationToken);
    }
}

/// <summary>Tells the applicant that somebody who was asked for their practice can't be reached here, or leads it no more, so that they don't wait for an answer.</summary>
internal sealed class TellUnreached(ApplicationShelf shelf, Openings openings, IAudience audience, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.unreached";

    /// <param name="key">The opening's partition.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="lead">Who was asked; null where they are forgotten.</param>
    /// <param name="now">The moment.</param>
    public static Change Order(string key, MemberId who, MemberId? lead, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, Keys.Hash(who.ToString(), lead?.ToString() ?? ""), now);
        row["Person"] = who.ToString();
        if (lead is { } asked)
            row["To"] = asked.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || !application.IsLive)
            return new Delivered.Done();
        if (await shelf.FindReleaseAsync(row.PartitionKey, application, cancellationToken) is not { Release.State: ReleaseState.Asked } kept)
            return new Delivered.Done();
        var lead = ApplicationRows.PersonIn(row, "To") is { } to ? await audience.FindAsync(opening.Organisation.Id, to, cancellationToken) : null;
        var note = lead is not null && lead.LeadOf.Contains(kept.PracticeCode)
            ? library.Text.Format("applications.told.unreached", ("lead", lead.Name), ("practice", kept.Practice), ("name", opening.RunBy.Name))
            : library.Text.Format("applications.told.leadGone", ("practice", kept.Practice), ("name", opening.RunBy.Name));
        return await tell.TellAsync(application.Who.Id, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, note, cancellationToken), () => Task.CompletedTask, cancellationToken);
    }
}
