using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>The answers from which a poll is counted.</summary>
/// <param name="Answers">By member id.</param>
/// <param name="Roll">The practices with their people as they are now; null where people are counted.</param>
/// <param name="Fixed">The practices as they were when the poll had ended: from then on, these count. Null until then.</param>
internal sealed record CastVotes(IReadOnlyDictionary<string, PollAnswer> Answers, PracticeRoll? Roll, IReadOnlyList<FixedPractice>? Fixed)
{
    /// <summary>How many aren't asked since they declared an interest; 0 in a named poll.</summary>
    public int OffRoll { get; init; }

    /// <summary>The same after some answered.</summary>
    public CastVotes With(IEnumerable<PollAnswer> given)
    {
        var answers = new Dictionary<string, PollAnswer>(Answers, StringComparer.Ordinal);
        foreach (var answer in given)
        {
            if (answer.Sheet is null)
                answers.Remove(answer.MemberId);
            else
                answers[answer.MemberId] = answer;
        }

        return this with { Answers = answers };
    }

    /// <summary>
    /// For which practices an answer counts: those for which it was given, as long as the person still casts their vote.
    /// Whoever hands a practice over, or leaves, no longer speaks for it while the poll is open.
    /// </summary>
    public PracticeCodes CountsFor(PollAnswer answer, Electorate electorate)
    {
        if (Fixed is not null || Roll is null || answer.AnsweredAt >= Roll.At)
            return answer.CountsFor; // what was just judged is newer than the list
        if (!Roll.People.TryGetValue(answer.MemberId, out var person))
            return PracticeCodes.None;
        return answer.CountsFor.Among(electorate.CastBy is CastBy.Lead ? person.LeadOf : person.Practices);
    }

    /// <summary>The practices that are asked, each with whether all who could cast its vote have an interest in the matter.</summary>
    public IReadOnlyList<FixedPractice> PracticesOf(Poll poll)
    {
        if (Fixed is not null)
            return Fixed;
        if (Roll is not { } roll)
            return [];
        var apart = Answers.Values.Where(answer => answer.IsApart).Select(answer => answer.MemberId).ToHashSet(StringComparer.Ordinal);
        return [.. roll.AskedBy(poll).Select(practice => new FixedPractice(practice.Code, practice.Name, practice.ListSize, IsOff(practice)))];

        bool IsOff(MemberPractice practice) => apart.Count > 0 && roll.CastersOf(practice.Code, poll.Privacy.Electorate).ToList() is { Count: > 0 } casters && casters.TrueForAll(caster => apart.Contains(caster.Id));
    }
}
