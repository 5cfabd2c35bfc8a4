using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Applying;

/// <summary>Who may apply. Only what was confirmed of a person counts; an empty list lets everybody in.</summary>
public sealed record Eligibility
{
    /// <summary>Everybody whom the organisation lists.</summary>
    public static Eligibility Anybody { get; } = new();

    /// <summary>The professions of which the person must be one; empty for any.</summary>
    public IReadOnlyList<Profession> Professions { get; init; } = [];

    /// <summary>The contracts of which the person must hold one; empty for any.</summary>
    public IReadOnlyList<Contract> Contracts { get; init; } = [];

    /// <summary>The codes of the localities in one of which the person must work; empty for any.</summary>
    public IReadOnlyList<string> Localities { get; init; } = [];

    /// <summary>Whether the person must have a confirmed place in a member practice.</summary>
    public bool NeedsPlace { get; init; }

    /// <summary>Why somebody may not apply, by what they are in the organisation; null if they may. What isn't known of them is said to be unknown, not wrong.</summary>
    /// <param name="hat">What they are there.</param>
    public Refusal? WhyNot(Hat hat)
    {
        ArgumentNullException.ThrowIfNull(hat);
        if (!hat.IsListed)
            return new Refusal("applying.refused.notListed");
        if (Professions.Count > 0 && (hat.Profession is not { } profession || !Professions.Contains(profession)))
            return new Refusal(hat.Profession is null ? "applying.refused.professionUnknown" : "applying.refused.profession");
        if (Contracts.Count > 0 && (hat.Contract is not { } contract || !Contracts.Contains(contract)))
            return new Refusal(hat.Contract is null ? "applying.refused.contractUnknown" : "applying.refused.contract");
        if (NeedsPlace && hat.Practices.Count == 0)
            return new Refusal("applying.refused.noPlace");
        return Localities.Count > 0 && !hat.Localities.Any(Localities.Contains) ? new Refusal("applying.refused.locality") : null;
    }
}
