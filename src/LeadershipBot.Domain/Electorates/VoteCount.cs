using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Electorates;

/// <summary>One person's vote.</summary>
/// <param name="Member">Who it is: one vote each.</param>
/// <param name="Practices">The practices that were confirmed for them.</param>
/// <param name="LeadOf">Those of them whose vote they cast.</param>
/// <param name="Choice">The choice, as an index.</param>
public sealed record MemberVote(string Member, PracticeCodes Practices, PracticeCodes LeadOf, int Choice)
{
    /// <summary>Whether they declared an interest in the matter: then the vote is counted apart.</summary>
    public bool IsConflicted { get; init; }
}

/// <summary>A practice that is asked.</summary>
/// <param name="Practice">Its ODS code.</param>
/// <param name="ListSize">Its registered patients; null if not known.</param>
public sealed record PracticeOnRoll(string Practice, int? ListSize);

/// <summary>
/// What came of all votes. Like every tally it may be one of several shards that are added up, so that a number may be
/// negative in one of them.
/// </summary>
/// <param name="Counts">For each choice: how many people, practices, or registered patients of practices.</param>
/// <param name="Answered">How many people or practices answered, also those that abstain; not those counted apart.</param>
/// <param name="Level">Of these, how many practices abstain since their people's votes are level.</param>
/// <param name="Unweighed">Of these, how many practices weigh nothing, since their list size isn't known.</param>
/// <param name="Apart">For each choice: how many people who declared an interest in the matter.</param>
public sealed record VoteCount(IReadOnlyList<int> Counts, int Answered, int Level, int Unweighed, IReadOnlyList<int> Apart)
{
    /// <summary>Before the first vote.</summary>
    /// <param name="choices">How many choices there are.</param>
    public static VoteCount None(int choices) => new(new int[choices], 0, 0, 0, new int[choices]);

    /// <summary>Counts everything from the start.</summary>
    /// <param name="electorate">Whose votes count.</param>
    /// <param name="choices">How many choices there are.</param>
    /// <param name="votes">One for each person who voted, in any order.</param>
    /// <param name="practices">The practices that are asked; votes for others count for nothing. Without meaning if people are counted.</param>
    public static VoteCount Of(Electorate electorate, int choices, IEnumerable<MemberVote> votes, IEnumerable<PracticeOnRoll> practices)
    {
        ArgumentNullException.ThrowIfNull(electorate);
        ArgumentNullException.ThrowIfNull(practices);
        var all = votes.ToList();
        var count = all.Where(vote => vote.IsConflicted).Aggregate(None(choices), (sum, vote) => sum.WithApart(new ChoiceChange(null, vote.Choice)));
        var counted = all.Where(vote => !vote.IsConflicted);
        if (electorate.CountedBy is CountedBy.People)
            return counted.Aggregate(count, (sum, vote) => sum.WithPerson(new ChoiceChange(null, vote.Choice)));

        var byPractice = practices.DistinctBy(practice => practice.Practice).ToDictionary(practice => practice.Practice, practice => PracticeVotes.None(practice.Practice, practice.ListSize, choices));
        foreach (var vote in counted)
        {
            foreach (var code in electorate.Entitling(vote.Practices, vote.LeadOf).All.Where(byPractice.ContainsKey))
                byPractice[code] = byPractice[code].With(new ChoiceChange(null, vote.Choice));
        }

        return byPractice.Values.Aggregate(count, (sum, practice) => sum.WithPractice(electorate.CountedBy, null, practice));
    }

    /// <summary>After a person voted, changed their vote or took it back, where people are counted.</summary>
    public VoteCount WithPerson(ChoiceChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Counts = Moved(Counts, change), Answered = Answered + (change.After is null ? 0 : 1) - (change.Before is null ? 0 : 1) };
    }

    /// <summary>After somebody who declared an interest voted, changed their vote or took it back.</summary>
    public VoteCount WithApart(ChoiceChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Apart = Moved(Apart, change) };
    }

    /// <summary>After the votes of one practice changed, where practices are counted or weighed.</summary>
    /// <param name="countedBy">By what.</param>
    /// <param name="before">Its votes as they stand in this count; null if they don't stand in it.</param>
    /// <param name="after">Its votes now; its list size may be another. Null if it isn't asked any more.</param>
    public VoteCount WithPractice(CountedBy countedBy, PracticeVotes? before, PracticeVotes? after)
    {
        int[] counts = [.. Counts];
        var (answered, level, unweighed) = (Answered, Level, Unweighed);
        foreach (var (votes, sign) in new[] { (before, -1), (after, 1) })
        {
            if (votes is not { HasAnswered: true })
                continue;
            answered += sign;
            level += votes.Choice is null ? sign : 0;
            unweighed += countedBy is CountedBy.ListSizes && votes.ListSize is null ? sign : 0;
            if (votes.Choice is { } choice)
                counts[choice] += sign * votes.Weight(countedBy);
        }

        return this with { Counts = counts, Answered = answered, Level = level, Unweighed = unweighed };
    }

    /// <summary>The sum of two shards of one count.</summary>
    public VoteCount Plus(VoteCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new VoteCount(Added(Counts, other.Counts), Answered + other.Answered, Level + other.Level, Unweighed + other.Unweighed, Added(Apart, other.Apart));
    }

    private static int[] Moved(IReadOnlyList<int> counts, ChoiceChange change)
    {
        int[] moved = [.. counts];
        if (change.Before is { } before)
            moved[before]--;
        if (change.After is { } after)
            moved[after]++;
        return moved;
    }

    private static int[] Added(IReadOnlyList<int> one, IReadOnlyList<int> other) => [.. one.Zip(other, (mine, theirs) => mine + theirs)];
}
