namespace LeadershipBot.Domain.People;

/// <summary>
/// Some of those whom an organisation lists, or all. Several of one sort widen it, another sort narrows it: GPs and nurses,
/// of Northside.
/// </summary>
public sealed record Audience
{
    private const char Between = ',';

    /// <summary>Everybody whom the organisation lists.</summary>
    public static Audience Everybody { get; } = new();

    /// <summary>The codes of localities, of which a person needs one; empty for all.</summary>
    public IReadOnlyList<string> Localities { get; init; } = [];

    /// <summary>The roles, of which a person needs one; <see cref="Roles.Member"/> for all.</summary>
    public Roles Roles { get; init; }

    /// <summary>The professions, of which a person needs one; empty for all.</summary>
    public IReadOnlyList<Profession> Professions { get; init; } = [];

    /// <summary>Whether it is only some of the organisation.</summary>
    public bool IsChosen => Localities.Count > 0 || Roles != Roles.Member || Professions.Count > 0;

    /// <summary>Whether somebody whom the organisation lists is among them.</summary>
    /// <param name="localities">The codes of the localities of their practices.</param>
    /// <param name="roles">Their roles there.</param>
    /// <param name="profession">Their confirmed profession; null if it isn't known.</param>
    public bool Includes(IReadOnlyCollection<string> localities, Roles roles, Profession? profession)
        => (Localities.Count == 0 || Localities.Any(localities.Contains))
            && (Roles == Roles.Member || (Roles & roles) != Roles.Member)
            && (Professions.Count == 0 || (profession is { } known && Professions.Contains(known)));

    /// <summary>The three lists in one text; empty where nothing was chosen.</summary>
    public string ToText() => !IsChosen ? "" : string.Join(';', string.Join(Between, Localities), (int)Roles, string.Join(Between, Professions));

    /// <summary>Reads what <see cref="ToText"/> wrote; what isn't such a text is everybody.</summary>
    public static Audience Read(string? text)
    {
        if (text?.Split(';') is not [var localities, var roles, var professions])
            return Everybody;
        return new Audience
        {
            Localities = localities.Split(Between, StringSplitOptions.RemoveEmptyEntries),
            Roles = Enum.TryParse<Roles>(roles, out var some) ? some : Roles.Member,
            Professions = [.. professions.Split(Between).Select(word => Enum.TryParse<Profession>(word, out var one) && Enum.IsDefined(one) ? one : (Profession?)null).OfType<Profession>()],
        };
    }
}
