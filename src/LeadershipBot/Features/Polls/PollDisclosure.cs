using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// What may be shown of a poll. Every card, page, file and reminder gets its numbers here, and the one rule decides:
/// <see cref="DisclosureRule"/>.
/// </summary>
internal static class PollDisclosure
{
    /// <summary>What one reader may see of a question, as a whole.</summary>
    /// <param name="head">The poll, as it was read.</param>
    /// <param name="tally">Its count: of the head, or after an answer that was taken just now.</param>
    /// <param name="question">The question's index.</param>
    /// <param name="reader">Who looks.</param>
    public static Shown Of(PollHead head, PollTally tally, int question, Reader reader)
    {
        var counted = tally.Questions[question];
        return DisclosureRule.Of(Whole(head.Poll), StageOf(head), reader, Collected.Whole(head.Poll.OnRoll ?? 0, counted.Answered, MarksOf(head.Poll.Questions[question]), counted.Counts) with { Answered = tally.Answered, Comments = head.HasReadComments ? DisclosureLimits.CommentsFrom : 0 });
    }

    /// <summary>The same of what counts in the poll as it was read: people, practices or registered patients.</summary>
    public static Shown Of(PollHead head, int question, Reader reader) => Of(head, VoteStand.Of(head, head.Tally)?.Tally ?? head.Tally, question, reader);

    /// <summary>The same group by group, where the poll has a breakdown.</summary>
    /// <param name="head">The poll, as it was read.</param>
    /// <param name="results">What each group answered.</param>
    /// <param name="question">The question's index.</param>
    /// <param name="reader">Who looks.</param>
    public static Shown Of(PollHead head, PollGroupResults results, int question, Reader reader)
    {
        var comments = results.Comments;
        // Words may also be added to a poll that asks for none (AddWords): they follow its voice as comments do.
        var privacy = head.Poll.Privacy with { TakesComments = head.Poll.Privacy.TakesComments || comments > 0 };
        return DisclosureRule.Of(privacy, StageOf(head), reader, results.Kept?[question] ?? Collect(head.Poll, results.Groups, comments, question));
    }

    /// <summary>What is kept of an anonymous poll, question by question: what may be shown of it, and no more.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="groups">What each group answered, by the group's name.</param>
    /// <param name="comments">How many people wrote something that is read.</param>
    public static IReadOnlyList<Collected> Keep(Poll poll, IReadOnlyDictionary<string, PollTally> groups, int comments)
        => [.. poll.Questions.Select((_, q) => Kept.Of(poll.Privacy, Collect(poll, groups, comments, q)))];

    /// <summary>In an order that is the same whenever it is counted.</summary>
    private static Collected Collect(Poll poll, IReadOnlyDictionary<string, PollTally> groups, int comments, int question)
    {
        var counts = groups.OrderByDescending(group => group.Key == Leadership.Leaders).ThenBy(group => Keys.Hash(group.Key), StringComparer.Ordinal)
            .Select(group => new GroupCounts(group.Key, 0, group.Value.Questions[question].Answered, group.Value.Questions[question].Counts));
        return new Collected(groups.Values.Sum(group => group.Answered), MarksOf(poll.Questions[question]), [.. counts]) { Comments = comments };
    }

    /// <summary>What the person is to the poll.</summary>
    public static Reader ReaderOf(Poll poll, Actor actor) => poll.MayBeManagedBy(actor) ? Reader.Leader : Reader.Asked;

    /// <summary>The scores that may be shown; an empty count where none may.</summary>
    public static Tally ToTally(Shown shown, Question question)
        => shown.Whole is { } whole ? new Tally(whole.Counts, whole.Answered) : Tally.Empty(question.Marks);

    /// <summary>How many marks an answer to the question sets.</summary>
    public static Marks MarksOf(Question question) => question.IsOnePress ? Marks.One : Marks.Several;

    private static Stage StageOf(PollHead head) => head.IsPublished ? Stage.Published : Stage.BeforePublication;

    /// <summary>On a card stands the whole only.</summary>
    private static AskPrivacy Whole(Poll poll) => poll.Privacy with { Breakdown = Breakdown.None };
}
