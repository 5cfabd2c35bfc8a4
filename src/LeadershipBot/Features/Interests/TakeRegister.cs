using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Interests;

/// <summary>A chair, an organiser or an administrator takes the register as a file, which comes in their own chat.</summary>
internal sealed class TakeRegister(FileDesk desk, RegisterFile file) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => InterestGate.Check(turn) is { } refusal
            ? new Answer.Refused(refusal)
            : await desk.OfferAsync(turn, file.Offer(turn.Actor), cancellationToken);
}
