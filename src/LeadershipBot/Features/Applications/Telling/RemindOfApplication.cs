using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>
/// Looks at an application when its applicant should have heard, from whichever stage: if they haven't, whoever runs the opening
/// is reminded, once for all of a day, the applicant is told that it is overdue, and a week later the chairs are reminded.
/// </summary>
internal sealed class RemindOfApplication(ApplicationShelf shelf, Openings openings, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.remind";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || opening.Set is OpeningState.Withdrawn || application.WordBy(opening) is not { } by)
            return new Delivered.Done();
        if (now < by)
            return new Delivered.NotBefore(by); // it was kept open longer
        var who = application.Who.Id;
        Change[] orders =
        [
            ApplicationRows.OrderAbout(key, TellOverdue.Kind, who, now),
            ApplicationRows.OrderAbout(key, RemindChairs.Kind, who, application.ChairRemindedAt(opening)!.Value),
        ];
        await outbox.CommitAsync(ApplicationRows.Table, key, orders, cancellationToken);
        await RemindAsync(shelf, outbox, opening, News.Overdue, opening.RunBy.Id, now, cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>Reminds somebody who decides, or could have somebody decide, once for all applicants of a day, however many are looked at, by whichever server.</summary>
    public static async Task RemindAsync(ApplicationShelf shelf, Outbox outbox, Opening opening, News what, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = ApplicationRows.PartitionOf(opening);
        await shelf.NoteAsync(opening, person, cancellationToken); // first: by it they are found when they are forgotten
        var day = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        Change[] changes = [new Change.Insert(ApplicationMore.OfReminded(key, person, day)), person == opening.RunBy.Id ? TellNews.Order(key, what, person, null, now, day) : TellNews.OrderFor(key, what, person, null, now, day)];
        await outbox.CommitAsync(ApplicationRows.Table, key, changes, cancellationToken); // a conflict: they are reminded that day already
    }
}

/// <summary>Reminds the chairs, once for all of a day, where an applicant still has no word a week after whoever runs it was reminded.</summary>
internal sealed class RemindChairs(ApplicationShelf shelf, Openings openings, IRoleHolders people, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.remindChair";

    private const int ChairsMax = 10;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || opening.Set is OpeningState.Withdrawn || application.ChairRemindedAt(opening) is not { } at)
            return new Delivered.Done();
        if (now < at)
            return new Delivered.NotBefore(at); // it was moved on meanwhile, or kept open longer
        var chairs = (await people.ListAsync(opening.Organisation.Id, Roles.Chair, cancellationToken)).Select(one => one.Person).Where(one => one != opening.RunBy.Id).Take(ChairsMax);
        foreach (var chair in chairs)
            await RemindOfApplication.RemindAsync(shelf, outbox, opening, News.Overdue, chair, now, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells an applicant that they should have heard; nothing, if they have by the moment of sending.</summary>
internal sealed class TellOverdue(ApplicationShelf shelf, Openings openings, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.overdue";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || opening.Set is OpeningState.Withdrawn || !application.IsOverdue(opening, time.GetUtcNow()))
            return new Delivered.Done();
        return await tell.TellAsync(
            application.Who.Id,
            async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, library.Text.Format("applications.told.overdue"), cancellationToken),
            () => Task.CompletedTask,
            cancellationToken);
    }
}
