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
    private const char Between = ',';

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

    /// <summary>Whether only some of the organisation are asked.</summary>
    public bool IsChosen => IsSentToEach && (Localities.Count > 0 || Roles != Roles.Member || Professions.Count > 0);

    /// <summary>Who that is, for the words of a privacy line.</summary>
    public AskedPeople People => IsChosen ? AskedPeople.Chosen : IsSentToEach ? AskedPeople.Organisation : AskedPeople.Here;

    /// <summary>Whether somebody whom the organisation lists is among those who are asked.</summary>
    /// <param name="localities">The codes of the localities of their practices.</param>
    /// <param name="roles">Their roles there.</param>
    /// <param name="profession">Their confirmed profession; null if it isn't known.</param>
    public bool Includes(IReadOnlyCollection<string> localities, Roles roles, Profession? profession)
        => (Localities.Count == 0 || Localities.Any(localities.Contains))
            && (Roles == Roles.Member || (Roles & roles) != Roles.Member)
            && (Professions.Count == 0 || (profession is { } known && Professions.Contains(known)));

    /// <summary>Those who fit, in one text of the three lists.</summary>
    /// <returns>Empty where nothing was chosen.</returns>
    public string ToText() => !IsChosen ? "" : string.Join(';', string.Join(Between, Localities), (int)Roles, string.Join(Between, Professions));

    /// <summary>Reads what <see cref="ToText"/> wrote; what isn't such a text chooses nobody in particular.</summary>
    public PollAudience Choosing(string? text)
    {
        if (text?.Split(';') is not [var localities, var roles, var professions])
            return this;
        return this with
        {
            Localities = localities.Split(Between, StringSplitOptions.RemoveEmptyEntries),
            Roles = Enum.TryParse<Roles>(roles, out var some) ? some : Roles.Member,
            Professions = [.. professions.Split(Between).Select(word => Enum.TryParse<Profession>(word, out var one) && Enum.IsDefined(one) ? one : (Profession?)null).OfType<Profession>()],
        };
    }
}
