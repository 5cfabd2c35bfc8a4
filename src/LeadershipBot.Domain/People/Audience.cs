using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Domain.People;

/// <summary>
/// Some of those whom an organisation lists, or all. Several of one sort widen it, another sort narrows it: GPs and nurses,
/// of Northside. A team is such a sort: those of the list who sit in it.
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

    /// <summary>The ids of teams and chats of the organisation, of which a person needs to be in one; empty for all.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>What they are called, for the words of a privacy line; empty where none was chosen. Not part of <see cref="ToText"/>.</summary>
    public string TeamNames { get; init; } = "";

    /// <summary>Whether it is only some of the organisation.</summary>
    public bool IsChosen => Localities.Count > 0 || Roles != Roles.Member || Professions.Count > 0 || Teams.Count > 0;

    /// <summary>Who that is, for the words of a privacy line.</summary>
    public AskedPeople People => Teams.Count > 0 ? AskedPeople.Teams : IsChosen ? AskedPeople.Chosen : AskedPeople.Organisation;

    /// <summary>Whether somebody whom the organisation lists is among them.</summary>
    /// <param name="localities">The codes of the localities of their practices.</param>
    /// <param name="roles">Their roles there.</param>
    /// <param name="profession">Their confirmed profession; null if it isn't known.</param>
    /// <param name="teams">The ids of those of <see cref="Teams"/> in which they are.</param>
    public bool Includes(IReadOnlyCollection<string> localities, Roles roles, Profession? profession, IReadOnlyCollection<string> teams)
        => (Localities.Count == 0 || Localities.Any(localities.Contains))
            && (Roles == Roles.Member || (Roles & roles) != Roles.Member)
            && (Professions.Count == 0 || (profession is { } known && Professions.Contains(known)))
            && (Teams.Count == 0 || Teams.Any(teams.Contains));

    /// <summary>The lists in one text, the teams only where some were chosen; empty where nothing was.</summary>
    public string ToText()
    {
        if (!IsChosen)
            return "";
        var people = string.Join(';', string.Join(Between, Localities), (int)Roles, string.Join(Between, Professions));
        return Teams.Count == 0 ? people : $"{people};{string.Join(Between, Teams)}";
    }

    /// <summary>Reads what <see cref="ToText"/> wrote; what isn't such a text is everybody.</summary>
    public static Audience Read(string? text)
    {
        if (text?.Split(';') is not [var localities, var roles, var professions, .. { Length: <= 1 } teams])
            return Everybody;
        return new Audience
        {
            Localities = localities.Split(Between, StringSplitOptions.RemoveEmptyEntries),
            Roles = Enum.TryParse<Roles>(roles, out var some) ? some : Roles.Member,
            Professions = [.. professions.Split(Between).Select(word => Enum.TryParse<Profession>(word, out var one) && Enum.IsDefined(one) ? one : (Profession?)null).OfType<Profession>()],
            Teams = teams is [var ids] ? ids.Split(Between, StringSplitOptions.RemoveEmptyEntries) : [],
        };
    }
}
