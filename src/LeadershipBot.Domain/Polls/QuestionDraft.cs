using System.Globalization;
using System.Text.RegularExpressions;
using LeadershipBot.Domain.Text;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Polls;

/// <summary>A question as somebody typed it, of any kind, checked before it is asked.</summary>
/// <param name="Kind">What kind of answer it is to take.</param>
/// <param name="Words">The question.</param>
/// <param name="Lines">
/// What was typed as answers, one a line: choices; of a rating its steps, or two numbers such as <c>0-10</c>, or nothing for
/// 1 to 5; of dates the moments as people type them. Kinds without choices of the asker's own take no notice of it.
/// </param>
public sealed partial record QuestionDraft(QuestionKind Kind, string Words, IReadOnlyList<string> Lines)
{
    /// <summary>What is typed is short: it never takes so long.</summary>
    private const int TimeMaxMilliseconds = 1000;

    /// <summary>The least that a person must choose, of several; null for 1.</summary>
    public int? ChosenMin { get; init; }

    /// <summary>The most that a person may choose, of several; null for all.</summary>
    public int? ChosenMax { get; init; }

    /// <summary>How many are wanted, of a call for people; null if nobody said.</summary>
    public int? Target { get; init; }

    /// <summary>
    /// The question that it makes. Lines that show nothing are left out; two are the same if they differ only in case or in
    /// what nobody sees.
    /// </summary>
    public Ruling<Question> Check(AskingSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var words = InOneLine(Words);
        if (!Shows(words))
            return new Refusal("polls.refused.noQuestion");
        if (words.Length > PollLimits.QuestionCharactersMax)
            return TooLong("polls.refused.longQuestion", words.Length, PollLimits.QuestionCharactersMax);
        if (PatientData.FindIn(words, situation.Today) is not null)
            return new Refusal("shell.refused.patientData");
        string[] lines = [.. Lines.Select(InOneLine).Where(Shows)];
        return Kind switch
        {
            QuestionKind.Text => new Question(Kind, words, []),
            QuestionKind.Consent => new Question(Kind, words, situation.ConsentWords),
            QuestionKind.Target => CheckTarget(words, situation),
            QuestionKind.Dates => CheckDates(words, lines, situation),
            _ => CheckChoices(words, lines, situation),
        };
    }

    private Ruling<Question> CheckChoices(string words, string[] lines, AskingSituation situation)
    {
        if (Kind is QuestionKind.Rating)
            lines = Steps(lines);
        var max = Kind switch { QuestionKind.Ranking => PollLimits.RankedMax, QuestionKind.Rating => PollLimits.StepsMax, _ => PollLimits.ChoicesMax };
        if (lines.Length < PollLimits.ChoicesMin || lines.Length > max)
        {
            var key = Kind switch { QuestionKind.Ranking => "polls.form.refused.ranked", QuestionKind.Rating => "polls.form.refused.steps", _ => "polls.refused.choices" };
            return new Refusal(key, ("count", Number(lines.Length)), ("min", Number(PollLimits.ChoicesMin)), ("max", Number(max)));
        }

        if (lines.FirstOrDefault(line => line.Length > PollLimits.ChoiceCharactersMax) is { } tooLong)
            return TooLong("polls.refused.longChoice", tooLong.Length, PollLimits.ChoiceCharactersMax);
        if (Twice(lines) is { } twice)
            return new Refusal("polls.refused.sameChoice", ("choice", twice));
        if (lines.Any(line => PatientData.FindIn(line, situation.Today) is not null))
            return new Refusal("shell.refused.patientData");
        return Kind is QuestionKind.Multiple ? CheckRange(new Question(Kind, words, lines)) : new Question(Kind, words, lines);
    }

    private Ruling<Question> CheckTarget(string words, AskingSituation situation)
        => Target is >= 1 and <= PollLimits.TargetMax and var wanted
            ? new Question(Kind, words, [situation.TargetWords]) { Target = wanted }
            : new Refusal("polls.form.refused.target", ("max", PollLimits.TargetMax.ToString("N0", CultureInfo.InvariantCulture)));

    private Ruling<Question> CheckDates(string words, string[] lines, AskingSituation situation)
    {
        var moments = new List<DateTimeOffset>();
        foreach (var line in lines)
        {
            if (TypedMoment.Read(line, situation.Now, situation.Zone) is not { } moment)
                return new Refusal("polls.form.refused.date", ("line", Shortened(line)));
            if (moment <= situation.Now)
                return new Refusal("polls.form.refused.past", ("line", Shortened(line)));
            if (moments.Contains(moment))
                return new Refusal("polls.refused.sameChoice", ("choice", Shortened(line)));
            moments.Add(moment);
        }

        if (moments.Count is < PollLimits.ChoicesMin or > PollLimits.ChoicesMax)
            return new Refusal("polls.form.refused.dates", ("count", Number(moments.Count)), ("min", Number(PollLimits.ChoicesMin)), ("max", Number(PollLimits.ChoicesMax)));
        return CheckRange(new Question(Kind, words, [.. moments.Order().Select(PollDates.Write)]));
    }

    private Ruling<Question> CheckRange(Question question)
    {
        var (least, most, count) = (ChosenMin ?? 1, ChosenMax ?? question.Choices.Count, question.Choices.Count);
        return least < 1 || most < least || most > count
            ? new Refusal("polls.form.refused.range", ("min", Number(least)), ("max", Number(most)), ("total", Number(count)))
            : question with { ChosenMin = least, ChosenMax = most };
    }

    /// <summary>The steps of a scale: 1 to 5 where nothing was typed, all numbers between two, or the words themselves.</summary>
    private static string[] Steps(string[] lines)
    {
        if (lines.Length == 0)
            return Numbers(1, 5);
        return lines is [var line] && FromTo().Match(line) is { Success: true } range
            && int.Parse(range.Groups["first"].ValueSpan, CultureInfo.InvariantCulture) is var first
            && int.Parse(range.Groups["last"].ValueSpan, CultureInfo.InvariantCulture) is var last
            && last > first ? Numbers(first, last) : lines;
    }

    private static string[] Numbers(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(Number)];

    private static string? Twice(string[] lines)
        => lines.GroupBy(FoldedText.Of, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.First();

    private static string Shortened(string line) => line.Length <= PollLimits.ChoiceCharactersMax ? line : line[..PollLimits.ChoiceCharactersMax] + "…";

    internal static string InOneLine(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal static bool Shows(string words) => !string.IsNullOrWhiteSpace(FoldedText.Of(words));

    internal static Refusal TooLong(string key, int length, int max) => new(key, ("length", Number(length)), ("max", Number(max)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<first>[0-9]{1,2}) ?(?:-|–|to|\.\.) ?(?<last>[0-9]{1,2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeMaxMilliseconds)]
    private static partial Regex FromTo();
}

/// <summary>What checking a question needs besides what was typed.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Zone">The asker's time zone, in which dates are typed.</param>
/// <param name="ConsentWords">The words of the four choices of a question for consent, in their order: they are the product's.</param>
/// <param name="TargetWords">The words of the one choice of a call for people.</param>
public sealed record AskingSituation(DateTimeOffset Now, TimeZoneInfo Zone, IReadOnlyList<string> ConsentWords, string TargetWords)
{
    /// <summary>The date where the asker is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);
}
