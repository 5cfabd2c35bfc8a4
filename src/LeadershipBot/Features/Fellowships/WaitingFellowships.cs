using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Fellowships;

/// <summary>What waits for a person of fellowships: a yes to one that another wrote; of their own place how it goes and what it was worth; and what releasing a fellow was worth, where they lead the practice that did.</summary>
/// <remarks>Costs one list of the fellowships in which they stand, and a read for each that runs or ended not long ago; for who may approve, leads a practice or stands in many, one list of the lines, and a read for each that waits, or is over and was released for by their practice, which hasn't said what it was worth.</remarks>
internal sealed class WaitingFellowships(FellowshipShelf shelf, IRoleHolders holders, IAudience audience, FellowshipNotes notes, MidwayCard midway, SurveyCard survey, CardLibrary library) : IWaiting
{
    private const string Yes = "yes";
    private const int YesMinutes = 5;

    /// <summary>Fellowships that ended longer ago aren't looked at: what they were worth is asked for 20 working days from when a place is confirmed, which has its reminders after ten.</summary>
    private const int LooksBackDays = 120;

    public string Kind => "fellowships";

    public async Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        var found = new List<WaitingThing>();
        Task<List<FellowshipLine>>? lines = null;
        foreach (var head in await shelf.ListRunningOfAsync(wish.OrganisationId, wish.Person, DateOnly.FromDateTime(wish.At.UtcDateTime).AddDays(-LooksBackDays), LinesAsync, cancellationToken))
            found.AddRange(head.Fellowship.Places.Select(place => ThingOf(head, place, wish)).OfType<WaitingThing>());
        found.AddRange(await ListForPracticeAsync(wish, LinesAsync, cancellationToken));
        foreach (var head in await ListForYesAsync(wish, LinesAsync, cancellationToken))
            found.Add(new WaitingThing($"{head.Key}.{Yes}", library.Text.Plain("fellowships.note.approve", ("title", FellowshipWords.Title(library.Text, head.Fellowship))), YesMinutes, head.Fellowship.Content.ClosesAt));
        return found;

