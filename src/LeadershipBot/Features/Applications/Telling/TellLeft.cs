using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>
/// Tells an applicant that the organisation doesn't list them any more, so that it can't go further; nothing, where it lists them again by
/// the moment of sending. Who left has often no way to the bot any more, either: whoever runs the opening hears that.
/// </summary>
internal sealed class TellLeft(ApplicationShelf shelf, Openings openings, IRoleHolders people, ToldNotes notes, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.left";

    /// <summary>Others of the same day can't be reached, either, and stand on the same card.</summary>
    private static readonly TimeSpan NewsAfter = TimeSpan.FromMinutes(30);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || !LookForListed.Concerns(application) || opening.Set is OpeningState.Withdrawn)
            return new Delivered.Done();
        if (await people.FindAsync(opening.Organisation.Id, application.Who.Id, cancellationToken) is not null)
            return new Delivered.Done();
        var note = library.Text.Format("applications.told.left", ("organisation", library.Text.NameOf(opening.Organisation)));
        return await tell.TellOrElseAsync(
            application.Who.Id,
            async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, note, cancellationToken),
            () => NoteAsync(hasHeard: true, _ => []),
            () => NoteAsync(hasHeard: false, day => [TellNews.Order(row.PartitionKey, News.Left, opening.RunBy.Id, null, time.GetUtcNow() + NewsAfter, Columns.Text(day))]),
            cancellationToken);

        Task NoteAsync(bool hasHeard, Func<DateOnly, Change[]> more) => notes.ChangeAsync(
            row.PartitionKey,
            application.Who.Id,
            told => ApplicationMore.MissedIn(told) is { CertainOn: { } day } missed ? (ApplicationMore.OfTold(row.PartitionKey, application.Who.Id, told, missed: missed with { HasHeard = hasHeard }), more(day)) : null,
            cancellationToken);
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
