using LeadershipBot.Domain;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.Polls.Receipts;

/// <summary>Somebody opens the dialog in which they look up the receipt of an anonymous answer. Nothing is kept of it.</summary>
internal sealed class OpenReceipt(PollShelf shelf, ITeams teams, ReceiptCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await FindAsync(shelf, teams, turn, cancellationToken)).IsRefused(out var refusal, out var head) ? new Answer.Refused(refusal) : cards.Show(turn, head, problem: null);

    /// <summary>An anonymous poll that this person was asked, or manages.</summary>
    public static async Task<Ruling<PollHead>> FindAsync(PollShelf shelf, ITeams teams, Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { Box: not null } head)
            return new Refusal("polls.refused.unknown");
        return head.Poll.MayBeManagedBy(turn.Actor) || await teams.WhyNotAnsweredAsync(head, turn, cancellationToken) is not { } outside ? head : outside;
    }
}

/// <summary>
/// Somebody looks up whether the answer with a receipt is among those that count. It says nothing of the answer, and it isn't
/// written down anywhere who asked, or for what.
/// </summary>
internal sealed class LookUpReceipt(PollShelf shelf, ITeams teams, AnonymousBoxes boxes, ReceiptCards cards) : ISlice
{
    private const int CharactersMax = 100;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await OpenReceipt.FindAsync(shelf, teams, turn, cancellationToken)).IsRefused(out var outside, out var head))
            return new Answer.Refused(outside);
        return (await boxes.Receipts.LookUpAsync(head.Box!, turn.Data.Text("receipt", CharactersMax), cancellationToken)).IsRefused(out var refusal, out _)
            ? cards.Show(turn, head, refusal)
            : cards.Show(turn, head, problem: null, isFound: true);
    }
}
