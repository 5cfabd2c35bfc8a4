using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>Stops a sending: who has not got it doesn't get it. Stopping it again changes nothing; one that is finished can't be stopped.</summary>
internal sealed class StopSending(SendingGate gate, SendingShelf shelf, SendingDesk desk, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Unusable(refusal);
        if (ProgressCard.IsFinished(head, await shelf.CountAsync(head, cancellationToken)) && !head.Wanted.IsStopped)
            return new Answer.Refused(new Refusal("sendings.refused.finished"));
        await desk.CancelAsync(head.Id, Audit.Entry(head.Id, turn, "sendings.stopped"), cancellationToken);
        return new Answer.Say(library.Text.Plain("sendings.stopped"));
    }
}
