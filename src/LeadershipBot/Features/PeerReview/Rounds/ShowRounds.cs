using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>A member sees the rounds that concern them.</summary>
internal sealed class ShowRounds(RoundCards cards) : ISlice
{
    /// <summary>Which page of a list a turn wants, from 0.</summary>
    public static int PageOf(Turn turn) => turn.Data.TryNumber("page", out var page) ? page : 0;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => ReviewGate.Check(turn) is { } refusal ? new Answer.Refused(refusal) : new Answer.Card(await cards.HomeAsync(turn, PageOf(turn), note: null, leaving: "", cancellationToken));
}
