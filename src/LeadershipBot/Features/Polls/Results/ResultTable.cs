using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>Makes a result as a table for a spreadsheet: a line for each choice of each group of each question, and one for each thing that isn't shown.</summary>
internal sealed class ResultTable(ResultReader reader, CountingWords counting, CardLibrary library, Sentences sentences) : IFileSource
{
    public const string FileKind = "polls.resultTable";

    private static readonly string[] Header = ["Question number", "Question", "Group", "Choice", "Place", "Count", "Per cent", "Answered", "On roll", "Comment", "Not shown", "Counting", "What came of it"];

    private readonly TextFile _text = library.Text;

    public string Kind => FileKind;

    /// <summary>The offer of it.</summary>
    public FileOffer Offer(PollHead head) => new(FileKind, "result.csv", _text.Plain("polls.results.file.about", ("question", head.Poll.Title)), head.PartitionKey);

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if ((await ResultWish.ReadAsync(reader, wish, cancellationToken)).IsRefused(out var refusal, out var reading))
            return refusal;
        var nameOf = await reader.NamesOfGroupsAsync(reading.Poll, cancellationToken);
        var file = new CsvFile(Header);
        for (var q = 0; q < reading.Questions.Count; q++)
        {
            foreach (var row in Rows(reading, q, nameOf, wish.Zone))
                file.Add([.. row, null]);
        }

        if (reading.Stand is { } stand)
        {
            foreach (var line in CountingWords.Lines(stand, reading.First.Whole is not null, reading.Poll.EndedAt(wish.At) is not null))
                file.Add([null, null, null, null, null, null, null, null, null, null, null, counting.Plain(line), null]);
        }

        if (!reading.First.WhoAnsweredWhat)
        {
            foreach (var comment in await reader.ReadCommentsAsync(reading, cancellationToken))
                file.Add([null, null, null, null, null, null, null, null, null, comment.Words, null, null, null]);
        }

        if (reading.Head.Outcome is { } outcome)
            file.Add([null, null, null, null, null, null, null, null, null, null, null, null, OutcomeWords.InOneLine(_text, outcome)]);

        return new FileContent("text/csv; charset=utf-8", file.Bytes);
    }

    private IEnumerable<string?[]> Rows(ResultReading reading, int q, Func<string, string> nameOf, TimeZoneInfo zone)
    {
        var (question, shown) = (reading.Poll.Questions[q], reading.Questions[q]);
        var number = Number(q + 1);
        if (shown.Whole is null && shown.Answered is { } answered)
            yield return [number, question.Words, null, null, null, null, null, Number(answered), OnRoll(reading), null, null, null];
        foreach (var part in ResultPages.PartsOf(shown))
        {
            var scores = part.Scores;
            var group = part.Kind switch
            {
                PartKind.Whole => _text.Plain("polls.results.whole").Words,
                PartKind.Others => _text.Plain("polls.results.others", ("count", scores.GroupsInIt)).Words,
                _ => nameOf(scores.Name),
            };
            var percents = new Tally(scores.Counts, scores.Answered).Percents();
            var places = question.Kind is QuestionKind.Ranking ? question.Choices.Count : 1;
            for (var mark = 0; mark < scores.Counts.Count; mark++)
            {
                yield return
                [
                    number, question.Words, group, PollWords.Choice(question, mark / places, zone), places > 1 ? Number((mark % places) + 1) : null,
                    Number(scores.Counts[mark]), Number(percents[mark]), Number(reading.Poll.IsByPractice ? reading.Stand!.Tally.Answered : scores.Answered), part.Kind is PartKind.Whole ? OnRoll(reading) : null, null, null, null,
                ];
            }
        }

        foreach (var reason in shown.Reasons)
            yield return [number, question.Words, null, null, null, null, null, null, null, null, sentences.Plain(reason).Words, null];
    }

    private static string? OnRoll(ResultReading reading) => (reading.Stand is { } stand ? stand.OnRoll : reading.Poll.OnRoll) is { } onRoll ? Number(onRoll) : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
