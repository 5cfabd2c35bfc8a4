using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>A panel member, whoever runs the opening, or a chair sees who applied.</summary>
internal sealed class ShowList(ApplicationsGate gate, ListCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await gate.FindReadableAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file)
            ? new Answer.Refused(refusal)
            : new Answer.Card(await card.PageAsync(file, turn.Actor, turn.At, turn.Data.TryNumber("page", out var page) ? page : 0, cancellationToken));
}
