using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>The asker, an organiser or a chair opens the dialog in which a poll is changed.</summary>
internal sealed class ManagePoll(PollShelf shelf, ManageCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        return head.Poll.MayBeManagedBy(turn.Actor)
            ? cards.Show(turn, head, problem: null)
            : new Answer.Refused(new Refusal("polls.manage.refused.role", ("asker", head.Poll.AskedByName)));
    }
}
