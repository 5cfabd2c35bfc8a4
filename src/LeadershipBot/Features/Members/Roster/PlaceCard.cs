using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// To which organisation a team or chat belongs. Everybody there reads it, so of somebody's organisations it names at
/// most their only one; who has several chooses in a dialog.
/// </summary>
internal sealed class PlaceCard(CardLibrary library, OrganisationShelf organisations, PlaceShelf places)
{
    private readonly TextFile _text = library.Text;

    /// <summary>
    /// The organisations that the person may give a place to: those in which they hold a role for it; for an
    /// administrator of the whole deployment all of the tenant.
    /// </summary>
    public async Task<IReadOnlyList<OrganisationName>> ChoicesAsync(Turn turn, CancellationToken cancellationToken)
    {
        var own = turn.Actor.Hats.Where(hat => (hat.Roles & PlaceClaim.Holders) != Roles.Member).Select(hat => hat.Organisation);
        IEnumerable<OrganisationName> tenants = turn.Actor.Everywhere.HasFlag(Roles.Administrator)
            ? await organisations.ListOfTenantAsync(turn.Place.TenantId, cancellationToken)
            : [];
        return [.. own.Concat(tenants).DistinctBy(one => one.Id).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The organisation to be offered to whoever installs the bot in a place that belongs to none: their only one, or null.</summary>
    public async Task<OrganisationName?> OfferAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is Scope.Personal || await places.FindAsync(turn.Place, cancellationToken) is not null)
            return null;
        return await ChoicesAsync(turn, cancellationToken) is [var only] ? only : null;
    }

    /// <summary>The dialog in which somebody with several organisations chooses one.</summary>
    public async Task<Answer> ChooseAsync(Turn turn, CancellationToken cancellationToken)
    {
        var holds = await places.ReadAsync(turn.Place, cancellationToken);
        var others = await OthersAsync(turn, holds, cancellationToken);
        if (others.Count == 0)
            return new Answer.Refused(new Refusal("roster.refused.noOther"));
        var title = _text.Plain("roster.place.kind");
        var data = new CardData()
            .Set("choices", others.Select(one => new CardData().Set("title", PlainText.FromPerson(one.Name)).SetId("id", one.Id)))
            .Set("save", _text.Plain(holds is null ? "roster.place.bind" : "roster.place.move"))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("roster/choose", data, title));
    }

    /// <summary>To which the person could give the place in place of the one that holds it.</summary>
    private async Task<List<OrganisationName>> OthersAsync(Turn turn, OrganisationName? holds, CancellationToken cancellationToken)
        => [.. (await ChoicesAsync(turn, cancellationToken)).Where(one => one.Id != holds?.Id && PlaceClaim.WhyNot(turn.Actor, holds, one) is null)];

    /// <param name="turn">Who looks, and where.</param>
    /// <param name="holds">The organisation that has the place; null if none has.</param>
    /// <param name="recorded">The key of what has just been done; null if nothing was.</param>
    /// <param name="cancellationToken">Ends the look at the organisations.</param>
    public async Task<CardView> OfAsync(Turn turn, OrganisationName? holds, string? recorded, CancellationToken cancellationToken)
    {
        var others = await OthersAsync(turn, holds, cancellationToken);
        var only = holds is null && others is [var single] ? single : null;
        var isTeam = turn.Place.TeamId is not null;
        var title = holds is null
            ? _text.Plain(isTeam ? "roster.place.team.free" : "roster.place.chat.free")
            : _text.Plain(isTeam ? "roster.place.team" : "roster.place.chat", ("organisation", _text.NameOf(holds)));
        var data = new CardData()
            .Set("title", CardText.FromPerson(title.Words))
            .Set("isBound", holds is not null)
            .Set("mayChoose", only is null && others.Count > 0)
            .Set("mayRelease", holds is not null && PlaceClaim.WhyNotReleased(turn.Actor, holds) is null)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (holds is not null)
            data.SetId("organisationId", holds.Id);
        if (only is not null)
            data.Set("only", new CardData().SetId("id", only.Id).Set("question", _text.Format("roster.place.offer", ("organisation", only.Name))));
        if (recorded is not null)
            data.Set("recorded", _text.Format(recorded));
        return new CardView("roster/place", data, title);
    }
}
