using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>What one reader may see of a poll's result, as the one rule decided: nothing else of the count is in it.</summary>
/// <param name="Head">The poll.</param>
/// <param name="Questions">What may be shown of each question, in their order.</param>
/// <param name="HasGroups">Whether groups were counted: of a poll with a breakdown once it has ended.</param>
/// <param name="IsLeader">Whether the reader asked it, or is an organiser or a chair.</param>
internal sealed record ResultReading(PollHead Head, IReadOnlyList<Shown> Questions, bool HasGroups, bool IsLeader)
{
    /// <summary>How it stands, where it isn't only counted by people; null where it is.</summary>
    public VoteStand? Stand { get; init; }

    /// <summary>The reader's own practices: of these they see who cast the vote, and of others where they are leaders.</summary>
    public PracticeCodes CastFor { get; init; } = PracticeCodes.None;

    /// <summary>How each practice voted, as far as the reader may see it.</summary>
    public IReadOnlyList<PracticeStand> Practices => First is { HowPracticesVoted: true, Whole: not null } && Stand is { } stand ? stand.Practices : [];

    /// <summary>Whether the reader sees who cast this practice's vote.</summary>
    public bool SeesWhoCast(PracticeStand practice) => First.WhoAnsweredWhat || (Poll.Privacy.Electorate.CastBy is CastBy.Lead && CastFor.Contains(practice.Practice.Code));

    public Poll Poll => Head.Poll;

    /// <summary>What the same reader may see of the run before; null where there is none, or it isn't theirs to read.</summary>
    public RunBefore? Before { get; init; }

    public Shown First => Questions[0];

    /// <summary>Whether comments may be read.</summary>
    public bool HasComments => First.Comments is CommentsShown.All;

    /// <summary>Whether there is a breakdown whose groups are counted when it ends, and it hasn't.</summary>
    public bool AwaitsGroups => Poll.Privacy.Breakdown is not (Breakdown.None or Breakdown.Conflicted) && !HasGroups && !Poll.HidesWho;
}

/// <summary>Something that somebody wrote with their answer.</summary>
/// <param name="By">Who, where the poll is named; else empty, always.</param>
/// <param name="Words">What.</param>
internal sealed record ResultComment(string By, string Words);
