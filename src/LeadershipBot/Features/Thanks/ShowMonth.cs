using LeadershipBot.Domain.Recognition;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>A member reads the public thanks of a month: this one, or one before.</summary>
internal sealed class ShowMonth(MonthCards cards) : ISlice
{
    /// <summary>The month that a turn names; this one where it names none.</summary>
    public static ThanksMonth MonthOf(Turn turn) => ThanksMonth.TryRead(turn.Data.Text("month"), out var month) ? month : ThanksMonth.Of(turn.At, Zones.UnitedKingdom);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => ThanksGate.CheckOwnChat(turn) is { } refusal
            ? new Answer.Refused(refusal)
            : new Answer.Card(await cards.MonthAsync(turn, MonthOf(turn), ShowThanks.PageOf(turn), note: null, cancellationToken));
}
