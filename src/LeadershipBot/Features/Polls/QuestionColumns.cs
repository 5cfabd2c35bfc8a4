using System.Globalization;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// How questions, answers and counts stand in columns. The first question, the only one of most polls, stands in the poll's
/// own row under plain names (<c>Choice1</c>, <c>Count1</c>); those of a survey have rows of their own and their number in
/// the names of the counts (<c>Q2Count1</c>).
/// </summary>
internal static class QuestionColumns
{
    private static readonly string[] Choices = [.. Numbers(PollLimits.StepsMax).Select(n => $"Choice{n}")];
    private static readonly string[][] Counts = [.. Numbers(PollLimits.QuestionsMax).Select(q => Numbers(PollLimits.RankedMax * PollLimits.RankedMax).Select(n => $"{Of(q)}Count{n}").ToArray())];
    private static readonly string[] Answered = [.. Numbers(PollLimits.QuestionsMax).Select(q => $"{Of(q)}Answered")];
    private static readonly string[] Answers = [.. Numbers(PollLimits.QuestionsMax).Select(q => $"Answer{q}")];
    private static readonly string[] Texts = [.. Numbers(PollLimits.QuestionsMax).Select(q => $"Text{q}")];

    /// <summary>All of a question but its words.</summary>
    public static void Write(Record row, Question question)
    {
        if (question.Kind is not QuestionKind.Single)
            row["Kind"] = question.Kind.ToString();
        for (var i = 0; i < question.Choices.Count; i++)
            row[Choices[i]] = question.Choices[i];
        if (question.TakesSeveral)
            (row["ChosenMin"], row["ChosenMax"]) = (question.ChosenMin, question.ChosenMax);
        if (question.Target > 0)
            row["Target"] = question.Target;
    }

    public static Question Read(Record row) => new(Enum.TryParse<QuestionKind>(row.GetString("Kind"), out var kind) ? kind : QuestionKind.Single, row.GetString("Question") ?? "", ReadChoices(row))
    {
        ChosenMin = row.GetInt32("ChosenMin") ?? 1,
        ChosenMax = row.GetInt32("ChosenMax") ?? 1,
        Target = row.GetInt32("Target") ?? 0,
    };

    public static void Write(Record row, PollTally tally)
    {
        row["People"] = tally.Answered;
        for (var q = 0; q < tally.Questions.Count; q++)
        {
            row[Answered[q]] = tally.Questions[q].Answered;
            for (var i = 0; i < tally.Questions[q].Counts.Count; i++)
                row[Counts[q][i]] = tally.Questions[q].Counts[i];
        }
    }

    /// <param name="row">A row of a tally; one from before there were surveys says only the counts.</param>
    /// <param name="questions">The poll's.</param>
    public static PollTally ReadTally(Record row, IReadOnlyList<Question> questions)
    {
        var tallies = new Tally[questions.Count];
        for (var q = 0; q < tallies.Length; q++)
        {
            var counts = new int[questions[q].Marks];
            for (var i = 0; i < counts.Length; i++)
                counts[i] = row.GetInt32(Counts[q][i]) ?? 0;
            tallies[q] = new Tally(counts, row.GetInt32(Answered[q]) ?? counts.Sum());
        }

        return new PollTally(row.GetInt32("People") ?? tallies[0].Answered, tallies);
    }

    public static void Write(Record row, AnswerSheet? sheet)
    {
        if (sheet is null)
            return;
        if (sheet.Choice is { } choice)
        {
            row["Choice"] = choice + 1;
        }
        else
        {
            for (var q = 0; q < sheet.Responses.Count; q++)
                Write(row, sheet.Responses[q], q);
        }

        if (sheet.Reason.Length > 0)
            row["Reason"] = sheet.Reason;
    }

    /// <summary>Null where the person took it back.</summary>
    public static AnswerSheet? ReadSheet(Record row)
    {
        var reason = row.GetString("Reason") ?? "";
        if (row.GetInt32("Choice") is { } choice)
            return AnswerSheet.Of(choice - 1) with { Reason = reason };
        var responses = new List<Response>();
        for (var q = 0; q < PollLimits.QuestionsMax && row.GetString(Answers[q]) is { } numbers; q++)
            responses.Add(row.GetString(Texts[q]) is { } text ? Response.Of(text) : Response.FromNumbers(numbers));
        return responses.Count == 0 ? null : new AnswerSheet(responses, reason);
    }

    private static void Write(Record row, Response response, int question)
    {
        row[Answers[question]] = response.ToNumbers();
        if (response.Text.Length > 0)
            row[Texts[question]] = response.Text;
    }

    private static List<string> ReadChoices(Record row)
    {
        var choices = new List<string>(4);
        for (var i = 0; i < Choices.Length && row.GetString(Choices[i]) is { } choice; i++)
            choices.Add(choice);
        return choices;
    }

    private static string Of(string question) => question == "1" ? "" : $"Q{question}";

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(n => n.ToString(CultureInfo.InvariantCulture));
}
