using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// How the result of an anonymous poll lies in the store, in one row: of each question what may be shown, and no more
/// (<see cref="Kept"/>). A line says how many groups are put together in the last part, and then each part stands in a line:
/// how many answered, its counts, its name.
/// </summary>
internal static class KeptResult
{
    private const string Row = PollRows.Result + "kept";
    private const string People = "People";
    private const string Comments = "Comments";
    private const string Parts = "Parts";

    /// <summary>More than it holds are shown as none.</summary>
    private const int CharactersMax = 30_000;

    public static bool Is(Record row) => row.RowKey == Row;

    public static Record Of(string partitionKey, IReadOnlyList<Collected> questions)
    {
        var row = new Record(partitionKey, Row) { [People] = questions[0].Answered, [Comments] = questions[0].Comments };
        for (var q = 0; q < questions.Count; q++)
            row[ColumnOf(q)] = Write(questions[q]) is { Length: <= CharactersMax } words ? words : Write(Kept.Of(new AskPrivacy(Voice.Anonymous), questions[q]));
        return row;
    }

    public static PollGroupResults Read(Record row, Poll poll)
    {
        var (people, comments) = (row.GetInt32(People) ?? 0, row.GetInt32(Comments) ?? 0);
        return new PollGroupResults(new Dictionary<string, PollTally>(), comments)
        {
            Kept = [.. poll.Questions.Select((question, q) => Read(row.GetString(ColumnOf(q)) ?? "0", people, PollDisclosure.MarksOf(question)) with { Comments = comments })],
        };
    }

    private static string ColumnOf(int question) => Parts + (question + 1).ToString(CultureInfo.InvariantCulture);

    private static string Write(Collected kept) => string.Join('\n', kept.Groups
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Answered}:{string.Join(',', group.Counts)}:{group.Name}"))
        .Prepend((kept.Together ?? 0).ToString(CultureInfo.InvariantCulture)));

    private static Collected Read(string words, int people, Marks marks)
    {
        var lines = words.Split('\n');
        return new Collected(people, marks, [.. lines.Skip(1).Select(ReadGroup)]) { Together = Number(lines[0]) };
    }

    private static GroupCounts ReadGroup(string line)
    {
        var parts = line.Split(':', 3);
        return new GroupCounts(parts[2], 0, Number(parts[0]), parts[1].Length == 0 ? [] : [.. parts[1].Split(',').Select(Number)]);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
