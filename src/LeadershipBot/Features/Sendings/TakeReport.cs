using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Sendings;

/// <summary>The report of a sending as a file, a line for each recipient; it comes in the person's own chat.</summary>
internal sealed class TakeReport(SendingGate gate, FileDesk desk, ReportFile file) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Unusable(refusal)
            : await desk.OfferAsync(turn, await file.OfferAsync(head, cancellationToken), cancellationToken);
}
