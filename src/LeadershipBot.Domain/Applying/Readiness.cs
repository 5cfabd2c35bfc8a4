namespace LeadershipBot.Domain.Applying;

/// <summary>When somebody would be ready for what they apply for, in their own words.</summary>
public enum Readiness
{
    /// <summary>Now: they stand.</summary>
    Now,

    /// <summary>In one to two years.</summary>
    OneToTwoYears,

    /// <summary>They only explore. The chair and whoever runs the opening read it, and nobody else: not even the panel.</summary>
    Exploring,
}
