namespace LeadershipBot.Domain.Applying;

/// <summary>Counts applications as they change: what stands beside them in the same commit, and a recount gives the same.</summary>
public static class Counting
{
    /// <summary>The counts after one application changed from what it was to what it is.</summary>
    /// <param name="counts">Before.</param>
    /// <param name="before">What it was; null if it is new.</param>
    /// <param name="after">What it is; null if it is gone.</param>
    public static ApplicantCounts After(this ApplicantCounts counts, Application? before, Application? after)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.With(before, -1).With(after, +1);
    }

    /// <summary>The counts of a list.</summary>
    public static ApplicantCounts Of(IEnumerable<Application> applications)
    {
        ArgumentNullException.ThrowIfNull(applications);
        return applications.Aggregate(ApplicantCounts.None, (counts, one) => counts.After(null, one));
    }

    private static ApplicantCounts With(this ApplicantCounts counts, Application? one, int step)
    {
        if (one is null)
            return counts;
        if (one.IsExploring) // in no other number, however it ended
            return one.Stage is Stage.Received ? counts with { Exploring = counts.Exploring + step } : counts;
        var staged = one.Stage switch
        {
            Stage.Received => counts with { Received = counts.Received + step },
            Stage.Shortlisted => counts with { Shortlisted = counts.Shortlisted + step },
            Stage.Interview => counts with { Interview = counts.Interview + step },
            Stage.Offered => counts with { Offered = counts.Offered + step },
            Stage.Appointed => counts with { Appointed = counts.Appointed + step },
            Stage.Reserve => counts with { Reserve = counts.Reserve + step },
            Stage.Declined or Stage.Lapsed => counts with { Declined = counts.Declined + step },
            Stage.Withdrawn => counts with { Withdrawn = counts.Withdrawn + step },
            _ => counts with { NotSelected = counts.NotSelected + step },
        };
        if (one.WasOffered)
            staged = staged with { EverOffered = staged.EverOffered + step };
        if (one.Stage is Stage.Appointed || !(one.IsInIt || one.IsKeptInMind))
            return staged; // whoever was appointed is on the bench no more
        return one.Readiness is Readiness.Now ? staged with { ReadyNow = staged.ReadyNow + step } : staged with { OneToTwoYears = staged.OneToTwoYears + step };
    }
}
