using LeadershipBot.Domain;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>A member says when an interest ended. It stays on the register for a while, and longer in the records.</summary>
internal sealed class EndInterest(InterestShelf shelf, InterestMaking making, InterestCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (InterestGate.Check(turn) is { } notHere)
            return new Answer.Refused(notHere);
        var id = turn.Data.Text("interest");
        if (await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, id, cancellationToken) is not { } before)
            return new Answer.Refused(new Refusal("interests.refused.unknown"));
        turn.Data.TryNumber("version", out var version);
        var audit = Audit.Entry(turn.Actor.Organisation.Id, turn, "interests.ended");
        var ended = await making.ChangeAsync(turn, id, version, interest => InterestDraft.End(interest, turn.Data.Text("until"), turn.Today), audit, cancellationToken);
        if (!ended.IsRefused(out var refusal, out var declared))
            return new Answer.Say(library.Text.Plain("interests.ended", ("when", InterestWords.Date(declared.Interest.Until ?? turn.Today))));
        return refusal.TextKey == "interests.refused.end"
            ? cards.End(turn, before, turn.DialogNonce, refusal)
            : new Answer.Refused(refusal);
    }
}
