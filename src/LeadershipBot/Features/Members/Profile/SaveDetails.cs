using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person says where and as what they work. It waits until somebody confirms it; whom no organisation lists joins one by it.</summary>
internal sealed class SaveDetails(DetailsDialog dialog, OrganisationShelf organisations, RollShelf rolls, PracticeFinder practices, ProfileCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = DetailsForm.Read(turn.Data);
        var about = form.JoinsOnly.Length > 0 ? form.JoinsOnly : turn.Actor.Organisation.Id;
        if (await OrganisationOfAsync(turn, form, cancellationToken) is not { } organisation)
            return await dialog.OpenAsync(turn, about, form, new Refusal("profile.refused.chooseOrganisation"), cancellationToken);
        if (form.Practice is { } code && !await practices.MayBeChosenAsync(organisation, code, cancellationToken))
            return await dialog.OpenAsync(turn, about, form, new Refusal("profile.refused.practice", ("organisation", library.Text.NameOf(organisation.Name))), cancellationToken);

        var id = turn.Actor.MemberId;
        var ruling = await rolls.ChangeAsync(
            organisation.Id,
            id,
            (_, before) => before is { LeftAt: null } ? Choosing.Choose(before, form.Says, turn.At)
                : Choosing.WhyNotAnother(turn.Actor) is { } many ? many
                : Choosing.Choose(Choosing.Newcomer(id, turn.Actor.Name), form.Says, turn.At),
            Audit.Entry(organisation.Id, turn, "members.choseDetails"),
            cancellationToken);
        if (ruling.IsRefused(out var refusal, out var member))
            return await dialog.OpenAsync(turn, about, form, refusal, cancellationToken);
        if (form.WantsAnother)
            return await dialog.OpenAsync(turn with { Actor = turn.Actor.In(organisation.Name) }, organisation.Id, sent: null, problem: null, cancellationToken);
        return new Answer.Say(library.Text.Plain(member.IsWaiting ? "profile.details.waiting" : "profile.details.saved"))
        {
            Renewed = await card.AfterAsync(turn, organisation.Id, cancellationToken),
        };
    }

    /// <summary>The person's own; for somebody whom it doesn't list the one they chose, by its practice or by its name, among those of their tenant.</summary>
    private async Task<OrganisationNow?> OrganisationOfAsync(Turn turn, DetailsForm form, CancellationToken cancellationToken)
    {
        var own = turn.Actor.Organisation.Id;
        if (turn.Actor.Hats.Any(hat => hat.Organisation.Id == own))
            return await organisations.FindAsync(own, cancellationToken);
        var wanted = form.JoinsOnly.Length > 0 ? form.JoinsOnly : form.PracticeOf.Length > 0 ? form.PracticeOf : form.Joins;
        var offered = await organisations.ListOfTenantAsync(turn.Actor.TenantId, cancellationToken);
        return offered.Any(one => one.Id == wanted) ? await organisations.FindAsync(wanted, cancellationToken) : null;
    }
}
