using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>A member leafs through what they were thanked for, or what they thanked others for.</summary>
internal sealed class ShowThanks(ThanksCards cards) : ISlice
{
    /// <summary>Which page of a list a turn wants, from 0.</summary>
    public static int PageOf(Turn turn) => turn.Data.TryNumber("page", out var page) ? page : 0;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return new Answer.Card(turn.Data.Text("list") == "given" ? await cards.GivenAsync(turn, PageOf(turn), note: null, cancellationToken) : await cards.MineAsync(turn, PageOf(turn), note: null, cancellationToken));
    }
}
