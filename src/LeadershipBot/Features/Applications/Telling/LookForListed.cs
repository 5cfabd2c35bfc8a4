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
/// Looks each day, as long as an application may come to an offer or an appointment, whether the organisation lists its applicant
/// still: where it doesn't, they can't be moved on, and they and whoever runs the opening are told, once for each time that it is so; and
/// who heard that, once they are listed again.
/// With an offer another look follows, with its deadline.
/// </summary>
internal sealed class LookForListed(ApplicationShelf shelf, Openings openings, IRoleHolders people, ToldNotes notes, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.listed";

    private static readonly TimeSpan LooksEvery = TimeSpan.FromDays(1);

    /// <summary>Whether somebody waits to be moved on.</summary>
    public static bool Concerns(Application application) => application is { IsLive: true, Stage: not (Stage.Offered or Stage.Appointed) };

    /// <summary>The next look, a day after they sent it or were moved.</summary>
    public static IEnumerable<Change> Orders(string key, Application after, DateTimeOffset now)
        => Concerns(after) ? [ApplicationRows.OrderAbout(key, Kind, after.Who.Id, now + LooksEvery)] : [];

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || !Concerns(application) || opening.Set is OpeningState.Withdrawn || now >= opening.OffersEndAt)
            return new Delivered.Done();
        var (key, who) = (row.PartitionKey, application.Who.Id);
        var isListed = await people.FindAsync(opening.Organisation.Id, who, cancellationToken) is not null;
        await notes.ChangeAsync(key, who, told => isListed != (told?.GetBoolean("Left") is true)
            ? null // as it was
            : (ApplicationMore.OfTold(key, who, told, hasLeft: !isListed, hasHeard: false), Told(key, opening, who, isListed, hasHeard: told?.GetBoolean("LeftHeard") is true, now)), cancellationToken);
        return new Delivered.NotBefore(now + LooksEvery);
    }

    private static Change[] Told(string key, Opening opening, MemberId who, bool isListed, bool hasHeard, DateTimeOffset now)
        => !isListed ? [ApplicationRows.OrderAbout(key, TellLeft.Kind, who, now), TellNews.Order(key, News.Left, opening.RunBy.Id, who, now)]
            : hasHeard ? [ApplicationRows.OrderAbout(key, TellListed.Kind, who, now)] : [];
}

/// <summary>Tells an applicant that the organisation doesn't list them any more, so that it can't go further; nothing, where it lists them again by the moment of sending.</summary>
internal sealed class TellLeft(ApplicationShelf shelf, Openings openings, IRoleHolders people, ToldNotes notes, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.left";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || !LookForListed.Concerns(application) || opening.Set is OpeningState.Withdrawn)
            return new Delivered.Done();
        if (await people.FindAsync(opening.Organisation.Id, application.Who.Id, cancellationToken) is not null)
            return new Delivered.Done();
        var note = library.Text.Format("applications.told.left", ("organisation", library.Text.NameOf(opening.Organisation)));
        return await tell.TellAsync(application.Who.Id, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, note, cancellationToken), HeardAsync, cancellationToken);

        Task HeardAsync() => notes.ChangeAsync(row.PartitionKey, application.Who.Id, told => told?.GetBoolean("Left") is true ? (ApplicationMore.OfTold(row.PartitionKey, application.Who.Id, told, hasHeard: true), []) : null, cancellationToken);
    }
}

/// <summary>Tells an applicant who heard that the organisation doesn't list them that it does again; nothing, where it doesn't by the moment of sending.</summary>
internal sealed class TellListed(ApplicationShelf shelf, Openings openings, IRoleHolders people, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.listedAgain";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || !LookForListed.Concerns(application) || opening.Set is OpeningState.Withdrawn)
            return new Delivered.Done();
        if (await people.FindAsync(opening.Organisation.Id, application.Who.Id, cancellationToken) is null)
            return new Delivered.Done();
        var note = library.Text.Format("applications.told.listedAgain", ("organisation", library.Text.NameOf(opening.Organisation)));
        return await tell.TellAsync(application.Who.Id, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, note, cancellationToken), () => Task.CompletedTask, cancellationToken);
    }
}
