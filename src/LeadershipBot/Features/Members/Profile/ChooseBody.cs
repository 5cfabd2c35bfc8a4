using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>
/// They chose it. Where it lists them by e-mail they are asked whether they are meant, as at first contact; else they say
/// where they work there. Nobody is a member by it before somebody has confirmed them.
/// </summary>
internal sealed class ChooseBody(JoinableBodies bodies, OrganisationShelf organisations, JoinDialog join, DetailsDialog details, OwnEntry entry, PracticeFinder practices, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new Refusal("profile.refused.elsewhere"));
        var wanted = turn.Data.Text("body");
        if (turn.Actor.Hats.FirstOrDefault(hat => hat.Organisation.Id == wanted) is { } worn)
            return await join.OpenAsync(turn, new Refusal("profile.refused.alreadyIn", ("organisation", library.Text.NameOf(worn.Organisation))), cancellationToken);
        if ((await bodies.OfAsync(turn.Actor, cancellationToken)).All(body => body.Id != wanted) || await organisations.FindAsync(wanted, cancellationToken) is not { } organisation)
            return await join.OpenAsync(turn, new Refusal("profile.refused.chooseOrganisation"), cancellationToken);
        if (await entry.FindAsync(turn, organisation, cancellationToken) is { } question)
            return new Answer.Say(library.Text.Plain("profile.join.listed", ("organisation", library.Text.NameOf(organisation.Name)))) { Renewed = question };
        if (Choosing.WhyNotAnother(turn.Actor) is { } many)
            return await join.OpenAsync(turn, many, cancellationToken);
        await practices.GetReadyAsync(turn.Actor, organisation.Id, cancellationToken);
        return await details.OpenAsync(turn, organisation.Id, sent: null, problem: null, cancellationToken);
    }
}
