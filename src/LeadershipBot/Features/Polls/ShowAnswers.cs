using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>The asker, an organiser or a chair reads who answered what. The poll's privacy line told so beforehand, and that they did is in the audit.</summary>
internal sealed class ShowAnswers(PollShelf shelf, PollAnswersCard card, AnswersRead read) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (!head.Poll.MayBeManagedBy(turn.Actor))
            return new Answer.Refused(new Refusal("polls.refused.answers", ("asker", head.Poll.AskedByName)));
        if (head.Poll.Withdrawal is not null)
            return new Answer.Refused(new Refusal("polls.manage.refused.withdrawn"));
        if (head.Poll.HidesWho)
            return new Answer.Refused(new Refusal("polls.refused.answersHidden"));
        var answers = await shelf.ListAnswersAsync(head.PartitionKey, cancellationToken);
        if (answers.Count > 0)
            await read.NoteAsync(turn, head, cancellationToken);
        turn.Data.TryNumber("page", out var page);
        return card.Page(turn, head, answers, page);
    }
}
