using System.Globalization;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>What both sides say of a fellowship, in a few lines.</summary>
internal static class SurveyWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>A line for each side that answered, and one for how many added words; none where nobody answered.</summary>
    public static IReadOnlyList<CardText> Of(TextFile text, Fellowship fellowship)
    {
        var (said, lines) = (SurveySummary.Of(fellowship), new List<CardText>());
        if (said.Fellows.Count > 0)
            lines.Add(text.Format("fellowships.surveys.fellows", Arguments(said.Fellows)));
        if (said.Practices.Count > 0)
            lines.Add(text.Format("fellowships.surveys.practices", Arguments(said.Practices)));
        if (said.Comments > 0)
            lines.Add(text.Format("fellowships.surveys.comments", ("count", said.Comments)));
        return lines;
    }

    private static TextArgument[] Arguments(SideSummary side)
        => [("worth", side.Worth.ToString("0.#", British)), ("count", side.Count), ("yes", side.Yes), ("partly", side.Partly), ("no", side.No)];
}
