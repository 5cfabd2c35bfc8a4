using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>What an organisation lists somebody as, in words.</summary>
internal static class MatchWords
{
    /// <summary>As in "GP at Larkford Bridge Surgery".</summary>
    public static string ListedAs(this TextFile text, OrganisationNow organisation, Member member)
    {
        var what = member.Title.Length > 0 ? member.Title : text.Plain(member.Profession switch
        {
            Profession.Gp => "roster.as.gp",
            Profession.Nurse => "roster.as.nurse",
            Profession.Pharmacist => "roster.as.pharmacist",
            Profession.PracticeManager => "roster.as.practiceManager",
            Profession.AlliedHealth => "roster.as.alliedHealth",
            Profession.Lay => "roster.as.lay",
            _ => "roster.as.member",
        }).Words;
        var practices = string.Join(", ", organisation.NamesOf(member.Practices).Select(practice => practice.Name));
        return practices.Length == 0 ? what : text.Plain("roster.as.at", ("what", what), ("practice", practices)).Words;
    }
}
