using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>How a vote stands: what counts in it, who was asked, and what is needed.</summary>
/// <param name="Poll">The poll.</param>
/// <param name="Tally">What counts: people, practices or registered patients; who is counted apart isn't in it.</param>
/// <param name="Apart">What those answered who declared an interest.</param>
/// <param name="Level">How many practices abstain since their people's votes are level.</param>
/// <param name="Unweighed">How many practices weigh nothing since their list size isn't known.</param>
/// <param name="OnRoll">How many people or practices are asked, without those who have an interest; null where that isn't known.</param>
internal sealed record VoteStand(Poll Poll, PollTally Tally, PollTally Apart, int Level, int Unweighed, int? OnRoll)
{
    /// <summary>How each practice stands, by name; empty where people are counted.</summary>
    public IReadOnlyList<PracticeStand> Practices { get; init; } = [];

    /// <summary>How many aren't asked since they have an interest.</summary>
    public int OffRoll { get; init; }

    /// <summary>How many must answer; null where nobody must.</summary>
    public int? Needed => Poll.Rules.Quorum == Quorum.None || (Poll.Rules.Quorum.IsPerCent && OnRoll is null) ? null : Poll.Rules.Quorum.Needed(OnRoll ?? 0);

    /// <summary>Whether enough answered.</summary>
    public bool IsQuorate => Tally.Answered >= (Needed ?? 0);

    /// <summary>What came of it; null where nothing is to be carried.</summary>
    public Outcome? Outcome => Poll.Rules.Required is { } required
        ? Domain.Electorates.Outcome.Of(new VoteCount(Tally.First.Counts, Tally.Answered, Level, Unweighed, Apart.First.Counts), OnRoll ?? 0, Poll.Rules.MotionOf(Poll.Questions[0]), Poll.Rules.Quorum, required)
        : null;

    /// <summary>How it stands; null for a poll that is only counted, by people.</summary>
    /// <param name="head">The poll, as it was read.</param>
    /// <param name="tally">The count of people that is to be shown.</param>
    public static VoteStand? Of(PollHead head, PollTally tally)
    {
        var poll = head.Poll;
        if (!poll.IsByPractice && poll.Rules == VoteRules.None)
            return null;
        var none = PollTally.Empty(poll.Questions);
        if (!poll.IsCountedFromAnswers)
            return new VoteStand(poll, tally, none, 0, 0, poll.OnRoll);
        var votes = head.Votes ?? throw new InvalidOperationException($"{head.PartitionKey} is counted from its answers, and they weren't read.");
        if (poll.IsByPractice)
            return ByPractice(poll, votes);
        if (poll.HidesWho) // until it is published only how many answered is said: a roll that falls by one tells who has just left it
            return head.IsPublished ? new VoteStand(poll, tally, none, 0, 0, poll.OnRoll - votes.OffRoll) { OffRoll = votes.OffRoll } : new VoteStand(poll, tally, none, 0, 0, poll.OnRoll);
        var apart = votes.Answers.Values.Where(answer => answer.IsApart).Aggregate(none, (sum, answer) => sum.With(poll.Questions, null, answer.Sheet));
        var counted = votes.Answers.Values.Where(answer => !answer.IsApart).Aggregate(none, (sum, answer) => sum.With(poll.Questions, null, answer.Sheet));
        return new VoteStand(poll, counted, apart, 0, 0, poll.OnRoll - apart.Answered);
    }

    private static VoteStand ByPractice(Poll poll, CastVotes votes)
    {
        var (electorate, question) = (poll.Privacy.Electorate, poll.Questions[0]);
        var practices = votes.PracticesOf(poll);
        var cast = votes.Answers.Values
            .Where(answer => answer.Sheet?.Choice is not null)
            .Select(answer => (Answer: answer, For: votes.CountsFor(answer, electorate)))
            .ToList();
        var count = VoteCount.Of(
            electorate,
            question.Choices.Count,
            cast.Select(one => new MemberVote(one.Answer.MemberId, one.For, one.For, one.Answer.Sheet!.Choice!.Value) { IsConflicted = one.Answer.IsApart }),
            practices.Where(practice => !practice.IsOffRoll).Select(practice => new PracticeOnRoll(practice.Code, practice.ListSize)));
        var byCode = cast.SelectMany(one => one.For.All.Select(code => (code, one.Answer))).ToLookup(pair => pair.code, pair => pair.Answer, StringComparer.OrdinalIgnoreCase);
        var tally = new PollTally(count.Answered, [new Tally(count.Counts, count.Counts.Sum())]);
        return new VoteStand(poll, tally, new PollTally(count.Apart.Sum(), [new Tally(count.Apart, count.Apart.Sum())]), count.Level, count.Unweighed, practices.Count(practice => !practice.IsOffRoll))
        {
            Practices = [.. practices.Select(practice => PracticeStand.Of(practice, [.. byCode[practice.Code]], question.Choices.Count))],
            OffRoll = practices.Count(practice => practice.IsOffRoll),
        };
    }
}

/// <summary>How one practice stands.</summary>
/// <param name="Practice">The practice.</param>
/// <param name="Votes">What those chose who cast its vote.</param>
/// <param name="By">Their answers, by name; those who declared an interest aren't among them.</param>
/// <param name="Apart">The answers of those who did.</param>
internal sealed record PracticeStand(FixedPractice Practice, PracticeVotes Votes, IReadOnlyList<PollAnswer> By, IReadOnlyList<PollAnswer> Apart)
{
    public static PracticeStand Of(FixedPractice practice, IReadOnlyList<PollAnswer> answers, int choices)
    {
        List<PollAnswer> by = [.. answers.Where(answer => !answer.IsApart).OrderBy(answer => answer.Name, StringComparer.OrdinalIgnoreCase)];
        var votes = by.Aggregate(PracticeVotes.None(practice.Code, practice.ListSize, choices), (sum, answer) => sum.With(new ChoiceChange(null, answer.Sheet!.Choice)));
        return new PracticeStand(practice, votes, by, [.. answers.Where(answer => answer.IsApart)]);
    }
}
