using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Polls.Comparing;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>Trends and gaps in sentences, each with how many people stand behind either figure.</summary>
internal static class ComparedWords
{
    /// <summary>The lines below a question's count: how it changed since the run before, and how far leaders and grassroots differ.</summary>
    public static IEnumerable<CardText> Lines(TextFile text, ResultReading reading, int q, TimeZoneInfo zone)
    {
        var (question, shown) = (reading.Poll.Questions[q], reading.Questions[q]);
        if (reading.Before is { } before && Line(text, before, question, shown, zone) is { } trend)
            yield return trend;
        if (GapOf(reading, q) is { } gap)
            yield return Line(text, question, gap);
        else if (reading.Poll.Privacy.Breakdown is Breakdown.Leadership && reading.HasGroups && shown.Whole is not null && Measure.Of(question).Count > 0)
            yield return text.Format("polls.gap.hidden");
    }

    /// <summary>The gap of a question; null where none is shown.</summary>
    public static Gap? GapOf(ResultReading reading, int q)
        => reading.Poll.Privacy.Breakdown is Breakdown.Leadership ? Gap.Of(reading.Poll.Questions[q], reading.Questions[q]) : null;

    /// <summary>How a question changed since the run before; null where there is nothing to say.</summary>
    public static CardText? Line(TextFile text, RunBefore before, Question question, Shown shown, TimeZoneInfo zone)
    {
        var compared = before.With(question, shown);
        var when = TimeWords.Moment(before.EndedAt, zone);
        return compared switch
        {
            { Trend: { } trend } => text.Format(
                "polls.trend",
                ("when", when),
                ("changes", string.Join("; ", trend.Changes.Select(change => Words(text, question, change)))),
                ("now", trend.Now.Answered),
                ("before", trend.Before.Answered)),
            { Result: Comparison.Changed } => text.Format("polls.trend.changed", ("when", when)),
            { Result: Comparison.TooFew } => text.Format("polls.trend.few", ("when", when), ("min", DisclosureLimits.ScoresFrom)),
            _ => null,
        };
    }

    /// <summary>What is measured: some of the choices, or the mean.</summary>
    public static string Label(TextFile text, Question question, Measure measure) => measure.Choices switch
    {
        [] => text.Plain("polls.measure.mean").Words,
        [var one] => question.Choices[one],
        [var one, var other, ..] => text.Plain("polls.measure.either", ("one", question.Choices[one]), ("other", question.Choices[other])).Words,
    };

    /// <summary>A measure's value as it is read.</summary>
    public static string Value(Measure measure, decimal value) => value.ToString(measure.IsMean ? "F1" : "F0", CultureInfo.InvariantCulture);

    private static string Words(TextFile text, Question question, Change change)
    {
        var (label, now, by) = (Label(text, question, change.Measure), Value(change.Measure, change.Now), Math.Abs(change.By));
        if (change.Measure.IsMean)
        {
            var much = Value(change.Measure, by);
            return change.By switch
            {
                > 0 => text.Plain("polls.trend.mean.up", ("label", label), ("now", now), ("by", much)).Words,
                < 0 => text.Plain("polls.trend.mean.down", ("label", label), ("now", now), ("by", much)).Words,
                _ => text.Plain("polls.trend.mean.same", ("label", label), ("now", now)).Words,
            };
        }

        return change.By switch
        {
            > 0 => text.Plain("polls.trend.share.up", ("label", label), ("now", now), ("count", (int)by)).Words,
            < 0 => text.Plain("polls.trend.share.down", ("label", label), ("now", now), ("count", (int)by)).Words,
            _ => text.Plain("polls.trend.share.same", ("label", label), ("now", now)).Words,
        };
    }

    private static CardText Line(TextFile text, Question question, Gap gap)
    {
        var (label, leaders, grassroots) = (Label(text, question, gap.Measure), Value(gap.Measure, gap.OfLeaders), Value(gap.Measure, gap.OfGrassroots));
        return gap.Measure.IsMean
            ? text.Format("polls.gap.mean", ("label", label), ("leaders", leaders), ("grassroots", grassroots), ("gap", Value(gap.Measure, gap.Width)), ("leading", gap.Leaders.Answered), ("others", gap.Grassroots.Answered))
            : text.Format("polls.gap.share", ("label", label), ("leaders", leaders), ("grassroots", grassroots), ("count", (int)gap.Width), ("leading", gap.Leaders.Answered), ("others", gap.Grassroots.Answered));
    }
}
