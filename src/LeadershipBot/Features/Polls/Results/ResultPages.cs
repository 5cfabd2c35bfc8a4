using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Features.Polls.Electorates;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>How a result is divided so that each page fits a card: one question a page, or some of its groups.</summary>
internal static class ResultPages
{
    /// <summary>So many bars stand on a page at the most, or those of one group.</summary>
    private const int BarsMax = 20;

    /// <summary>So many practices stand on a page.</summary>
    private const int PracticesOnPage = 20;

    /// <summary>The pages in their order; at least one for each question.</summary>
    public static IReadOnlyList<ResultPage> Of(ResultReading reading)
    {
        var pages = new List<ResultPage>();
        for (var q = 0; q < reading.Questions.Count; q++)
        {
            var perPage = Math.Max(1, BarsMax / Math.Max(1, reading.Poll.Questions[q].Choices.Count));
            var parts = PartsOf(reading.Questions[q]).Chunk(perPage).ToList();
            if (parts.Count == 0)
                parts.Add([]);
            for (var i = 0; i < parts.Count; i++)
                pages.Add(new ResultPage(q, i == 0, parts[i]));
        }

        pages.AddRange(reading.Practices.Chunk(PracticesOnPage).Select(practices => new ResultPage(0, false, []) { Practices = practices }));
        return pages;
    }

    /// <summary>The whole, each group, and those that are put together.</summary>
    public static IEnumerable<ResultPart> PartsOf(Shown shown)
    {
        if (shown.Whole is { } whole)
            yield return new ResultPart(PartKind.Whole, whole);
        foreach (var group in shown.Groups)
            yield return new ResultPart(PartKind.Group, group);
        if (shown.Others is { } others)
            yield return new ResultPart(PartKind.Others, others);
    }
}

/// <summary>One page.</summary>
/// <param name="Question">The question's index.</param>
/// <param name="IsFirst">Whether it is the question's first, on which stands what isn't shown.</param>
/// <param name="Parts">What is shown of it.</param>
internal sealed record ResultPage(int Question, bool IsFirst, IReadOnlyList<ResultPart> Parts)
{
    /// <summary>How these practices voted; none on other pages.</summary>
    public IReadOnlyList<PracticeStand> Practices { get; init; } = [];
}

/// <summary>Scores of some of those who answered.</summary>
/// <param name="Kind">Of whom.</param>
/// <param name="Scores">As they may be shown.</param>
internal sealed record ResultPart(PartKind Kind, ShownGroup Scores);

/// <summary>Of whom scores are.</summary>
internal enum PartKind
{
    /// <summary>All who answered.</summary>
    Whole,

    /// <summary>One group of the breakdown.</summary>
    Group,

    /// <summary>Groups that are too small to be shown by themselves, put together.</summary>
    Others,
}
