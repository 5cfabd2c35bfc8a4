namespace LeadershipBot.Domain.People;

/// <summary>What a person may do in one organisation. A person may hold several; everybody is a member.</summary>
[Flags]
public enum Roles
{
    /// <summary>Answers, raises, thanks: what everybody in the organisation may do.</summary>
    Member = 0,
    LocalityLead = 1,
    Organiser = 2,
    PanelMember = 4,
    ReturningOfficer = 8,
    Chair = 16,
    Administrator = 32,
}
