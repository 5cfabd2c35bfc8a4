namespace LeadershipBot.Domain.Meetings;

/// <summary>How many count, and how many are needed.</summary>
/// <param name="People">How many people count.</param>
/// <param name="PeopleNeeded">How many are needed; 0 where the rule doesn't say.</param>
/// <param name="Practices">Of how many practices they are.</param>
/// <param name="PracticesNeeded">Of how many they must be; 0 where the rule doesn't say.</param>
/// <param name="Localities">Of how many localities they are.</param>
/// <param name="LocalitiesNeeded">Of how many they must be; 0 where the rule doesn't say.</param>
public sealed record QuorumStand(int People, int PeopleNeeded, int Practices, int PracticesNeeded, int Localities, int LocalitiesNeeded)
{
    /// <summary>Whether each part of the rule is met.</summary>
    public bool IsQuorate => People >= PeopleNeeded && Practices >= PracticesNeeded && Localities >= LocalitiesNeeded;
}

/// <summary>How one item stood.</summary>
/// <param name="Item">The item.</param>
/// <param name="Number">Its place on the agenda, from 1.</param>
/// <param name="Conflicted">How many of those there left for it, since they have an interest.</param>
/// <param name="Stand">Who counted.</param>
public sealed record ItemStand(AgendaItem Item, int Number, int Conflicted, QuorumStand Stand);

/// <summary>How many of how many came, of a practice or a locality.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Came">How many of those called were there, or had a deputy there who counts.</param>
/// <param name="Called">How many were called.</param>
public sealed record GroupStand(string Code, int Came, int Called);

/// <summary>Somebody who is to leave for an item.</summary>
/// <param name="Name">Who.</param>
/// <param name="NotedBy">Who noted their interest; null where they declared it, or nobody can say who did.</param>
/// <param name="StandsFor">Whose interest it is, where they stand in for somebody; null where it is their own.</param>
/// <param name="IsThere">Whether the register has them there.</param>
public sealed record ToLeave(string Name, string? NotedBy, string? StandsFor, bool IsThere);
