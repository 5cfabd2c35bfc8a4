using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Text;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Writing;

/// <summary>
/// A chair or an organiser begins: a button opens the pages on which a decision is written; in their own chat, the
/// decisions stand below, page by page, the newest first, drafts too. Where others read along there is only the button.
/// </summary>
internal sealed class ShowDecisions(DecisionShelf shelf, CardLibrary library) : ISlice
{
    private const int PageSize = 6;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PatientData.FindIn(turn.Words, turn.Today) is not null)
            return new Answer.Refused(new Refusal("shell.refused.patientData"));
        if (!Decision.MayMake(turn.Actor, turn.Actor.Organisation))
            return new Answer.Refused(new Refusal(DecisionRefusals.Role));
        var text = library.Text;
        var keys = turn.Place.Scope is Scope.Personal ? await shelf.ListAsync(turn.Actor.Organisation.Id, int.MaxValue, cancellationToken) : [];
        var page = keys.PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, PageSize);
        var heads = await Task.WhenAll(page.Items.Select(key => shelf.FindAsync(key, cancellationToken)));
        var title = text.Plain("decisions.list.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("organisation", text.OrganisationName(turn.Actor))
            .Set("words", PlainText.FromPerson(TurnData.Clip(turn.Words.Trim('"', '“', '”', ' '), DecisionLimits.WhatCharactersMax)))
            .Set("items", heads.OfType<DecisionHead>().Select(head => Item(text, head, turn)))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title))
            .SetPages(page);
        return new Answer.Card(new CardView("decisions/list", data, title));
    }

    private static CardData Item(TextFile text, DecisionHead head, Turn turn)
    {
        var what = head.Decision.Content.What is { Length: > 0 } said ? said : head.Writing?.What is { Length: > 0 } draft ? draft : text.Plain("decisions.list.untitled").Words;
        return new CardData()
            .SetId("decision", head.PartitionKey)
            .Set("what", CardText.FromPerson(what))
            .Set("state", DecisionWords.State(text, head.Decision, turn.TimeZone))
            .Set("press", text.Plain("decisions.list.open", ("what", what)));
    }
}
