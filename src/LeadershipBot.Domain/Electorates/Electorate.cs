using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Electorates;

/// <summary>By what votes are counted.</summary>
public enum CountedBy
{
    /// <summary>One vote for each person.</summary>
    People,

    /// <summary>One vote for each practice.</summary>
    Practices,

    /// <summary>One vote for each practice, which weighs as much as it has registered patients.</summary>
    ListSizes,
}

/// <summary>Who casts a practice's vote.</summary>
public enum CastBy
{
    /// <summary>Its lead. If it has several, what most of them chose; if they are level, it abstains.</summary>
    Lead,

    /// <summary>What most of its people who answered chose; if that is level, it abstains.</summary>
    Majority,
}

/// <summary>Whose votes count, and for how much.</summary>
/// <param name="CountedBy">By what votes are counted.</param>
/// <param name="CastBy">Who casts a practice's vote; without meaning if people are counted.</param>
public sealed record Electorate(CountedBy CountedBy, CastBy CastBy)
{
    /// <summary>One vote for each person.</summary>
    public static Electorate People { get; } = new(CountedBy.People, CastBy.Lead);

    /// <summary>Whether votes can be counted so.</summary>
    /// <param name="hasOneChoice">Whether the question takes exactly one choice from each: a practice has no list of choices, no ranking.</param>
    public Ruling<Electorate> Check(bool hasOneChoice)
        => CountedBy is CountedBy.People || hasOneChoice ? this : new Refusal("electorates.refused.oneChoice");

    /// <summary>
    /// For which practices a person's vote counts: by majority for all that they belong to, by lead for those that they
    /// lead, with one choice for all of them; by person for none. A refusal if it would count for none.
    /// </summary>
    /// <param name="practices">The practices that were confirmed for the person.</param>
    /// <param name="leadOf">Those of them that the person leads.</param>
    /// <param name="leads">The names of who casts the vote of the person's practices, as they stand in a sentence; empty if nobody does.</param>
    public Ruling<PracticeCodes> CountsFor(PracticeCodes practices, PracticeCodes leadOf, string leads)
    {
        ArgumentNullException.ThrowIfNull(practices);
        ArgumentNullException.ThrowIfNull(leads);
        if (CountedBy is CountedBy.People)
            return PracticeCodes.None;
        if (practices.All.Count == 0)
            return new Refusal("electorates.refused.noPractice");
        var counts = Entitling(practices, leadOf);
        if (counts.All.Count > 0)
            return counts;
        return leads.Length > 0 ? new Refusal("electorates.refused.lead", ("names", leads)) : new Refusal("electorates.refused.noLead");
    }

    /// <summary>Who casts the vote of a practice, for all who belong to it; null if people are counted.</summary>
    /// <param name="leads">The names of its leads, as they stand in a sentence; empty if there is none.</param>
    public Statement? WhoCasts(string leads)
    {
        ArgumentNullException.ThrowIfNull(leads);
        if (CountedBy is CountedBy.People)
            return null;
        if (CastBy is CastBy.Majority)
            return new Statement("electorates.casts.majority");
        return leads.Length > 0 ? new Statement("electorates.casts.lead", ("names", leads)) : new Statement("electorates.casts.nobody");
    }

    /// <summary>For which practices it counts, without the sentences.</summary>
    internal PracticeCodes Entitling(PracticeCodes practices, PracticeCodes leadOf) => (CountedBy, CastBy) switch
    {
        (CountedBy.People, _) => PracticeCodes.None,
        (_, CastBy.Lead) => leadOf.Among(practices),
        _ => practices,
    };
}
