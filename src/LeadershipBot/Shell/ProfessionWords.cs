using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>What professions are called, as each stands inside a sentence.</summary>
internal static class ProfessionWords
{
    public static PlainText NameOf(this TextFile text, Profession profession) => text.Plain(profession switch
    {
        Profession.Gp => "profession.gp",
        Profession.Nurse => "profession.nurse",
        Profession.Pharmacist => "profession.pharmacist",
        Profession.PracticeManager => "profession.practiceManager",
        Profession.AlliedHealth => "profession.alliedHealth",
        Profession.Lay => "profession.lay",
        _ => "profession.other",
    });
}
