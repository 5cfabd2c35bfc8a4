using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>An organiser types some letters of a name into a dialog, and is offered the people of the organisation that it is about.</summary>
internal sealed class OfferPeople(OrganisationShelf organisations, PeopleIndex people, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.FindAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Offered([]);
        var found = PeopleIndex.Matching(await people.OfAsync(organisation, cancellationToken), turn.Data.Text("words")).Take(Answer.ChoicesMax);
        return new Answer.Offered([.. found.Select(member => new OfferedChoice(TitleOf(organisation, member), member.Id.ToString()))]);
    }

    /// <summary>The name, with what tells people of one name apart.</summary>
    private PlainText TitleOf(OrganisationNow organisation, Member member)
    {
        var more = organisation.NamesOf(member.Practices) is [var practice, ..] ? practice.Name : member.Title;
        return more.Length > 0 ? library.Text.Plain("roles.person.title", ("name", member.Name), ("more", more)) : PlainText.FromPerson(member.Name);
    }
}
