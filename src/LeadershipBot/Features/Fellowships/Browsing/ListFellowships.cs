using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Text;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>A member browses the fellowships of their organisation; whoever writes them begins a new one here, and opens drafts.</summary>
internal sealed class ListFellowships(FellowshipShelf shelf, SavedShelf saved, IAudience audience, CardLibrary library) : ISlice
{
    private const int PageSize = 5;
    private static readonly int[] Sessions = [1, 2, 3, 4];

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (FellowshipGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (PatientData.FindIn(turn.Words, turn.Today) is not null || PatientData.FindIn(turn.Data.Text("words"), turn.Today) is not null)
            return new Answer.Refused(new Refusal("shell.refused.patientData"));
        var organisation = turn.Actor.Organisation.Id;
        var isMaker = turn.Actor.HoldsAny(Fellowship.Makers) && turn.Place.Scope is Scope.Personal;
        var filter = FellowshipFilter.Read(turn, showsAll: isMaker);
        var isOwnChat = turn.Place.Scope is Scope.Personal;
        var mine = isOwnChat ? await saved.ListAsync(organisation, turn.Actor.MemberId, cancellationToken) : [];
        var stands = isOwnChat ? await saved.ListStandingAsync(organisation, turn.Actor.MemberId, cancellationToken) : [];
        var localities = await audience.NameLocalitiesAsync(organisation, cancellationToken);
        var wanted = (await shelf.ListAsync(organisation, cancellationToken))
            .Where(line => filter.Lets(line, mine, stands, isMaker, turn.At))
            .OrderBy(line => Rank(line.Milestones, turn.At, isMaker)).ThenBy(line => line.Milestones.ClosesAt ?? DateTimeOffset.MaxValue).ThenBy(line => line.Title, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var page = wanted.PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, PageSize);
        var title = _text.Plain("fellowships.list.title");
        var data = new CardData().Titled(_text, title)
            .SetId("organisationId", organisation)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .Set("about", _text.Format(filter.Which is FellowshipFilter.Open ? "fellowships.list.open" : "fellowships.list.count", ("count", wanted.Count)))
            .Set("isMaker", isMaker)
            .Set("showsFilter", filter != FellowshipFilter.None(showsAll: isMaker))
            .Set("items", page.Items.Select(line => Item(line, turn, localities, mine)))
            .Set("localities", CardChoice.Localities(localities).Prepend(CardChoice.Of(_text.Plain("fellowships.wholeOrganisation"), FellowshipFilter.Whole)).Prepend(Any()))
            .Set("fundings", FellowshipWords.Fundings(_text).Prepend(Any()))
            .Set("sessionChoices", Sessions.Select(most => CardChoice.Named(_text.Plain("fellowships.list.most", ("time", FellowshipWords.Time(_text, most))).Words, most.ToString(CultureInfo.InvariantCulture))).Prepend(Any()))
            .SetId("locality", filter.LocalityText)
            .SetId("sessions", filter.SessionsText)
            .SetId("funding", filter.FundingText)
            .SetId("which", filter.Which)
            .Set("words", PlainText.FromPerson(filter.Words))
            .SetPages(page);
        if (page.Items.Count == 0)
            data.Set("empty", _text.Format(filter.Which is FellowshipFilter.Saved ? isOwnChat ? "fellowships.list.noneSaved" : "fellowships.list.savedElsewhere" : filter.Which is FellowshipFilter.Open ? "fellowships.list.noneOpen" : "fellowships.list.none"));
        return new Answer.Card(new CardView("fellowships/list", data, title));
    }

    /// <summary>What can be applied for comes first; for those who write them, what waits for a yes comes before.</summary>
    private static int Rank(FellowshipMilestones stones, DateTimeOffset now, bool isMaker) => stones.StateAt(now) switch
    {
        FellowshipState.Waiting when isMaker => 0,
        FellowshipState.Open when !stones.IsFilled => 1,
        FellowshipState.Draft => 2,
        FellowshipState.Open or FellowshipState.Shortlisting or FellowshipState.Unfilled => 3,
        FellowshipState.InProgress or FellowshipState.ToConfirm => 4,
        _ => 5,
    };

    private CardData Item(FellowshipLine line, Turn turn, IReadOnlyDictionary<string, string> localities, HashSet<string> mine)
    {
        var title = FellowshipWords.Title(_text, line.Title, line.Cycle);
        var state = FellowshipWords.State(_text, line.Milestones, turn.At, turn.TimeZone);
        if (line.WithdrawnBecause.Length > 0 && line.Milestones.StateAt(turn.At) is FellowshipState.Withdrawn or FellowshipState.InProgress)
            state = _text.Plain("fellowships.list.withdrawn", ("state", state), ("reason", line.WithdrawnBecause)).Words;
        return new CardData()
            .SetId("fellowship", line.Key)
            .Set("title", CardText.FromPerson(title))
            .Set("short", CardText.FromPerson(FellowshipWords.InShort(_text, line.Sessions, line.Locality, line.Funding, localities)))
            .Set("state", CardText.FromPerson(mine.Contains(line.Key) ? _text.Plain("fellowships.list.saved", ("state", state)).Words : state))
            .Set("press", _text.Plain("fellowships.list.press", ("title", title)));
    }

    private CardData Any() => CardChoice.Named(_text.Plain("fellowships.list.any").Words, FellowshipFilter.Any);
}
