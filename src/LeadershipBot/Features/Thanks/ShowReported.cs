using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>An organiser or a chair reads what was reported.</summary>
internal sealed class ShowReported(ThanksShelf shelf, MonthCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => ThanksGate.CheckOwnChat(turn) is { } refusal
            ? new Answer.Refused(refusal)
            : new Answer.Card(cards.Reported(turn.Actor.Organisation, turn.Actor.MemberId, await shelf.ListReportsAsync(turn.Actor.Organisation.Id, cancellationToken), ShowThanks.PageOf(turn), title: null));
}
