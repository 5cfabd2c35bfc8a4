using LeadershipBot.Domain.Electorates;

namespace LeadershipBot.Domain.Disclosure;

/// <summary>
/// The one rule of what may be shown of answers: to whom, when and how finely. Cards, pages, exports, reminders and
/// whatever else shows a number ask it.
/// </summary>
public static class DisclosureRule
{
    /// <summary>
    /// What this reader may see of one question now. Safe to ask again: after publication the same is answered for ever,
    /// as long as what was collected is kept as it was.
    /// </summary>
    /// <param name="privacy">What was promised to those who answered.</param>
    /// <param name="stage">How far the ask is.</param>
    /// <param name="reader">Who wants to see it.</param>
    /// <param name="collected">What was answered to the question.</param>
    /// <exception cref="ArgumentException">What was collected contradicts itself, so that the bars would not hold.</exception>
    public static Shown Of(AskPrivacy privacy, Stage stage, Reader reader, Collected collected)
    {
        ArgumentNullException.ThrowIfNull(privacy);
        ArgumentNullException.ThrowIfNull(collected);
        if (reader is Reader.Outsider)
            return new Shown { Reasons = [new Statement("privacy.result.outsider")] };
        if (privacy.Voice is not Voice.Named)
            return WithBars(privacy, stage, reader, collected);
        return MayRead(privacy, reader) ? Named(privacy, reader, collected) : ForLeadersOnly(collected, CommentsShown.None);
    }

    private static bool MayRead(AskPrivacy privacy, Reader reader) => reader is Reader.Leader || privacy.Readers is Readers.Asked;

    /// <summary>No bar, and live from the first answer.</summary>
    private static Shown Named(AskPrivacy privacy, Reader reader, Collected collected)
    {
        var isLeader = reader is Reader.Leader;
        var isByPractice = privacy.Electorate.CountedBy is not CountedBy.People;
        var whole = Collected.Sum(collected.Groups);
        return new Shown
        {
            Answered = collected.Answered,
            Whole = whole.Counts.Count == 0 ? null : new ShownGroup(whole, collected.Groups.Count),
            Groups = privacy.Breakdown is Breakdown.None ? [] : [.. collected.Groups.Select(group => new ShownGroup(group))],
            Comments = privacy.TakesComments && isLeader ? CommentsShown.All : CommentsShown.None,
            WhoAnsweredWhat = isLeader,
            HowPracticesVoted = isByPractice,
        };
    }

    private static Shown WithBars(AskPrivacy privacy, Stage stage, Reader reader, Collected collected)
    {
        if (stage is Stage.BeforePublication)
        {
            return new Shown
            {
                Answered = collected.Answered,
                Comments = privacy.TakesComments ? CommentsShown.NotYet : CommentsShown.None,
                Reasons = [new Statement("privacy.result.notYet")],
            };
        }

        var hasDeleted = privacy.TakesComments && collected.Comments < DisclosureLimits.CommentsFrom;
        if (!MayRead(privacy, reader))
            return ForLeadersOnly(collected, hasDeleted ? CommentsShown.Deleted : CommentsShown.None);

        Collected.Verify(collected);
        var reasons = new List<Statement>();
        var whole = Collected.Sum(collected.Groups);
        var hasScores = whole.Counts.Count > 0 && whole.Answered >= DisclosureLimits.ScoresFrom;
        if (whole.Counts.Count > 0 && !hasScores)
            reasons.Add(new Statement("privacy.result.few", ("min", DisclosureLimits.ScoresFrom)));

        var partition = hasScores && privacy.Breakdown is not Breakdown.None ? Partition.Of(collected) : null;
        if (partition is { Hidden.Count: > 0 })
            reasons.Add(new Statement("privacy.result.together", ("count", partition.Together), ("min", DisclosureLimits.ScoresFrom)));
        else if (hasScores && privacy.Breakdown is not Breakdown.None && partition is null)
            reasons.Add(new Statement("privacy.result.noGroups"));
        if (hasDeleted)
            reasons.Add(FewComments());

        return new Shown
        {
            Answered = collected.Answered,
            Whole = hasScores ? new ShownGroup(whole, collected.Groups.Count) : null,
            Groups = partition is null ? [] : [.. partition.Shown.Select(group => new ShownGroup(group))],
            Others = partition is { Hidden.Count: > 0 } ? new ShownGroup(Collected.Sum(partition.Hidden), partition.Together) : null,
            Comments = !privacy.TakesComments ? CommentsShown.None : hasDeleted ? CommentsShown.Deleted : CommentsShown.All,
            Reasons = reasons,
        };
    }

    private static Shown ForLeadersOnly(Collected collected, CommentsShown comments)
    {
        List<Statement> reasons = [new Statement("privacy.result.leaders")];
        if (comments is CommentsShown.Deleted)
            reasons.Add(FewComments());
        return new Shown { Answered = collected.Answered, Comments = comments, Reasons = reasons };
    }

    private static Statement FewComments() => new("privacy.result.fewComments", ("min", DisclosureLimits.CommentsFrom));
}
