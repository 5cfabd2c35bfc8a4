using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>An organiser looks at people who are listed by e-mail and were found in a team.</summary>
internal sealed class ShowMatches(OrganisationShelf organisations, MatchesCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        turn.Data.TryNumber("page", out var page);
        return await card.AnswerAsync(organisation, page, null, cancellationToken);
    }
}

/// <summary>The organiser confirms those whom they ticked, or all on the page.</summary>
internal sealed class ConfirmMatches(OrganisationShelf organisations, RollShelf rolls, RollMatches matches, MatchesCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        var keys = (turn.Data.TryText("all", out var all) ? all : turn.Data.Text("entries")).Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
            return new Answer.Refused(new Refusal("roster.refused.nobodyTicked"));

        var found = (await rolls.ListInvitedAsync(organisation, cancellationToken)).Where(one => one.MatchedTo is not null && keys.Contains(RollMatches.KeyOf(one))).Take(MatchesCard.PageSize);
        var confirmed = 0;
        foreach (var one in found)
        {
            var ruling = await matches.ConfirmAsync(
                organisation.Id, RollMatches.KeyOf(one), one.MatchedTo!.Value, changed => Audit.Entry(organisation.Id, turn, "members.matchConfirmed", changed), cancellationToken);
            confirmed += ruling.IsRefused(out _, out _) ? 0 : 1;
        }

        return await card.AnswerAsync(organisation, 0, library.Text.Format("roster.matches.confirmed", ("count", confirmed)), cancellationToken);
    }
}

/// <summary>Those who are listed by e-mail, were found, and wait to be confirmed.</summary>
internal sealed class MatchesCard(RollShelf rolls, CardLibrary library)
{
    public const int PageSize = 10;

    private readonly TextFile _text = library.Text;

    /// <param name="organisation">Whose list.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    /// <param name="recorded">What has just been done; null if nothing was.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Answer> AnswerAsync(OrganisationNow organisation, int page, CardText? recorded, CancellationToken cancellationToken)
    {
        var waiting = (await rolls.ListInvitedAsync(organisation, cancellationToken)).Where(one => one.MatchedTo is not null)
            .OrderBy(one => one.MatchedName, StringComparer.OrdinalIgnoreCase).ToList();
        var shown = waiting.PageOf(page, PageSize);
        var title = waiting.Count == 0 ? _text.Plain("roster.matches.none") : _text.Plain("roster.matches.title", ("count", waiting.Count));
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .Set("organisation", CardText.FromPerson(organisation.Name.Name))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("isAny", shown.Items.Count > 0)
            .Set("choices", shown.Items.Select(one => new CardData().Set("title", TitleOf(organisation, one)).SetId("id", RollMatches.KeyOf(one))))
            .Set("all", PlainText.FromPerson(string.Join(',', shown.Items.Select(RollMatches.KeyOf))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        data.SetPages(shown);
        if (recorded is { } done)
            data.Set("recorded", done);
        return new Answer.Card(new CardView("roster/matches", data, title));
    }

    private CardText TitleOf(OrganisationNow organisation, Invited invited) => _text.Format(
        "roster.matches.entry",
        ("found", invited.MatchedName),
        ("listed", invited.As.Name.Length > 0 ? $"{invited.As.Name}, {_text.ListedAs(organisation, invited.As)}" : _text.ListedAs(organisation, invited.As)),
        ("email", invited.Email));
}
