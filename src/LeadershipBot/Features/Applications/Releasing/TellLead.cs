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

/// <summary>Brings the question to somebody who leads the practice; nothing, if it was answered or the applicant withdrew by the moment of sending.</summary>
internal sealed class TellLead(ApplicationShelf shelf, Openings openings, IAudience audience, TellPerson tell, ReleaseCard card) : IDelivery
{
    public const string Kind = "applications.release";

    public static Change Order(string key, MemberId who, MemberId to, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, Keys.Hash(who.ToString(), to.ToString()), now);
        (row["Person"], row["To"]) = (who.ToString(), to.ToString());
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || ApplicationRows.PersonIn(row, "To") is not { } to || await shelf.FindAsync(key, who, cancellationToken) is not { IsLive: true } application)
            return new Delivered.Done();
        if (await shelf.FindReleaseAsync(key, application, cancellationToken) is not { Release.State: ReleaseState.Asked } kept || await shelf.FindHeadAsync(key, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening || await audience.FindAsync(opening.Organisation.Id, to, cancellationToken) is not { } lead || !lead.LeadOf.Contains(kept.PracticeCode))
            return new Delivered.Done(); // they lead it no more
        await shelf.NoteAsync(opening, to, cancellationToken);
        return await tell.TellAsync(to, _ => card.Of(new AskedRelease(opening, application, kept)), () => Task.CompletedTask, cancellationToken);
    }
}

/// <summary>Tells the applicant what their practice says.</summary>
internal sealed class TellReleased(ApplicationShelf shelf, Openings openings, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.released";

    public static Change Order(string key, MemberId who, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, Keys.Hash(who.ToString()), now);
        row["Person"] = who.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || await shelf.FindAsync(key, who, cancellationToken) is not { } application)
            return new Delivered.Done();
        if (await shelf.FindReleaseAsync(key, application, cancellationToken) is not { } kept || await shelf.FindHeadAsync(key, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening)
            return new Delivered.Done();
        var note = library.Text.Format(kept.Release.State is ReleaseState.Agreed ? "applications.told.agreed" : "applications.told.declined");
        return await tell.TellAsync(who, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, note, cancellationToken), () => Task.CompletedTask, cancellationToken);
    }
}
