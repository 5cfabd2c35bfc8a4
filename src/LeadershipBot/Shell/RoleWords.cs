using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>What roles are called, on cards and in refusals.</summary>
internal static class RoleWords
{
    /// <summary>The single roles, in the order in which people are asked for help.</summary>
    public static IReadOnlyList<Roles> All { get; } = [Roles.Organiser, Roles.Chair, Roles.Administrator, Roles.LocalityLead, Roles.PanelMember, Roles.ReturningOfficer];

    /// <summary>One role, in the words of the organisation.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="role">The role.</param>
    /// <param name="words">The organisation's own words; null for the usual.</param>
    public static string NameOf(this TextFile text, Roles role, Vocabulary? words = null) => role switch
    {
        Roles.LocalityLead => text.Plain("roles.localityLead", ("locality", text.WordsOf(words).Locality)).Words,
        Roles.Organiser => text.Plain("roles.organiser").Words,
        Roles.PanelMember => text.Plain("roles.panelMember").Words,
        Roles.ReturningOfficer => text.Plain("roles.returningOfficer").Words,
        Roles.Chair => text.WordsOf(words).Chair,
        Roles.Administrator => text.Plain("roles.administrator").Words,
        _ => text.Plain("roles.member").Words,
    };

    /// <summary>Several roles, as in "organiser, chair"; "member" for none.</summary>
    public static string NamesOf(this TextFile text, Roles roles, Vocabulary? words = null)
        => roles == Roles.Member ? text.NameOf(Roles.Member) : string.Join(", ", All.Where(role => roles.HasFlag(role)).Select(role => text.NameOf(role, words)));
}
