using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>"Reachable 96 of 143", and the rest by practice with the reasons, in pages that fit a card.</summary>
internal sealed class ReachCard(CardLibrary library, ReachReader reader, RosterShelf rosters, Installations installations, GraphOptions graph)
{
    private const int PracticesOnPage = 8;

    private readonly TextFile _text = library.Text;

    /// <summary>Names are shown in the person's own chat only: a card in a team would show them to everybody there.</summary>
    /// <param name="turn">Who looks, and where.</param>
    /// <param name="organisation">Whose people.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    /// <param name="recorded">What has just been done; null if nothing was.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Answer> AnswerAsync(Turn turn, OrganisationNow organisation, int page, CardText? recorded, CancellationToken cancellationToken)
    {
        var all = await reader.ReadAsync(organisation, cancellationToken);
        var places = await rosters.ListOfAsync(organisation.Id, cancellationToken);
        var count = ReachReader.CountOf(all);
        var isOwnChat = turn.Place.Scope is Scope.Personal;
        var practices = isOwnChat ? ReachByPractice.Of(organisation, all) : [];
        var shown = practices.PageOf(page, PracticesOnPage);
        var words = _text.WordsOf(organisation.Organisation.Words);
        var title = _text.Plain("roster.reach.title", ("reached", count.Reached), ("total", count.Total));
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .Set("organisation", CardText.FromPerson(organisation.Name.Name))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("places", places.Count == 0 ? _text.Format("roster.reach.noPlace") : _text.Format("roster.reach.places", ("count", places.Count(place => place.Counting))))
            .Set("reasons", ReachWords.Reasons.Select(reason => (Reason: reason, Count: all.Count(one => one.Reach == reason))).Where(pair => pair.Count > 0)
                .Select(pair => new CardData().Set("line", _text.Format("roster.reach.reason", ("count", pair.Count), ("reason", _text.ReasonOf(pair.Reason))))))
            .Set("groups", shown.Items.Select(one => GroupOf(one, words)))
            .Set("isFirst", shown.Number == 0)
            .Set("isOwnChat", isOwnChat)
            .Set("mayFile", isOwnChat && count.Reached < count.Total && turn.Actor.HoldsAny(ListReading.Listing))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (practices.Count > 0)
            data.Set("shown", _text.Format("roster.reach.shown", ("practices", VocabularyWords.Capital(words.Practices)), ("from", shown.From), ("to", shown.To), ("total", practices.Count)));
        data.SetPages(shown);
        if (recorded is { } done)
            data.Set("recorded", done);
        if (isOwnChat && all.Count(one => one.Reach is Reach.FoundNotConfirmed) is > 0 and var found)
            data.Set("confirm", _text.Plain("roster.reach.confirm", ("count", found)));
        await SetInstallAsync(data, organisation, all, isOwnChat, cancellationToken);
        return new Answer.Card(new CardView("roster/reach", data, title));
    }

    private async Task SetInstallAsync(CardData data, OrganisationNow organisation, IReadOnlyList<Reached> all, bool isOwnChat, CancellationToken cancellationToken)
    {
        var lines = await installations.ReportAsync(organisation.Id, cancellationToken);
        data.Set("installed", lines.Select(line => new CardData().Set("line", line)));
        var could = all.Count(Installations.CouldHelp);
        if (could == 0 || !isOwnChat)
            return;
        if (graph.Enabled)
            data.Set("install", _text.Plain("roster.install.press", ("count", could)));
        else
            data.Set("installMissing", _text.Format("roster.install.missing"));
    }

    private CardData GroupOf(PracticeReach practice, SpokenWords words)
    {
        var name = practice.Practice.Length == 0
            ? _text.Format("roster.reach.noPractice", ("practice", words.Practice))
            : practice.Locality.Length == 0 ? CardText.FromPerson(practice.Practice) : _text.Format("roster.reach.practice", ("locality", practice.Locality), ("practice", practice.Practice));
        var reasons = practice.People.Where(one => !one.Reach.CanBeReached()).GroupBy(one => one.Reach).OrderBy(group => ReachWords.Reasons.ToList().IndexOf(group.Key));
        return new CardData()
            .Set("label", name)
            .Set("result", _text.Format("roster.reach.of", ("reached", practice.People.Count - practice.Unreached), ("total", practice.People.Count)))
            .Set("people", reasons.Select(group => new CardData().Set("line", _text.Format(
                "roster.reach.people",
                ("reason", _text.ReasonOf(group.Key)),
                ("names", _text.NamesOf([.. group.Select(one => one.Name).Order(StringComparer.OrdinalIgnoreCase)]))))));
    }
}
