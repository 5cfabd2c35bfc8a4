namespace LeadershipBot.Domain.People;

/// <summary>
/// Everything that an organisation lists, at one moment: localities, practices, members, and people who are still to be
/// found in Teams. Imports make a new roll of the one before; those who left stay in it, as history.
/// </summary>
/// <param name="Localities">By code.</param>
/// <param name="Practices">By ODS code.</param>
/// <param name="Members">By person.</param>
/// <param name="Invited">By e-mail, in lower case.</param>
public sealed record Roll(
    IReadOnlyDictionary<string, Locality> Localities,
    IReadOnlyDictionary<string, MemberPractice> Practices,
    IReadOnlyDictionary<MemberId, Member> Members,
    IReadOnlyDictionary<string, Invited> Invited)
{
    /// <summary>Nothing and nobody.</summary>
    public static Roll Empty { get; } = new(
        new Dictionary<string, Locality>(), new Dictionary<string, MemberPractice>(), new Dictionary<MemberId, Member>(), new Dictionary<string, Invited>());
}
