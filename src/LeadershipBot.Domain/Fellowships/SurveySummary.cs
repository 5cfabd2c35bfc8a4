namespace LeadershipBot.Domain.Fellowships;

/// <summary>What the two sides say together of a fellowship's places, for those who run it, who read each answer with its name anyway.</summary>
/// <param name="Fellows">What the fellows say.</param>
/// <param name="Practices">What who leads their practices says: where two answered for one practice, both.</param>
public sealed record SurveySummary(SideSummary Fellows, SideSummary Practices)
{
    /// <summary>Whether anybody has answered.</summary>
    public bool HasAny => Fellows.Count + Practices.Count > 0;

    /// <summary>How many of them added words.</summary>
    public int Comments => Fellows.Comments + Practices.Comments;

    /// <summary>Of all places of a fellowship, as far as it is answered.</summary>
    public static SurveySummary Of(Fellowship fellowship)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        return new SurveySummary(
            SideSummary.Of([.. fellowship.Places.Select(place => place.ByFellow).OfType<PlaceSurvey>()]),
            SideSummary.Of([.. fellowship.Places.SelectMany(place => place.ByPractice)]));
    }
}

/// <summary>What one side says together.</summary>
/// <param name="Count">How many answered.</param>
/// <param name="Worth">The mean of how much it was worth it, from 1 to 5; 0 where nobody answered.</param>
/// <param name="Yes">How many say that the time was kept, or the cover worked.</param>
/// <param name="Partly">How many say so in part.</param>
/// <param name="No">How many say that it wasn't, or didn't.</param>
/// <param name="Comments">How many added words.</param>
public sealed record SideSummary(int Count, double Worth, int Yes, int Partly, int No, int Comments)
{
    /// <summary>Of some answers of one side.</summary>
    public static SideSummary Of(IReadOnlyList<PlaceSurvey> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return new SideSummary(
            answers.Count,
            answers.Count == 0 ? 0 : answers.Average(one => one.Worth),
            answers.Count(one => one.Time is TimeKept.Yes),
            answers.Count(one => one.Time is TimeKept.Partly),
            answers.Count(one => one.Time is TimeKept.No),
            answers.Count(one => one.Words.Length > 0));
    }
}
