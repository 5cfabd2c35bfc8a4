using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>What contracts and time zones are called.</summary>
internal static class ProfileWords
{
    public static IReadOnlyList<Profession> Professions { get; } = Enum.GetValues<Profession>();

    public static IReadOnlyList<Contract> Contracts { get; } = Enum.GetValues<Contract>();

    /// <summary>The zones that are offered, the likely ones first.</summary>
    public static IReadOnlyList<string> ZonesOffered { get; } =
        ["Europe/London", "Europe/Paris", "Europe/Athens", "America/New_York", "America/Los_Angeles", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Australia/Sydney", "Pacific/Auckland"];

    public static PlainText NameOf(this TextFile text, Contract contract) => text.Plain(contract switch
    {
        Contract.Partner => "contract.partner",
        Contract.Salaried => "contract.salaried",
        Contract.Locum => "contract.locum",
        _ => "contract.trainee",
    });

    /// <summary>As in "GP, partner"; empty where neither is known.</summary>
    public static string WorkOf(this TextFile text, Profession? profession, Contract? contract)
        => VocabularyWords.Capital(string.Join(", ", new[] { profession is { } p ? text.NameOf(p).Words : "", contract is { } c ? text.NameOf(c).Words : "" }.Where(word => word.Length > 0)));

    /// <summary>The words for a zone that is offered; another is named as the system names it.</summary>
    public static string NameOfZone(this TextFile text, TimeZoneInfo zone) => zone.Id switch
    {
        "Europe/London" or "GMT Standard Time" => text.Plain("profile.zone.london").Words,
        "Europe/Paris" => text.Plain("profile.zone.paris").Words,
        "Europe/Athens" => text.Plain("profile.zone.athens").Words,
        "America/New_York" => text.Plain("profile.zone.newYork").Words,
        "America/Los_Angeles" => text.Plain("profile.zone.losAngeles").Words,
        "Asia/Dubai" => text.Plain("profile.zone.dubai").Words,
        "Asia/Kolkata" => text.Plain("profile.zone.kolkata").Words,
        "Asia/Singapore" => text.Plain("profile.zone.singapore").Words,
        "Australia/Sydney" => text.Plain("profile.zone.sydney").Words,
        "Pacific/Auckland" => text.Plain("profile.zone.auckland").Words,
        _ => zone.Id,
    };
}
