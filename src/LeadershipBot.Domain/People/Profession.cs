namespace LeadershipBot.Domain.People;

/// <summary>What a member is by training or office, so that a GP's vote stays a GP's vote.</summary>
public enum Profession
{
    /// <summary>General practitioner.</summary>
    Gp,

    /// <summary>Practice nurse or nurse practitioner.</summary>
    Nurse,

    /// <summary>Pharmacist.</summary>
    Pharmacist,

    /// <summary>Runs a practice's business.</summary>
    PracticeManager,

    /// <summary>Another registered profession, such as physiotherapist or paramedic.</summary>
    AlliedHealth,

    /// <summary>Of no health profession: a lay member of a governing body.</summary>
    Lay,

    /// <summary>None of these.</summary>
    Other,
}

/// <summary>How a member works in a practice.</summary>
public enum Contract
{
    /// <summary>Holds the practice's contract, alone or with others.</summary>
    Partner,

    /// <summary>Employed.</summary>
    Salaried,

    /// <summary>Self-employed, by the session; often in several practices.</summary>
    Locum,

    /// <summary>In training.</summary>
    Trainee,
}
