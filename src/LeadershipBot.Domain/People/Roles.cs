namespace LeadershipBot.Domain.People;

/// <summary>What a person may do in one organisation. A person may hold several; everybody is a member.</summary>
[Flags]
public enum Roles
{
    /// <summary>Answers, raises, thanks: what everybody in the organisation may do.</summary>
    Member = 0,

    /// <summary>Leads the practices of one locality.</summary>
    LocalityLead = 1,

    /// <summary>Sets up asks, rounds and meetings for the organisation: its engagement officer.</summary>
    Organiser = 2,

    /// <summary>Shortlists applicants.</summary>
    PanelMember = 4,

    /// <summary>Runs nominations and ballots.</summary>
    ReturningOfficer = 8,

    /// <summary>Chairs the governing body, or sits on it.</summary>
    Chair = 16,

    /// <summary>Installs and runs the bot for the organisation.</summary>
    Administrator = 32,
}
