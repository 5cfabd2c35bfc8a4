namespace LeadershipBot.Domain.People;

/// <summary>What one person is in one organisation. A person may wear several hats, in one organisation and in several.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Roles">What the person may do there.</param>
public sealed record Hat(OrganisationName Organisation, Roles Roles)
{
    /// <summary>
    /// Whether the organisation lists the person; not where only they themselves say so, and nobody has confirmed it.
    /// Others may answer what is posted where they are, and no more.
    /// </summary>
    public bool IsListed { get; init; } = true;

    /// <summary>The practices that an import, a practice lead or an organiser confirmed; none or several is valid (locums).</summary>
    public IReadOnlyList<PracticeName> Practices { get; init; } = [];

    /// <summary>What the person chose and nobody has confirmed yet: it gives no practice vote, ballot or role.</summary>
    public IReadOnlyList<PracticeName> ChosenPractices { get; init; } = [];

    /// <summary>The codes of the localities of those practices, each once; empty where they have none.</summary>
    public IReadOnlyList<string> Localities { get; init; } = [];

    /// <summary>The practices whose vote the person casts and whose people they confirm.</summary>
    public PracticeCodes LeadOf { get; init; } = PracticeCodes.None;

    /// <summary>Confirmed profession; null if not known.</summary>
    public Profession? Profession { get; init; }

    /// <summary>Confirmed contract; null if not known.</summary>
    public Contract? Contract { get; init; }

    /// <summary>The hat of somebody whom the organisation doesn't list.</summary>
    public static Hat Unlisted(OrganisationName organisation) => new(organisation, Roles.Member) { IsListed = false };
}
