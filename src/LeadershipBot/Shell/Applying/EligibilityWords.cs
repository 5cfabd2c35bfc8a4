using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Applying;

/// <summary>Who may apply, in words, for cards of every kind of opening.</summary>
internal static class EligibilityWords
{
    /// <summary>As in "Open to: GP, nurse · partner, salaried · North, Vale · with a confirmed place in a member practice"; for everybody where nothing is needed.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="eligibility">Who may.</param>
    /// <param name="localities">The organisation's localities by code.</param>
    public static PlainText Of(TextFile text, Eligibility eligibility, IReadOnlyDictionary<string, string> localities)
    {
        var parts = Parts(text, eligibility, localities);
        return parts.Count == 0 ? text.Plain("applying.eligible.all") : text.Plain("applying.eligible", ("who", string.Join(" · ", parts)));
    }

    /// <summary>The same to stand below a label: "GP, nurse; partner, salaried"; for everybody where nothing is needed.</summary>
    /// <inheritdoc cref="Of(TextFile, Eligibility, IReadOnlyDictionary{string, string})"/>
    public static string Listed(TextFile text, Eligibility eligibility, IReadOnlyDictionary<string, string> localities)
        => Parts(text, eligibility, localities) is { Count: > 0 } parts ? string.Join("; ", parts) : text.Plain("applying.eligible.anybody").Words;

    private static List<string> Parts(TextFile text, Eligibility eligibility, IReadOnlyDictionary<string, string> localities)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(eligibility);
        List<string> parts = [];
        if (eligibility.Professions.Count > 0)
            parts.Add(string.Join(", ", eligibility.Professions.Select(one => text.NameOf(one).Words)));
        if (eligibility.Contracts.Count > 0)
            parts.Add(string.Join(", ", eligibility.Contracts.Select(one => NameOf(text, one))));
        if (eligibility.Localities.Count > 0)
            parts.Add(string.Join(", ", eligibility.Localities.Select(code => localities.GetValueOrDefault(code) ?? code)));
        if (eligibility.NeedsPlace)
            parts.Add(text.Plain("applying.eligible.place").Words);
        return parts;
    }

    /// <summary>What a contract is called, as it stands inside a sentence.</summary>
    public static string NameOf(TextFile text, Contract contract) => text.Plain(contract switch
    {
        Contract.Partner => "contract.partner",
        Contract.Salaried => "contract.salaried",
        Contract.Locum => "contract.locum",
        _ => "contract.trainee",
    }).Words;
}
