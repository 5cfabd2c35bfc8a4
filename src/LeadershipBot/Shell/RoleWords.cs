using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>What roles are called, on cards and in refusals.</summary>
internal static class RoleWords
{
    /// <summary>The single roles, in the order in which people are asked for help.</summary>
    public static IReadOnlyList<Roles> All { get; } = [Roles.Organiser, Roles.Chair, Roles.Administrator, Roles.LocalityLead, Roles.PanelMember, Roles.ReturningOfficer];

    /// <summary>One role.</summary>
    public static string NameOf(this TextFile text, Roles role) => text.Plain(role switch
    {
        Roles.LocalityLead => "roles.localityLead",
        Roles.Organiser => "roles.organiser",
        Roles.PanelMember => "roles.panelMember",
        Roles.ReturningOfficer => "roles.returningOfficer",
        Roles.Chair => "roles.chair",
        Roles.Administrator => "roles.administrator",
        _ => "roles.member",
    }).Words;

    /// <summary>Several roles, as in "organiser, chair"; "member" for none.</summary>
    public static string NamesOf(this TextFile text, Roles roles)
        => roles == Roles.Member ? text.NameOf(Roles.Member) : string.Join(", ", All.Where(role => roles.HasFlag(role)).Select(role => text.NameOf(role)));
}
