using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Who may confirm people says that what one of them chose is not so, and why; the person is told.</summary>
internal sealed class DeclinePerson(RollShelf rolls, WaitingCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (WaitingPeople.Read(turn.Data) is not var (id, claim) || DetailsForm.One<DeclineReason>(turn.Data.Text("reason")) is not { } reason)
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));
        var decision = new Decision(id, claim, turn.Actor.Name, reason);
        var organisationId = turn.Actor.Organisation.Id;
        var ruling = await rolls.ChangeAsync(
            organisationId,
            id,
            (_, before) => IsGone(before, claim) ? before! : Deciding.Check(turn.Actor, before, claim, isSo: false).IsRefused(out var no, out var member) ? no : Confirming.Decline(member, claim, turn.At),
            [Audit.Entry(organisationId, turn, "members.declined", Deciding.ChangedBy(decision)), TellDecision.Of(organisationId, turn, decision)],
            cancellationToken);
        if (ruling.IsRefused(out var refusal, out var after))
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("page", out var page);
        return new Answer.Say(library.Text.Plain("profile.waiting.declined", ("name", after.Name)))
        {
            Renewed = await card.OfAsync(turn, page, library.Text.Format("profile.waiting.declined", ("name", after.Name)), cancellationToken),
        };
    }

    /// <summary>Somebody who was declined to be there at all has left by it: sending the dialog again changes nothing.</summary>
    private static bool IsGone(Member? member, Claim claim) => claim.Practice is null && member is { LeftAt: not null };
}
