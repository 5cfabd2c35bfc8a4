using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>
/// What may be shown of reactions: every card, page and file gets its numbers here, and the one rule decides. Nobody gets a
/// list of who said what, or nothing.
/// </summary>
internal static class ReactionDisclosure
{
    /// <summary>All together.</summary>
    public static Shown Of(DecisionHead head, Reader reader)
        => DisclosureRule.Of(Decision.Privacy with { Breakdown = Breakdown.None }, StageOf(head), reader, Collect(head.Tally, [GroupOf("", head.Tally)]));

    /// <summary>By locality.</summary>
    /// <param name="head">The decision.</param>
    /// <param name="groups">What each locality said, once it takes no reactions any more; empty before.</param>
    /// <param name="reader">Who looks.</param>
    public static Shown Of(DecisionHead head, IReadOnlyList<(string Group, ReactionTally Tally)> groups, Reader reader)
        => groups.Count == 0
            ? Of(head, reader)
            : DisclosureRule.Of(Decision.Privacy, StageOf(head), reader, Collect(groups.Aggregate(ReactionTally.Empty, (sum, one) => sum.Plus(one.Tally)), [.. groups.Select(one => GroupOf(one.Group, one.Tally))]));

    /// <summary>The two counts with their bars; none where they aren't shown.</summary>
    public static IEnumerable<CardData> Bars(TextFile text, ShownGroup? whole)
    {
        if (whole is null)
            yield break;
        for (var i = 0; i < whole.Counts.Count; i++)
        {
            var percent = whole.Answered == 0 ? 0 : (int)Math.Round(100.0 * whole.Counts[i] / whole.Answered, MidpointRounding.AwayFromZero);
            yield return new CardData()
                .Set("label", text.Format(i == 0 ? "decisions.noted" : "decisions.disagree"))
                .Set("result", text.Format("decisions.total", ("count", whole.Counts[i]), ("percent", percent)))
                .Set("bar", TextBar.Of(percent));
        }
    }

    private static Stage StageOf(DecisionHead head) => head.IsPublished ? Stage.Published : Stage.BeforePublication;

    private static GroupCounts GroupOf(string name, ReactionTally tally) => new(name, 0, tally.Noted + tally.Disagreed, [tally.Noted, tally.Disagreed]);

    private static Collected Collect(ReactionTally all, IReadOnlyList<GroupCounts> groups) => new(all.People, Marks.One, groups) { Comments = all.Comments };
}
