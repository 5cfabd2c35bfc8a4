using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// A member withdraws, asked once whether they are sure, before the round starts or in the middle of it. What was answered about them goes; what they answered about
/// others stays, as nobody can find it; whom they haven't answered about somebody else is asked about. Again it changes nothing.
/// </summary>
internal sealed class LeaveRound(ReviewShelf shelf, RoundCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Data.Text("round"), cancellationToken) is not { Round: var round })
            return new Answer.Refused(new Refusal("review.refused.unknown"));
        if (round.StageAt(turn.At) is RoundStage.Over or RoundStage.CalledOff)
            return new Answer.Refused(new Refusal("review.refused.over"));
        if (turn.Data.Text("sure") != "true" && await shelf.FindPartAsync(round, turn.Actor.MemberId, cancellationToken) is { LeftAt: null })
            return new Answer.Card(await cards.HomeAsync(turn, 0, note: null, leaving: round.Id, cancellationToken));
        var ruling = await shelf.ChangePartAsync(
            ReviewRows.KeyOf(round),
            turn.Actor.MemberId,
            before => before is null ? new Refusal("review.refused.notIn") : before.LeftAt is not null ? before : before with { LeftAt = turn.At },
            [StandIn.At(round, turn.Actor.MemberId, turn.At)],
            cancellationToken);
        return ruling.IsRefused(out var no, out _) ? new Answer.Refused(no) : new Answer.Card(await cards.HomeAsync(turn, 0, library.Text.Format("review.left"), leaving: "", cancellationToken));
    }
}
