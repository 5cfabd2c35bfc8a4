using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>A poll's result as one paragraph, as far as its reader may see it: the same numbers as on its card, since the same rule gives them.</summary>
internal sealed class PollForBoard(ResultReader reader, PollResults results, CountingWords counting, SendingShelf sendings, Sentences sentences) : IBoardPaper
{
    public const string PaperKind = "polls";

    public string Kind => PaperKind;

    public async Task<Ruling<BoardParagraph>> WriteAsync(BoardWish wish, string key, CancellationToken cancellationToken)
    {
        if ((await reader.ReadAsync(key, wish.Actor, wish.Place, cancellationToken)).IsRefused(out var refusal, out var reading))
            return refusal;
        var (text, poll) = (sentences.Text, reading.Poll);
        var nameOf = await reader.NamesOfGroupsAsync(poll, cancellationToken);
        List<string> said =
        [
            text.Plain("polls.board.head", ("question", poll.Title), ("organisation", text.NameOf(poll.Organisation)), ("asked", TimeWords.Moment(poll.OpenedAt, wish.Zone)), ("state", State(poll, wish))).Words,
            await TurnoutAsync(reading, wish.At, cancellationToken),
        ];
        for (var q = 0; q < reading.Questions.Count; q++)
            said.AddRange(Question(reading, q, nameOf, wish.Zone));
        if (reading.Stand is { } stand)
            said.AddRange(CountingWords.Lines(stand, reading.First.Whole is not null, poll.EndedAt(wish.At) is not null).Select(line => counting.Plain(line)));
        if (reading.Head.Outcome is { } outcome)
            said.Add(text.Plain("polls.board.outcome", ("outcome", OutcomeWords.InOneLine(text, outcome))).Words);
        return new BoardParagraph(poll.Title, string.Join(' ', said));
    }

    /// <summary>How many answered of how many, where that is known.</summary>
    public async Task<string> TurnoutAsync(ResultReading reading, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (text, poll) = (sentences.Text, reading.Poll);
        if (poll.IsByPractice)
            return counting.Answered(reading.Stand!, poll.EndedAt(now) is not null).Words;
        var answered = reading.First.Answered ?? 0;
        return await CountAskedAsync(reading.Head, cancellationToken) is { } asked && asked >= answered && asked > 0
            ? text.Plain("polls.board.turnout", ("answered", answered), ("total", asked), ("percent", Percent(answered, asked))).Words
            : text.Plain("polls.board.answered", ("count", answered)).Words;
    }

    private async Task<int?> CountAskedAsync(PollHead head, CancellationToken cancellationToken)
    {
        if (head.Poll.OnRoll is { } onRoll)
            return onRoll;
        return head.Poll.IsForEverybody && await sendings.FindAsync(SendPoll.SendingOf(head.PartitionKey), cancellationToken) is { } sending
            ? (await sendings.CountAsync(sending, cancellationToken)).Sum.Total
            : null;
    }

    private string State(Poll poll, BoardWish wish)
    {
        if (poll.EndedAt(wish.At) is { } ended)
            return sentences.Text.Plain("polls.state.closedAt", ("when", TimeWords.Moment(ended, wish.Zone))).Words;
        return poll.ClosesAt is { } closes ? sentences.Text.Plain("polls.state.closesAt", ("when", TimeWords.Moment(closes, wish.Zone))).Words : sentences.Text.Plain("polls.state.byHand").Words;
    }

    private IEnumerable<string> Question(ResultReading reading, int q, Func<string, string> nameOf, TimeZoneInfo zone)
    {
        var (text, question, shown) = (sentences.Text, reading.Poll.Questions[q], reading.Questions[q]);
        if (reading.Poll.IsSurvey)
            yield return text.Plain("polls.board.question", ("number", q + 1), ("question", question.Words)).Words;
        foreach (var part in ResultPages.PartsOf(shown))
        {
            if (part.Scores.Answered == 0 || results.InOneLine(question, new Tally(part.Scores.Counts, part.Scores.Answered), zone) is not { Length: > 0 } line)
                continue;
            yield return part.Kind switch
            {
                PartKind.Whole => text.Plain("polls.board.whole", ("result", line)).Words,
                PartKind.Others => text.Plain("polls.board.others", ("count", part.Scores.GroupsInIt), ("answered", part.Scores.Answered), ("result", line)).Words,
                _ => text.Plain("polls.board.group", ("group", nameOf(part.Scores.Name)), ("answered", part.Scores.Answered), ("result", line)).Words,
            };
        }

        foreach (var reason in q == 0 || reading.Poll.IsSurvey ? shown.Reasons : [])
            yield return text.Plain("polls.board.hidden", ("reason", sentences.Plain(reason).Words)).Words;
        if (question.Kind is QuestionKind.Text && shown.Comments is CommentsShown.All)
            yield return text.Plain("polls.board.words").Words;
    }

    private static int Percent(int part, int whole) => (int)(((part * 100L) + (whole / 2)) / whole);
}
