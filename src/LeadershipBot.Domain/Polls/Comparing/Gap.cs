using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Polls.Comparing;

/// <summary>
/// How far leaders and grassroots differ in a question: where it has several measures, in the one where they differ most.
/// It is worked out of the two groups as the one rule shows them; where it hides one of them, there is none.
/// </summary>
/// <param name="Measure">In what.</param>
/// <param name="Leaders">What may be shown of the leaders.</param>
/// <param name="Grassroots">What may be shown of everybody else.</param>
/// <param name="OfLeaders">The measure's value among leaders.</param>
/// <param name="OfGrassroots">The measure's value among the others.</param>
public sealed record Gap(Measure Measure, ShownGroup Leaders, ShownGroup Grassroots, decimal OfLeaders, decimal OfGrassroots)
{
    /// <summary>How far they are apart; never negative.</summary>
    public decimal Width => Math.Abs(OfLeaders - OfGrassroots);

    /// <summary>The gap; null where either group isn't shown or empty, or the question has no measure.</summary>
    /// <param name="question">The question.</param>
    /// <param name="shown">What its reader may see, of a poll whose breakdown is <see cref="Breakdown.Leadership"/>.</param>
    public static Gap? Of(Question question, Shown shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (GroupOf(shown, Leadership.Leaders) is not { } leaders || GroupOf(shown, Leadership.Grassroots) is not { } grassroots)
            return null;
        return Measure.Of(question)
            .Select(measure => new Gap(measure, leaders, grassroots, measure.Of(question, leaders), measure.Of(question, grassroots)))
            .MaxBy(gap => gap.Width); // of several as wide, the first
    }

    private static ShownGroup? GroupOf(Shown shown, string name) => shown.Groups.FirstOrDefault(group => group.Name == name && group.Answered > 0);
}
