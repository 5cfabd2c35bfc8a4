using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>Somebody who was asked, or a leader, reads the result question by question and group by group.</summary>
internal sealed class ShowResults(ResultReader reader, ResultsCard card, AnswersRead read) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await reader.ReadAsync(turn.Data.Text("poll"), turn.Actor, turn.Place, cancellationToken)).IsRefused(out var refusal, out var reading))
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("page", out var page);
        var pages = ResultPages.Of(reading);
        // The words are read only where somebody turns to them: the count costs the same however many have answered.
        if (page < pages.Count || !reading.HasComments)
            return card.Question(turn, reading, pages, page, await reader.NamesOfGroupsAsync(reading.Poll, cancellationToken));
        var comments = await reader.ReadCommentsAsync(reading, cancellationToken);
        if (reading.First.WhoAnsweredWhat && comments.Count > 0)
            await read.NoteAsync(turn, reading.Head, cancellationToken);
        return card.Comments(turn, reading, comments, pages.Count, page);
    }
}