        Task<List<FellowshipLine>> LinesAsync() => lines ??= shelf.ListAsync(wish.OrganisationId, cancellationToken); // once, where anything needs them
    }

    public async Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
    {
        if (key.Split('.') is not [var organisation, var id, var what] || organisation != wish.OrganisationId || await shelf.FindAsync(FellowshipRows.KeyOf(organisation, id), cancellationToken) is not { } head)
            return null;
        if (what == Yes)
            return await MayApproveAsync(head, wish, cancellationToken) ? await notes.FindAsync(new AskWish(wish.Person, wish.OrganisationId, $"{head.Key}.{Note.Waiting}.{FellowshipWords.Number(head.Fellowship.Revision)}", wish.At, wish.Zone), cancellationToken) : null;
        if (head.Fellowship.Places.FirstOrDefault(one => one.Id == what) is not { } place)
            return null;
        if (OfPractice(head, place, await LeadOfAsync(wish, cancellationToken), wish) is not null)
            return CardOf(survey.Of(head, place, wish.Person));
        if (ThingOf(head, place, wish) is null)
            return null;
        return CardOf(IsRated(head, place, wish) ? survey.Of(head, place, lead: null) : midway.Of(head, place));
    }

    private static AskCard CardOf(CardView view) => new(view.Summary, view);

    /// <summary>What waits for somebody of a place that is theirs; null where nothing does.</summary>
    private WaitingThing? ThingOf(FellowshipHead head, FellowPlace place, WaitingWish wish)
    {
        var (fellowship, today) = (head.Fellowship, DateOnly.FromDateTime(wish.At.UtcDateTime));
        if (place.Fellow?.Id != wish.Person || fellowship.Content is not { Starts: { } starts, Ends: { } ends })
            return null;
        if (IsRated(head, place, wish))
            return place.ByFellow is null ? Survey(head, place, isPractice: false, wish) : null;
        return place is { IsLive: true, Going: Going.NotSaid } && FellowshipClock.DueOn(starts, ends, today) == 2
            ? new WaitingThing($"{head.Key}.{place.Id}", library.Text.Plain("fellowships.midway.title", ("title", FellowshipWords.Title(library.Text, fellowship))), MidwayAsk.Minutes, FellowshipClock.EndOf(ends))
            : null;
    }

    private WaitingThing? Survey(FellowshipHead head, FellowPlace place, bool isPractice, WaitingWish wish)
        => FellowshipClock.SurveyEndsAt(head.Fellowship.Content.Ends, place.EndedAt) is { } until && wish.At < until
            ? new WaitingThing($"{head.Key}.{place.Id}", SurveyCard.TitleOf(library.Text, head.Fellowship, place, isPractice), SurveyAsk.Minutes, until)
            : null;

    /// <summary>What waits for somebody who leads the practice that released a fellow; null where nothing does.</summary>
    private WaitingThing? OfPractice(FellowshipHead head, FellowPlace place, PracticeCodes leads, WaitingWish wish)
        => place.ByPractice.Count == 0 && leads.Contains(place.PracticeCode) && place.Fellow?.Id != wish.Person && IsRated(head, place, wish) ? Survey(head, place, isPractice: true, wish) : null;

    private async Task<PracticeCodes> LeadOfAsync(WaitingWish wish, CancellationToken cancellationToken)
        => (await audience.FindAsync(wish.OrganisationId, wish.Person, cancellationToken))?.LeadOf ?? PracticeCodes.None;

    private async Task<IReadOnlyList<WaitingThing>> ListForPracticeAsync(WaitingWish wish, Func<Task<List<FellowshipLine>>> lines, CancellationToken cancellationToken)
    {
        var leads = await LeadOfAsync(wish, cancellationToken);
        if (leads.All.Count == 0)
            return [];
        var found = new List<WaitingThing>();
        foreach (var line in (await lines()).Where(line => MayBeOver(line.Milestones, DateOnly.FromDateTime(wish.At.UtcDateTime)) && line.Practices?.All.Any(leads.Contains) is not false))
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { } head)
                found.AddRange(head.Fellowship.Places.Select(place => OfPractice(head, place, leads, wish)).OfType<WaitingThing>());
        }

        return found;
    }

    /// <summary>Whether somebody's place may be over since not too long: the last day has come, or a place ended.</summary>
    private static bool MayBeOver(FellowshipMilestones stones, DateOnly today)
        => stones is { Ends: { } ends } && stones.Live + stones.Ended > 0 && (stones.Ended > 0 || ends <= today) && today <= ends.AddDays(LooksBackDays);

    private static bool IsRated(FellowshipHead head, FellowPlace place, WaitingWish wish) => head.Fellowship.MayBeRated(place, DateOnly.FromDateTime(wish.At.UtcDateTime));

    private async Task<IReadOnlyList<FellowshipHead>> ListForYesAsync(WaitingWish wish, Func<Task<List<FellowshipLine>>> lines, CancellationToken cancellationToken)
    {
        if (await holders.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } holder || (holder.Roles & Fellowship.Makers) == Roles.Member)
            return [];
        var heads = new List<FellowshipHead>();
        foreach (var line in (await lines()).Where(line => line.Milestones.StateAt(wish.At) is FellowshipState.Waiting))
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { } head && await MayApproveAsync(head, wish, cancellationToken))
                heads.Add(head);
        }

        return heads;
    }

    private async Task<bool> MayApproveAsync(FellowshipHead head, WaitingWish wish, CancellationToken cancellationToken)
        => head.Fellowship.StateAt(wish.At) is FellowshipState.Waiting && await holders.MayApproveAsync(head.Fellowship, wish.Person, cancellationToken);
}
