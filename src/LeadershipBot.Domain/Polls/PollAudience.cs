using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Polls;

/// <summary>
/// Who is asked: the people of the conversation in which a poll is posted, or everybody whom the organisation lists, or those
/// of them who fit. Several of one sort widen it, another sort narrows it: GPs and nurses, of Northside.
/// </summary>
/// <param name="IsSentToEach">Whether it goes to each in their own chat, and isn't posted in a conversation.</param>
public sealed record PollAudience(bool IsSentToEach)
{
    /// <summary>The people of the conversation.</summary>
    public static PollAudience Here { get; } = new(false);

    /// <summary>Everybody whom the organisation lists.</summary>
    public static PollAudience Everybody { get; } = new(true);

    /// <summary>The codes of localities, of which a person needs one; empty for all.</summary>
    public IReadOnlyList<string> Localities { get; init; } = [];

    /// <summary>The roles, of which a person needs one; <see cref="Roles.Member"/> for all.</summary>
    public Roles Roles { get; init; }

    /// <summary>The professions, of which a person needs one; empty for all.</summary>
    public IReadOnlyList<Profession> Professions { get; init; } = [];

    /// <summary>The ids of teams and chats of the organisation, of which a person needs to be in one; empty for all.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>What they are called, for the words of a privacy line; empty where none was chosen.</summary>
    public string TeamNames { get; init; } = "";

    /// <summary>Whether only some of the organisation are asked.</summary>
    public bool IsChosen => IsSentToEach && Chosen.IsChosen;

    /// <summary>Who that is, for the words of a privacy line.</summary>
    public AskedPeople People => IsSentToEach ? Chosen.People : AskedPeople.Here;

    /// <summary>Those who fit, wherever something else goes to the same people.</summary>
    public Audience Chosen => new() { Localities = Localities, Roles = Roles, Professions = Professions, Teams = Teams, TeamNames = TeamNames };

    /// <summary>Whether somebody whom the organisation lists is among those who are asked.</summary>
    /// <param name="localities">The codes of the localities of their practices.</param>
    /// <param name="roles">Their roles there.</param>
    /// <param name="profession">Their confirmed profession; null if it isn't known.</param>
    /// <param name="teams">The ids of those of <see cref="Teams"/> in which they are.</param>
    public bool Includes(IReadOnlyCollection<string> localities, Roles roles, Profession? profession, IReadOnlyCollection<string> teams)
        => Chosen.Includes(localities, roles, profession, teams);

    /// <summary>Those who fit, in one text: see <see cref="Audience.ToText"/>.</summary>
    /// <returns>Empty where nothing was chosen.</returns>
    public string ToText() => IsSentToEach ? Chosen.ToText() : "";

    /// <summary>Reads what <see cref="ToText"/> wrote; what isn't such a text chooses nobody in particular.</summary>
    public PollAudience Choosing(string? text)
        => Audience.Read(text) is { IsChosen: true } chosen ? this with { Localities = chosen.Localities, Roles = chosen.Roles, Professions = chosen.Professions, Teams = chosen.Teams } : this;
}
