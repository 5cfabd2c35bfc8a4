using LeadershipBot.Shell;

namespace LeadershipBot.Features.Sendings;

/// <summary>How far a sending is, as of now.</summary>
internal sealed class ShowSending(SendingGate gate, ProgressCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Unusable(refusal)
            : new Answer.Card(await card.OfAsync(head, turn.At, turn.TimeZone, null, cancellationToken));
}
