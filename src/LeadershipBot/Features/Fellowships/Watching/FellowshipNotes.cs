using System.Globalization;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>Tells somebody of a fellowship, as of the moment of sending; nothing, where it doesn't concern them any more.</summary>
internal sealed class FellowshipNotes(FellowshipShelf shelf, SavedShelf saved, IApplicants applicants, PlaceLeads leads, IRoleHolders holders, AskShelf asks, NoteCards cards) : IAskSource
{
    public const string AskKind = "fellowships.note";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id, var named, var of] || !Enum.TryParse<Note>(named, out var note) || await shelf.FindAsync(FellowshipRows.KeyOf(organisation, id), cancellationToken) is not { } head)
            return null;
        var kept = head.Fellowship.Places.FirstOrDefault(one => one.Id == NoteOrders.PlaceIn(of));
        var place = NoteOrders.FindPlace(head.Fellowship, note, of);
        var person = await holders.FindAsync(wish.OrganisationId, wish.Person, cancellationToken);
        if (person is null && place?.Fellow?.Id != wish.Person && note is not (Note.Changed or Note.Withdrawn or Note.NextCycle))
            return null; // they left; of their own place, and of what they applied for, they hear still
        var told = new Told(head, place, wish)
        {
            IsListed = person is not null,
            IsMaker = person is { } holder && (holder.Roles & Fellowship.Makers) != Roles.Member,
            MayApprove = note is Note.Approve or Note.Waiting && await holders.MayApproveAsync(head.Fellowship, wish.Person, cancellationToken),
            Leads = kept is not null && await leads.LeadsAsync(head, kept, wish.Person, cancellationToken),
            Released = await ReleasedAsync(head, note, place, wish.Person, cancellationToken),
            Release = note is Note.Taken or Note.Start && place is not null ? await leads.FindReleaseAsync(head, place, cancellationToken) : null,
            IsInterviewOff = await IsInterviewOffAsync(head.Fellowship, wish, note, of, cancellationToken),
            Lost = note is Note.Withdrawn ? await applicants.FindLostAsync(wish.OrganisationId, FellowshipOpenings.FellowshipKind, head.Key, wish.Person, cancellationToken) : LostPlace.None,
        };
        if (!await ConcernsAsync(told, note, cancellationToken) || await IsOutrunAsync(wish, note, of, cancellationToken))
            return null;
        return cards.Of(told, note) is { } view ? new AskCard(view.Summary, view) : null;
    }

    /// <summary>Whether a later change is told to them, too, as where both came in the evening: every card says how it is as it is sent, and one is enough.</summary>
    private async Task<bool> IsOutrunAsync(AskWish wish, Note note, string of, CancellationToken cancellationToken)
    {
        if (note is not (Note.Changed or Note.TeamChanged) || RevisionIn(of) is not { } revision)
            return false;
        return (await ListLikeAsync(wish, of, cancellationToken)).Exists(ask => ask.State is not (AskState.Dropped or AskState.Unreachable) && ask.Revision > revision);
    }

    /// <summary>Whether the interviews were called off and they haven't read so: by this change, or by an earlier one of which nothing reached them.</summary>
    private async Task<bool> IsInterviewOffAsync(Fellowship fellowship, AskWish wish, Note note, string of, CancellationToken cancellationToken)
    {
        if (note is not (Note.Changed or Note.TeamChanged) || RevisionIn(of) is not { } revision || fellowship is not { Content.InterviewOn: null, Changed.InterviewOffSince: { } since })
            return false;
        if (revision <= since)
            return true;
        var earlier = (await ListLikeAsync(wish, of, cancellationToken)).FindAll(ask => ask.Revision >= since && ask.Revision < revision);
        return earlier.Exists(ask => ask.Revision == since) && earlier.TrueForAll(ask => ask.State is not AskState.Sent);
    }

    /// <summary>The asks to somebody of this kind of note on this fellowship, by the revision that each is of.</summary>
    private async Task<List<(AskState State, int? Revision)>> ListLikeAsync(AskWish wish, string of, CancellationToken cancellationToken)
    {
        var before = wish.Key[..^of.Length];
        return [.. (await asks.ReadAsync(wish.Person, cancellationToken)).All
            .Where(ask => ask.Order.Kind == AskKind && ask.Order.Key.StartsWith(before, StringComparison.Ordinal))
            .Select(ask => (ask.State, RevisionIn(ask.Order.Key[before.Length..])))];
    }

    private static int? RevisionIn(string of) => int.TryParse(NoteOrders.PlaceIn(of), CultureInfo.InvariantCulture, out var revision) ? revision : null;

    /// <summary>For which of the fellows that a note is about somebody is told for their practice.</summary>
    private async Task<IReadOnlyList<FellowPlace>> ReleasedAsync(FellowshipHead head, Note note, FellowPlace? place, MemberId person, CancellationToken cancellationToken) => note switch
    {
        Note.Changed or Note.Withdrawn => await leads.OfAsync(head, head.Fellowship.Places.Where(one => one.IsLive), person, cancellationToken),
        Note.Taken or Note.Covered or Note.Start or Note.Over or Note.Done or Note.Left or Note.Unlisted when place is not null => await leads.OfAsync(head, [place], person, cancellationToken),
        _ => [],
    };

    private async Task<bool> ConcernsAsync(Told told, Note note, CancellationToken cancellationToken)
    {
        var (fellowship, wish) = (told.Head.Fellowship, told.Wish);
        return note switch
        {
            Note.Approve => told.IsMaker && fellowship.StateAt(wish.At) is FellowshipState.Waiting && fellowship.AskedBy?.Id != wish.Person,
            Note.Waiting or Note.TooLate => told.IsMaker && fellowship.StateAt(wish.At) is FellowshipState.Waiting,
            Note.Runs => told.IsMaker && fellowship is { WithdrawnBecause: null } && fellowship.Content.RunBy?.Id == wish.Person,
            Note.OnPanel => fellowship is { WithdrawnBecause: null } && fellowship.Content.Panel.Any(one => one.Id == wish.Person),
            Note.Relieved => fellowship is { WithdrawnBecause: null } && fellowship.Content.RunBy?.Id != wish.Person && fellowship.Content.Panel.All(one => one.Id != wish.Person),
            Note.Unlisted => told.Place is { IsLive: true, ToldUnlisted: true } && (told.IsMaker || told.Released.Count > 0),
            Note.Approved => told.IsMaker && fellowship.ApprovedBy?.Id != wish.Person,
            Note.Returned => told.IsMaker && !fellowship.IsApproved && !fellowship.IsAsked && fellowship.ReturnedBecause.Length > 0,
            Note.Reopened => told.IsMaker && fellowship is { IsApproved: false, IsAsked: false, WithdrawnBecause: null },
            Note.Closing => fellowship.Milestones.TakesApplicationsAt(wish.At) && await saved.HasAsync(told.Head.Key, wish.Person, cancellationToken)
                && !await applicants.IsInterestedAsync(wish.OrganisationId, FellowshipOpenings.FellowshipKind, told.Head.Key, wish.Person, cancellationToken),
            Note.Changed => fellowship.WithdrawnBecause is null && await CountsOnItAsync(told, cancellationToken),
            Note.Withdrawn => fellowship.WithdrawnBecause is not null && (told.Lost is not LostPlace.None || await CountsOnItAsync(told, cancellationToken)),
            Note.TeamChanged => told.IsMaker && fellowship.WithdrawnBecause is null,
            Note.TeamWithdrawn => fellowship.WithdrawnBecause is not null && (told.IsMaker || fellowship.Content.Panel.Any(one => one.Id == wish.Person)),
            Note.NextCycle => fellowship.Milestones.TakesApplicationsAt(wish.At),
            Note.Taken => told is { Place.IsLive: true, Released.Count: > 0 },
            Note.Covered => told is { Place: { IsTaken: true, HasCover: true } } && (told.IsFellow || told.Released.Count > 0),
            Note.Start or Note.Done => told.IsFellow || told.Released.Count > 0,
            Note.Over => told.Place is { IsLive: true } && (told.IsFellow || told.Released.Count > 0),
            Note.Silent or Note.Unasked => told.IsMaker && told.Place is { IsLive: true, Going: Going.NotSaid } && !(fellowship.Content.Ends < DateOnly.FromDateTime(wish.At.UtcDateTime)),
            Note.Cover => told.IsMaker && fellowship.Places.Any(one => one is { IsLive: true, HasCover: false }),
            Note.NobodyApplied => told.IsMaker && fellowship.StateAt(wish.At) is FellowshipState.Shortlisting && fellowship.Places.Count == 0,
            Note.Unfilled => told.IsMaker && fellowship.StateAt(wish.At) is FellowshipState.Unfilled,
            Note.End or Note.Unconfirmed => told.IsMaker && fellowship.Places.Any(one => one.IsLive),
            Note.Losing => (told.IsMaker || told.IsFellow) && told.Place is { IsLive: true, UnlistedSince: { } since } && PlaceRules.GoesOnFrom(since) < fellowship.Content.Starts, // begun by then, it stays theirs
            Note.Corrected => told is { IsFellow: true, Place.End: PlaceEnd.Completed },
            Note.Surveyed => told.IsMaker && SurveySummary.Of(fellowship).HasAny,
            Note.Left => told.IsMaker || told.IsFellow || told.Released.Count > 0,
            _ => told.IsMaker && told.Place is not null,
        };
    }

    /// <summary>Whether they saved it (and are listed), wait for an outcome, have or take a place, or are told of one for their practice: still, by now.</summary>
    private async Task<bool> CountsOnItAsync(Told told, CancellationToken cancellationToken)
    {
        var (fellowship, person, key) = (told.Head.Fellowship, told.Wish.Person, told.Head.Key);
        if (told.Released.Count > 0 || fellowship.Places.Any(one => one.IsLive && one.Fellow?.Id == person) || (told.IsListed && await saved.HasAsync(key, person, cancellationToken)))
            return true;
        return await applicants.IsWaitingAsync(fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, key, person, cancellationToken)
            || (fellowship.PlaceOf(person) is not { IsLive: false } && await applicants.IsAppointedAsync(fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, key, person, cancellationToken));
    }
}
