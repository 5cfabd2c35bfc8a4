namespace LeadershipBot.Domain.People;

/// <summary>One person as one organisation lists them.</summary>
/// <param name="Id">Who they are.</param>
/// <param name="Name">As it is shown to others.</param>
/// <param name="Roles">What they may do in the organisation.</param>
public sealed record Member(MemberId Id, string Name, Roles Roles)
{
    /// <summary>The e-mail address under which an import knows them; empty if none does. Lower case.</summary>
    public string Email { get; init; } = "";

    /// <summary>What they do, in words, such as "Clinical chair"; empty if not known.</summary>
    public string Title { get; init; } = "";

    /// <summary>Confirmed practices.</summary>
    public PracticeCodes Practices { get; init; } = PracticeCodes.None;

    /// <summary>Practices that the person chose and nobody has confirmed.</summary>
    public PracticeCodes ChosenPractices { get; init; } = PracticeCodes.None;

    /// <summary>Of the confirmed practices those that they lead.</summary>
    public PracticeCodes LeadOf { get; init; } = PracticeCodes.None;

    /// <summary>Confirmed profession; null if not known.</summary>
    public Profession? Profession { get; init; }

    /// <summary>Confirmed contract; null if not known.</summary>
    public Contract? Contract { get; init; }

    /// <summary>The profession that the person chose and nobody has confirmed; null if none.</summary>
    public Profession? ChosenProfession { get; init; }

    /// <summary>The contract that the person chose and nobody has confirmed; null if none.</summary>
    public Contract? ChosenContract { get; init; }

    /// <summary>When they chose what waits; null where that isn't known. It says nothing once nothing waits.</summary>
    public DateTimeOffset? ChosenAt { get; init; }

    /// <summary>Whether an import listed them, so that a later one may find that they left.</summary>
    public bool IsImported { get; init; }

    /// <summary>What the last import said of them, so that the next one changes only what it says otherwise; null if none did.</summary>
    public ImportedFacts? Imported { get; init; }

    /// <summary>Whether they put themselves on the roll, by choosing the organisation, and nobody has confirmed it since.</summary>
    public bool JoinedThemselves { get; init; }

    /// <summary>
    /// Whether nobody but they themselves says that they belong here: no import, and nobody who confirmed them or gave
    /// them a role. They count as not listed.
    /// </summary>
    public bool IsUnconfirmed => JoinedThemselves && !IsImported && Roles == Roles.Member;

    /// <summary>When they left the organisation, after which they have no roles there; null while they are in it.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Whether something that they chose still waits for somebody to confirm it.</summary>
    public bool IsWaiting => LeftAt is null && (IsUnconfirmed || ChosenPractices.All.Count > 0 || ChosenProfession is not null || ChosenContract is not null);
}

/// <summary>What an import said of a person, as it stood in the file.</summary>
/// <param name="Roles">The roles that it gave.</param>
/// <param name="Practices">The practices that it gave.</param>
/// <param name="LeadOf">Those of which it made them the lead.</param>
public sealed record ImportedFacts(Roles Roles, PracticeCodes Practices, PracticeCodes LeadOf)
{
    /// <summary>It gave nothing.</summary>
    public static ImportedFacts Nothing { get; } = new(Roles.Member, PracticeCodes.None, PracticeCodes.None);
}

/// <summary>A person whom an import lists by e-mail and who hasn't been found in Teams yet, so that they count for nothing.</summary>
/// <param name="Email">In lower case.</param>
/// <param name="As">What they will be, once matched and confirmed. Its <see cref="Member.Id"/> is empty until they are matched.</param>
public sealed record Invited(string Email, Member As)
{
    /// <summary>When a list first named them; null where that isn't known.</summary>
    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>The roster entry that has this e-mail; null until one was seen. It still has to be confirmed.</summary>
    public MemberId? MatchedTo { get; init; }

    /// <summary>The name of that entry; empty until one was seen.</summary>
    public string MatchedName { get; init; } = "";

    /// <summary>Whether they were found by their own chat, and so need be in none of the organisation's teams.</summary>
    public bool IsFoundInOwnChat { get; init; }

    /// <summary>Who was found under this e-mail and said that it isn't them, so that they aren't asked again; null if nobody.</summary>
    public MemberId? NotMe { get; init; }

    /// <summary>The same, of whom nobody is known to be meant.</summary>
    public Invited NotFound() => this with { MatchedTo = null, MatchedName = "", IsFoundInOwnChat = false };
}

/// <summary>A part of an organisation.</summary>
/// <param name="Code">Lower-case letters, digits and hyphens.</param>
/// <param name="Name">As it is shown.</param>
public sealed record Locality(string Code, string Name);

/// <summary>A practice as a member of an organisation.</summary>
/// <param name="Code">Its ODS code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Locality">The code of its locality; empty if none.</param>
/// <param name="ListSize">Its registered patients, as published; null if not known.</param>
public sealed record MemberPractice(string Code, string Name, string Locality, int? ListSize)
{
    /// <summary>When it left the organisation or closed; null while it is a member.</summary>
    public DateTimeOffset? LeftAt { get; init; }
}
