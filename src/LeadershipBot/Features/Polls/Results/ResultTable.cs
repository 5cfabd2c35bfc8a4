using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Polls.Comparing;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>
/// Makes a result as a table for a spreadsheet: a line for each choice of each group of each question, one for each
/// comparison, one for each thing that isn't shown, and how it was counted and what came of it.
/// </summary>
internal sealed class ResultTable(ResultReader reader, CountingWords counting, CardLibrary library, Sentences sentences) : IFileSource
{
    public const string FileKind = "polls.resultTable";

    private const string Comment = "Comment";
    private const string Counting = "Counting";
    private const string CameOfIt = "What came of it";

    private static readonly string[] Header = ["Question number", "Question", "Group", "Choice", "Place", "Count", "Per cent", "Answered", "On roll", Comment, "Not shown", "Measure", "Value", "Before closed", "Before", "Before answered", "Change", "Gap", Counting, CameOfIt];

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
                file.Add(Filled(row));
        }

        if (reading.Stand is { } stand)
        {
            foreach (var line in CountingWords.Lines(stand, reading.First.Whole is not null, reading.Poll.EndedAt(wish.At) is not null))
                file.Add(Only(Counting, counting.Plain(line)));
        }

        if (!reading.First.WhoAnsweredWhat)
        {
            foreach (var comment in await reader.ReadCommentsAsync(reading, cancellationToken))
                file.Add(Only(Comment, comment.Words));
        }

        if (reading.Head.Outcome is { } outcome)
            file.Add(Only(CameOfIt, OutcomeWords.InOneLine(_text, outcome)));

        return new FileContent("text/csv; charset=utf-8", file.Bytes);
    }

    private IEnumerable<string?[]> Rows(ResultReading reading, int q, Func<string, string> nameOf, TimeZoneInfo zone)
    {
        var (question, shown) = (reading.Poll.Questions[q], reading.Questions[q]);
        var number = Number(q + 1);
        if (shown.Whole is null && shown.Answered is { } answered)
            yield return [number, question.Words, null, null, null, null, null, Number(answered), OnRoll(reading)];
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
                    Number(scores.Counts[mark]), Number(percents[mark]), Number(reading.Poll.IsByPractice ? reading.Stand!.Tally.Answered : scores.Answered), part.Kind is PartKind.Whole ? OnRoll(reading) : null,
                ];
            }
        }

        foreach (var row in Compared(reading, q, nameOf, zone))
            yield return [number, question.Words, .. row];
        foreach (var reason in shown.Reasons)
            yield return [number, question.Words, null, null, null, null, null, null, null, null, sentences.Plain(reason).Words];
    }

    /// <summary>What is compared: the whole with the run before, and leaders with grassroots. From the column of the group on.</summary>
    private IEnumerable<string?[]> Compared(ResultReading reading, int q, Func<string, string> nameOf, TimeZoneInfo zone)
    {
        var (question, shown) = (reading.Poll.Questions[q], reading.Questions[q]);
        if (reading.Before?.With(question, shown).Trend is { } trend)
        {
            var ended = TimeZoneInfo.ConvertTime(reading.Before.EndedAt, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
            foreach (var change in trend.Changes)
                yield return Measured(_text.Plain("polls.results.whole").Words, question, change.Measure, trend.Now.Answered, change.Now, ended, ComparedWords.Value(change.Measure, change.Before), Number(trend.Before.Answered), ComparedWords.Value(change.Measure, change.By), null);
        }

        if (ComparedWords.GapOf(reading, q) is { } gap)
        {
            yield return Measured(nameOf(gap.Leaders.Name), question, gap.Measure, gap.Leaders.Answered, gap.OfLeaders, null, null, null, null, ComparedWords.Value(gap.Measure, gap.Width));
            yield return Measured(nameOf(gap.Grassroots.Name), question, gap.Measure, gap.Grassroots.Answered, gap.OfGrassroots, null, null, null, null, ComparedWords.Value(gap.Measure, gap.Width));
        }
    }

    private string?[] Measured(string group, Question question, Measure measure, int answered, decimal value, params string?[] more)
        => [group, null, null, null, null, Number(answered), null, null, null, ComparedWords.Label(_text, question, measure), ComparedWords.Value(measure, value), .. more];

    /// <summary>Every line has as many cells as the header.</summary>
    private static string?[] Filled(string?[] cells) => [.. cells, .. new string?[Header.Length - cells.Length]];

    /// <summary>A line that holds nothing but one cell.</summary>
    private static string?[] Only(string column, string words) => Filled([.. new string?[Array.IndexOf(Header, column)], words]);

    private static string? OnRoll(ResultReading reading) => (reading.Stand is { } stand ? stand.OnRoll : reading.Poll.OnRoll) is { } onRoll ? Number(onRoll) : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
