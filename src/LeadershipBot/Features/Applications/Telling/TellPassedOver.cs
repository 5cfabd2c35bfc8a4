using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Features.Applications.Moving;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>Tells somebody who waits that a place went on to the next, since it couldn't be offered to them, and why; where nobody can reach them, whoever runs it.</summary>
internal sealed class TellPassedOver(ApplicationShelf shelf, Openings openings, MoveRule rule, Outbox outbox, TellPerson tell, MyCard card, Sentences sentences, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.passedOver";

    private const string NotListed = "applying.refused.notListed";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || application.Stage is not Stage.Reserve || opening.Set is OpeningState.Withdrawn)
            return new Delivered.Done();
        var (key, who) = (row.PartitionKey, application.Who.Id);
        var note = await rule.WhyNotHaveAsync(opening, application.Who, cancellationToken) switch
        {
            null => library.Text.Format("applications.told.passedOver.again"),
            { TextKey: NotListed } => library.Text.Format("applications.told.passedOver", ("organisation", library.Text.NameOf(opening.Organisation)), ("name", opening.RunBy.Name)),
            { } why => library.Text.Format("applications.told.passedOver.eligible", ("why", sentences.InCard(why).Happened), ("name", opening.RunBy.Name)),
        };
        return await tell.TellOrElseAsync(
            who,
            async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, note, cancellationToken),
            () => outbox.CommitAsync(ApplicationRows.Table, key, [TellNews.Order(key, News.PassedOver, opening.RunBy.Id, who, time.GetUtcNow())], cancellationToken),
            cancellationToken);
    }
}
