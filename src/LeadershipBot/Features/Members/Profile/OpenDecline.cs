using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Who may confirm people is asked why one of them is not theirs, so that the person can be told.</summary>
internal sealed class OpenDecline(OrganisationShelf organisations, RollShelf rolls, PracticeFinder practices, WaitingCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (WaitingPeople.Read(turn.Data) is not var (id, claim) || await organisations.FindAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));
        if (Deciding.Check(turn.Actor, await rolls.FindAsync(organisation, id, cancellationToken), claim, isSo: false).IsRefused(out var refusal, out var member))
            return new Answer.Refused(refusal);

        var text = library.Text;
        var practice = claim.Practice is { } code ? await practices.NameOfAsync(organisation, code, cancellationToken) : "";
        var title = text.Plain("profile.declineForm.title");
        turn.Data.TryNumber("page", out var page);
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .Set("name", CardText.FromPerson(member.Name))
            .Set("says", CardText.FromPerson(card.WordsOf(claim, practice)))
            .Set("reasons", Enum.GetValues<DeclineReason>().Select(reason => new CardData().Set("title", text.NameOf(reason)).SetId("value", reason.ToString())))
            .SetId("person", id.ToString())
            .SetId("practice", claim.Practice ?? DetailsForm.None)
            .SetId("profession", claim.Profession?.ToString() ?? DetailsForm.None)
            .SetId("contract", claim.Contract?.ToString() ?? DetailsForm.None)
            .Set("page", page)
            .Set("summary", title)
            .Set("spoken", text.Spoken("profile.declineForm.title"));
        return new Answer.Dialog(title, new CardView("profile/decline", data, title));
    }
}
