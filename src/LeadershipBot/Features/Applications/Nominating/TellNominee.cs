using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Nominating;

/// <summary>Brings a nominee the card on which they apply, or say no; nothing once applications are closed.</summary>
internal sealed class TellNominee(ApplicationShelf shelf, NominationShelf nominations, Openings openings, TellPerson tell, NominateForm form, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.nominated";

    public static Change Order(string key, MemberId nominee, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, Keys.Hash(nominee.ToString()), now);
        row["Person"] = nominee.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (ApplicationRows.PersonIn(row, "Person") is not { } nominee || await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening || ApplyRules.WhyNotOpen(opening, time.GetUtcNow()) is not null)
            return new Delivered.Done();
        return await nominations.FindAsync(opening, nominee, cancellationToken) is { IsOpen: true, By: { } by } nomination
            ? await tell.TellAsync(nominee, zone => form.Card(opening, by, nomination.Words, zone), () => Task.CompletedTask, cancellationToken)
            : new Delivered.Done();
    }
}

/// <summary>Tells a nominator that the nominee applied: only where the nominee said so.</summary>
internal sealed class TellNominator(ApplicationShelf shelf, Openings openings, TellPerson tell, CardLibrary library) : IDelivery
{
    public const string Kind = "applications.nominator";

    public static Change Order(string key, MemberId nominee, MemberId by, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, Keys.Hash(nominee.ToString()), now);
        (row["Person"], row["To"]) = (nominee.ToString(), by.ToString());
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (ApplicationRows.PersonIn(row, "Person") is not { } nominee || ApplicationRows.PersonIn(row, "To") is not { } by || await shelf.FindAsync(key, nominee, cancellationToken) is not { IsInIt: true } application)
            return new Delivered.Done();
        if (await shelf.FindHeadAsync(key, cancellationToken) is not { } head || await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening)
            return new Delivered.Done();
        var title = library.Text.Plain("applications.nominator.title", ("name", application.Who.Name), ("title", opening.Title));
        var view = NoticeCard.Of(library.Text, title, null, [library.Text.Format("applications.nominator.next")], library.Text.Format("applications.nominator.kind", ("organisation", library.Text.NameOf(opening.Organisation))));
        return await tell.TellAsync(by, _ => view, () => Task.CompletedTask, cancellationToken);
    }
}
