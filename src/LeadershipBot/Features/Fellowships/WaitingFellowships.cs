using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Fellowships;

/// <summary>What waits for a person of fellowships: a yes to one that another wrote, and of their own place how it goes and what it was worth.</summary>
/// <remarks>Costs one read for the fellowships in which they stand, and one for each; for who may approve, one for the lines, and one for each that waits.</remarks>
internal sealed class WaitingFellowships(FellowshipShelf shelf, IRoleHolders holders, FellowshipNotes notes, MidwayCard midway, SurveyCard survey, CardLibrary library) : IWaiting
{
    private const string Yes = "yes";
    private const int YesMinutes = 5;

    public string Kind => "fellowships";

    public async Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        var found = new List<WaitingThing>();
        foreach (var head in await shelf.ListOfAsync(wish.OrganisationId, wish.Person, cancellationToken))
            found.AddRange(head.Fellowship.Places.Select(place => ThingOf(head, place, wish)).OfType<WaitingThing>());
        foreach (var head in await ListForYesAsync(wish, cancellationToken))
            found.Add(new WaitingThing($"{head.Key}.{Yes}", library.Text.Plain("fellowships.note.approve", ("title", FellowshipWords.Title(library.Text, head.Fellowship))), YesMinutes, head.Fellowship.Content.ClosesAt));
        return found;
    }

    public async Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
    {
        if (key.Split('.') is not [var organisation, var id, var what] || organisation != wish.OrganisationId || await shelf.FindAsync(FellowshipRows.KeyOf(organisation, id), cancellationToken) is not { } head)
            return null;
        if (what == Yes)
            return await MayApproveAsync(head, wish, cancellationToken) ? await notes.FindAsync(new AskWish(wish.Person, wish.OrganisationId, $"{head.Key}.{Note.Waiting}.{FellowshipWords.Number(head.Fellowship.Revision)}", wish.At, wish.Zone), cancellationToken) : null;
        if (head.Fellowship.Places.FirstOrDefault(one => one.Id == what) is not { } place || ThingOf(head, place, wish) is null)
            return null;
        var view = IsRated(head, place, wish) ? survey.Of(head, place, isPractice: false) : midway.Of(head, place);
        return new AskCard(view.Summary, view);
    }

    /// <summary>What waits for somebody of a place that is theirs; null where nothing does.</summary>
    private WaitingThing? ThingOf(FellowshipHead head, FellowPlace place, WaitingWish wish)
    {
        var (fellowship, today) = (head.Fellowship, DateOnly.FromDateTime(wish.At.UtcDateTime));
        if (place.Fellow?.Id != wish.Person || fellowship.Content is not { Starts: { } starts, Ends: { } ends })
            return null;
        if (IsRated(head, place, wish))
            return place.ByFellow is null && FellowshipClock.SurveyEndsAt(ends, place.EndedAt) is { } until && wish.At < until ? new WaitingThing($"{head.Key}.{place.Id}", SurveyCard.TitleOf(library.Text, fellowship, place, isPractice: false), SurveyAsk.Minutes, until) : null;
        return place is { IsLive: true, Going: Going.NotSaid } && FellowshipClock.DueOn(starts, ends, today) == 2
            ? new WaitingThing($"{head.Key}.{place.Id}", library.Text.Plain("fellowships.midway.title", ("title", FellowshipWords.Title(library.Text, fellowship))), MidwayAsk.Minutes, FellowshipClock.EndOf(ends))
            : null;
    }

    private static bool IsRated(FellowshipHead head, FellowPlace place, WaitingWish wish) => head.Fellowship.MayBeRated(place, DateOnly.FromDateTime(wish.At.UtcDateTime));

    private async Task<IReadOnlyList<FellowshipHead>> ListForYesAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        if (await holders.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } holder || (holder.Roles & Fellowship.Makers) == Roles.Member)
            return [];
        var heads = new List<FellowshipHead>();
        foreach (var line in (await shelf.ListAsync(wish.OrganisationId, cancellationToken)).Where(line => line.Milestones.StateAt(wish.At) is FellowshipState.Waiting))
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { } head && await MayApproveAsync(head, wish, cancellationToken))
                heads.Add(head);
        }

        return heads;
    }

    private async Task<bool> MayApproveAsync(FellowshipHead head, WaitingWish wish, CancellationToken cancellationToken)
        => head.Fellowship.StateAt(wish.At) is FellowshipState.Waiting && await holders.MayApproveAsync(head.Fellowship, wish.Person, cancellationToken);
}
