using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

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

        Task HeardAsync() => notes.ChangeAsync(row.PartitionKey, application.Who.Id, told => ApplicationMore.MissedIn(told) is { CertainOn: not null } missed ? (ApplicationMore.OfTold(row.PartitionKey, application.Who.Id, told, missed: missed with { HasHeard = true }), []) : null, cancellationToken);
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
