using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships;

/// <summary>Fellowships as things that can be applied for: whoever says yes to an offer in time has a place.</summary>
internal sealed class FellowshipOpenings(FellowshipShelf shelf, SavedShelf saved, IRecordStore store, Chance chance, CardLibrary library, TimeProvider time) : IOpenings
{
    public const string FellowshipKind = "fellowships";

    private const int NextMax = 5;
    private const int PlaceIdLetters = 12;

    public string Kind => FellowshipKind;

    /// <summary>With what there is to do then: who covers, and who pays.</summary>
    public bool TellsOfTakenPlaces => true;

    public bool KeepsPlaces => true;

    public async Task SeenAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is { } head)
            await saved.SeeAsync(head, person, cancellationToken);
    }

    public async Task<EndedPlace?> FindEndedPlaceAsync(string key, MemberId person, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { } head && head.Fellowship.PlaceOf(person) is { IsLive: false } place ? new EndedPlace(PlaceWords.Ended(library.Text, place), PlaceWords.Line(library.Text, place), place.EndedAt ?? place.AgreedAt) : null;

    public async Task<DateOnly?> FindGoesOnFromAsync(string key, MemberId person, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { } head && head.Fellowship.PlaceOf(person) is { IsLive: true } place
            && PlaceRules.GoesOnFrom(place.UnlistedSince ?? time.GetUtcNow()) is var day && day < head.Fellowship.Content.Starts ? day : null; // begun by then, it stays theirs

    public async Task<string?> FindPracticeAsync(string key, string idempotencyKey, CancellationToken cancellationToken)
        => (await shelf.FindAsync(key, cancellationToken))?.Fellowship.Places.FirstOrDefault(one => one.Appointment == idempotencyKey)?.PracticeCode;

    public async Task<Opening?> FindAsync(string key, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { Fellowship.IsApproved: true } head ? OpeningOf(head) : null;

    public async Task<Refusal?> WhyNotAsync(Opening opening, Actor actor, CancellationToken cancellationToken)
        => await shelf.FindAsync(opening.Key, cancellationToken) is not { } head ? new Refusal(FellowshipRefusals.Unknown)
            : head.Fellowship.PlaceOf(actor.MemberId) is { IsTaken: true } ? new Refusal("fellowships.refused.hasPlace")
            : null;

    public async Task<IReadOnlyList<Opening>> NextRungsAsync(string organisationId, Rung below, CancellationToken cancellationToken)
    {
        if (below <= Rung.Project)
            return [];
        var now = time.GetUtcNow();
        var open = (await shelf.ListAsync(organisationId, cancellationToken)).Where(one => one.Milestones.TakesApplicationsAt(now)).OrderBy(one => one.Milestones.ClosesAt).ThenBy(one => one.Title, StringComparer.OrdinalIgnoreCase).Take(NextMax);
        var heads = await Task.WhenAll(open.Select(one => shelf.FindAsync(one.Key, cancellationToken)));
        return [.. heads.OfType<FellowshipHead>().Where(head => head.Fellowship.Milestones.TakesApplicationsAt(now)).Select(OpeningOf)];
    }

    public async Task AppointedAsync(string key, Person person, DateTimeOffset at, string idempotencyKey, CancellationToken cancellationToken)
    {
        var place = new FellowPlace(chance.NewId()[..PlaceIdLetters], person, at) { Appointment = idempotencyKey };
        await shelf.ChangeAsync(key, head => head.Fellowship.Appoint(place), Audit.ByProgram(key, "fellowships.placeTaken", at, new Changed(person.Id.ObjectId, "", place.Id)), by: null, cancellationToken);
    }

    /// <summary>A place that doesn't come about any more has ended, if it was there at all.</summary>
    public async Task TakenBackAsync(string key, DateTimeOffset at, string words, string idempotencyKey, CancellationToken cancellationToken)
        => await shelf.ChangeAsync(key, head => head.Fellowship.TakeBack(PlaceOf(head, idempotencyKey), words, at), Audit.ByProgram(key, "fellowships.placeTakenBack", at), by: null, cancellationToken);

    /// <summary>A place of somebody who was forgotten while it was noted has ended, and nothing here says any more that it was theirs.</summary>
    public async Task ForgottenAsync(string key, MemberId person, DateTimeOffset at, string idempotencyKey, CancellationToken cancellationToken)
    {
        await shelf.ChangeAsync(key, head => head.Fellowship.Forget(PlaceOf(head, idempotencyKey), at), Audit.ByProgram(key, "fellowships.placeTakenBack", at), by: null, cancellationToken);
        await Audit.ForgetWhomAsync(store, FellowshipRows.Table, key, person.ObjectId, cancellationToken);
        if (await shelf.FindAsync(key, cancellationToken) is not { } head || FellowshipShelf.PeopleIn(head.Fellowship).Any(one => one == person) || (await Audit.ListWithAsync(store, FellowshipRows.Table, key, person.ObjectId, cancellationToken)).Count > 0)
            return; // they stand in it otherwise
        var note = FellowshipIndexRows.OfNote(head.Fellowship.Organisation.Id, FellowshipIndexRows.Stands, key, person);
        await store.CommitAsync(FellowshipIndexRows.Table, note.PartitionKey, [new Change.Delete(note.RowKey, null)], cancellationToken);
    }

    public async Task<IReadOnlyList<string>?> ListOnPanelAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => await shelf.ListOnPanelAsync(organisationId, person, among: null, cancellationToken);

    public async Task<IReadOnlyList<string>?> ListOnPanelAsync(string organisationId, MemberId person, IReadOnlySet<string> among, CancellationToken cancellationToken)
        => await shelf.ListOnPanelAsync(organisationId, person, among, cancellationToken);

    private OpeningState SetOf(Fellowship fellowship)
    {
        if (fellowship.WithdrawnBecause is not null)
            return OpeningState.Withdrawn;
        var now = time.GetUtcNow();
        var isOver = fellowship.StateAt(now) is FellowshipState.Completed or FellowshipState.ToConfirm || fellowship.Content.Ends < DateOnly.FromDateTime(now.UtcDateTime);
        return fellowship.IsFilled || isOver ? OpeningState.Filled : OpeningState.Open;
    }

    /// <summary>The place of an appointment, of whose id nothing tells who has it; empty where there is none.</summary>
    private static string PlaceOf(FellowshipHead head, string appointment)
        => head.Fellowship.Places.FirstOrDefault(one => one.Appointment == appointment)?.Id ?? "";

    private Opening OpeningOf(FellowshipHead head)
    {
        var (fellowship, content) = (head.Fellowship, head.Fellowship.Content);
        return new Opening(
            FellowshipKind,
            head.Key,
            fellowship.Organisation,
            FellowshipWords.Title(library.Text, fellowship),
            Rung.Project,
            fellowship.ApprovedAt ?? default,
            content.ClosesAt,
            content.Places,
            content.Eligibility,
            content.Panel,
            content.RunBy ?? new Person(new MemberId("nobody", "nobody"), FellowshipWords.RunBy(library.Text, content)),
            FellowshipWords.Terms(library.Text, content),
            content.InterviewOn)
        {
            Set = SetOf(fellowship),
            Specification = content.Specification,
            TalkTo = content.TalkTo,
            OfferWorkingDays = content.OfferWorkingDays,
            RunBySince = fellowship.RunBySince,
            HasBench = false,
            Course = content is { Starts: { } first, Ends: { } last } ? FellowshipClock.CourseOf(first, last) : null,
            OffersEndAt = content.Starts is { } starts ? new DateTimeOffset(starts.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
        };
    }
}
