using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>Tries those again who could not be reached, such as after they installed the bot. Pressing twice tries once.</summary>
internal sealed class TryAgain(SendingGate gate, SendingDesk desk, ProgressCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Unusable(refusal);
        if (!turn.Data.TryNumber("round", out var round))
            round = head.Wanted.Round;
        var now = await desk.TryAgainAsync(head.Id, round, Audit.Entry(head.Id, turn, "sendings.triedAgain"), cancellationToken) ?? head;
        CardText? recorded = now.Wanted.Round > round && !now.Wanted.IsStopped ? library.Text.Format("sendings.again.recorded") : null;
        return new Answer.Card(await card.OfAsync(now, turn.At, turn.TimeZone, recorded, cancellationToken));
    }
}
