namespace LeadershipBot.Domain.People;

/// <summary>Who counts as a leader where what leaders answered is set beside what the grassroots answered.</summary>
public static class Leadership
{
    /// <summary>The group of those who lead, in results and in the store.</summary>
    public const string Leaders = "Leaders";

    /// <summary>The group of everybody else.</summary>
    public const string Grassroots = "Grassroots";

    /// <summary>
    /// Who leads the body: those who chair its governing body or sit on it, and who lead its localities. A practice's lead
    /// works in the practice; organisers, panel members, returning officers and administrators serve the body: none of
    /// these leads it by that alone.
    /// </summary>
    private const Roles Leading = Roles.Chair | Roles.LocalityLead;

    /// <summary>Whether somebody with this hat is counted among the leaders of its organisation.</summary>
    /// <param name="hat">What the person is there; of who isn't listed, nothing is known but that they are no leader.</param>
    public static bool Leads(Hat hat)
    {
        ArgumentNullException.ThrowIfNull(hat);
        return hat.IsListed && (hat.Roles & Leading) != Roles.Member;
    }

    /// <summary>In which of the two groups somebody with this hat stands.</summary>
    public static string GroupOf(Hat hat) => Leads(hat) ? Leaders : Grassroots;
}
