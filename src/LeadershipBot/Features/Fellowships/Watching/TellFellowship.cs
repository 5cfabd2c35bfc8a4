using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>
/// Orders what people are told of a change, each in their own time; ordered again, it is the same. Where a place was given up
/// before it began, it goes back to those who count, and on to who waits.
/// </summary>
internal sealed class TellFellowship(FellowshipShelf shelf, IApplicants applicants, IOffers offers, PlaceLeads leads, NoteReaders readers, AskBook book, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "fellowships.tell";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<Note>(row.GetString("Note"), out var note) || row.GetString("Of") is not { } of || await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var place = NoteOrders.FindPlace(head.Fellowship, note, of);
        if (place is { End: PlaceEnd.GivenUp, Fellow: { } gone } && note is Note.Left)
            await offers.GiveUpAsync(FellowshipOpenings.FellowshipKind, head.Key, gone.Id, place.Appointment, WhoEnded(place), cancellationToken);
        if (place is { PracticeCode.Length: 0 } && note is Note.Place && await leads.FindReleaseAsync(head, place, cancellationToken) is { } release) // before anybody is asked to write something down of it
            await shelf.ChangeAsync(head.Key, kept => kept.Fellowship.Release(place.Id, release.Name, release.Code), entry: null, by: null, cancellationToken);
        if (ForApplicants(note) is { } change)
        {
            await applicants.TellChangedAsync(head.Fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, head.Key, change, cancellationToken);
            return new Delivered.Done();
        }

        var now = time.GetUtcNow();
        if (place is not null && note is (Note.Over or Note.Done or Note.Left) && head.Fellowship.MayBeRated(place, DateOnly.FromDateTime(now.UtcDateTime)))
            await outbox.CommitAsync(table, head.Key, [RemindOfSurvey.Order(head.Key, place, now)], cancellationToken);
        foreach (var person in (await readers.ListAsync(head, note, of, place, cancellationToken)).Distinct())
            await book.OrderAsync(new AskOrder(person, head.Fellowship.Organisation.Id, FellowshipNotes.AskKind, $"{head.Key}.{note}.{of}", new Ask(AskWeight.Notice, 0, note is Note.Closing ? head.Fellowship.Content.ClosesAt : null)), cancellationToken);
        if (note is Note.Withdrawn) // last: by it offers and waiting end, and who had one is in the list before
            await applicants.TellChangedAsync(head.Fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, head.Key, OpeningChange.Withdrawn, cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>What is told with the applications, and not from here; null for what is told from here.</summary>
    private static OpeningChange? ForApplicants(Note note) => note switch
    {
        Note.Interview => OpeningChange.Interview,
        Note.Deciders => OpeningChange.Deciders,
        Note.Terms => OpeningChange.Terms,
        _ => null,
    };

    private static GivenUpBy WhoEnded(FellowPlace place) => place.EndedBy switch
    {
        EndedBy.Unlisted => GivenUpBy.Unlisted,
        EndedBy.Runner or EndedBy.TakenBack => GivenUpBy.Runner,
        _ => GivenUpBy.Applicant,
    };
}
