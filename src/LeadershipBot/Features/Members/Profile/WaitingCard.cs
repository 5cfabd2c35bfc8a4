using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Who waits to be confirmed, by practice, a few on a page.</summary>
internal sealed class WaitingCard(OrganisationShelf organisations, WaitingPeople people, CardLibrary library)
{
    public const int PageSize = 5;

    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who looks.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    /// <param name="done">What was done just now; null if nothing.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    public async Task<CardView> OfAsync(Turn turn, int page, CardText? done, CancellationToken cancellationToken)
    {
        var organisation = await organisations.FindAsync(turn.Actor.Organisation.Id, cancellationToken);
        var waiting = organisation is null ? [] : await people.ListAsync(turn.Actor, organisation, cancellationToken);
        var shown = waiting.PageOf(page, PageSize);
        var title = waiting.Count == 0 ? _text.Plain("profile.waiting.nobody") : _text.Plain("profile.waiting.title", ("count", waiting.Count));
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("people", shown.Items.Select(one => Row(turn, one, shown.Number)))
            .Set("isEmpty", waiting.Count == 0)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (done is { } words)
            data.Set("done", words);
        data.SetPages(shown);
        return new CardView("profile/waiting", data, title);
    }

    /// <summary>What a claim says, as in "GP, partner, at Larkford Bridge Surgery".</summary>
    public string WordsOf(Claim claim, string practice)
    {
        var work = _text.WorkOf(claim.Profession, claim.Contract);
        if (practice.Length == 0)
            return work.Length == 0 ? _text.Plain("profile.waiting.belongs").Words : work;
        return work.Length == 0 ? _text.Plain("profile.waiting.at", ("practice", practice)).Words : _text.Plain("profile.waiting.workAt", ("work", work), ("practice", practice)).Words;
    }

    private CardData Row(Turn turn, Waiting one, int page) => new CardData()
        .SetId("organisationId", turn.Actor.Organisation.Id)
        .Set("name", CardText.FromPerson(one.Member.Name))
        .Set("says", CardText.FromPerson(WordsOf(one.Claim, one.Practice)))
        .SetId("id", $"{one.Member.Id}.{one.Claim.Practice ?? DetailsForm.None}")
        .Set("confirm", _text.Plain("profile.waiting.confirm", ("name", one.Member.Name)))
        .Set("decline", _text.Plain("profile.waiting.decline", ("name", one.Member.Name)))
        .SetId("person", one.Member.Id.ToString())
        .SetId("practice", one.Claim.Practice ?? DetailsForm.None)
        .SetId("profession", one.Claim.Profession?.ToString() ?? DetailsForm.None)
        .SetId("contract", one.Claim.Contract?.ToString() ?? DetailsForm.None)
        .Set("page", page);
}
