using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>A member reads the register of interests, page by page, in a dialog that only they see.</summary>
internal sealed class ShowRegister(InterestRegister register, RegisterCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (InterestGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("page", out var page);
        var entries = await register.ReadAsync(turn.Actor, turn.Today, cancellationToken);
        return card.Page(turn, entries, page);
    }
}
