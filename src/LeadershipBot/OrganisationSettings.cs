namespace LeadershipBot;

/// <summary>What is set of the organisation, whatever has been imported.</summary>
/// <param name="Administrators">Entra object ids of people who are administrators from the start.</param>
internal sealed record OrganisationSettings(IReadOnlyList<string> Administrators)
{
    /// <summary>Whether the invented organisation begins with invented posts, and somebody who leads a practice; in Development only.</summary>
    public bool BeginsWithDemoPosts { get; init; }
}
