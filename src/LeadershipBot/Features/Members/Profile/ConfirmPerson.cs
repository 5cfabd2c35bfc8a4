using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Who may confirm people confirms what one of them chose: from then on it counts, and the person is told.</summary>
internal sealed class ConfirmPerson(RollShelf rolls, WaitingCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (WaitingPeople.Read(turn.Data) is not var (id, claim))
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));
        var decision = new Decision(id, claim, turn.Actor.Name, Reason: null);
        var organisationId = turn.Actor.Organisation.Id;
        var ruling = await rolls.ChangeAsync(
            organisationId,
            id,
            (_, before) => Deciding.Check(turn.Actor, before, claim, isSo: true).IsRefused(out var no, out var member) ? no : Confirming.Confirm(member, claim),
            [Audit.Entry(organisationId, turn, "members.confirmed", Deciding.ChangedBy(decision)), TellDecision.Of(organisationId, turn, decision)],
            cancellationToken);
        if (ruling.IsRefused(out var refusal, out var after))
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("page", out var page);
        return new Answer.Card(await card.OfAsync(turn, page, library.Text.Format("profile.waiting.confirmed", ("name", after.Name)), cancellationToken));
    }
}
