using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Applying;

/// <summary>What the pages show alike on which it is written for whom a post or a fellowship is, and who decides; read again by <see cref="OpeningForm"/>.</summary>
internal static class OpeningPage
{
    /// <summary>What can be chosen to say who may apply.</summary>
    /// <param name="data">The page.</param>
    /// <param name="text">The sentences.</param>
    /// <param name="localities">The organisation's localities, by code.</param>
    public static CardData SetEligible(this CardData data, TextFile text, IReadOnlyDictionary<string, string> localities) => data
        .Set("professions", Enum.GetValues<Profession>().Select(one => CardChoice.Named(VocabularyWords.Capital(text.NameOf(one).Words), one.ToString())))
        .Set("contracts", Enum.GetValues<Contract>().Select(one => CardChoice.Named(VocabularyWords.Capital(EligibilityWords.NameOf(text, one)), one.ToString())))
        .Set("localities", CardChoice.Localities(localities));

    /// <summary>What was said of it so far.</summary>
    /// <param name="typed">What the inputs hold.</param>
    /// <param name="specification">What is looked for.</param>
    /// <param name="eligibility">Who may apply.</param>
    /// <param name="runBy">Who runs it; null for nobody yet.</param>
    /// <param name="panel">Who shortlists.</param>
    /// <param name="talkTo">With whom one can talk.</param>
    public static CardData SetPeople(this CardData typed, string specification, Eligibility eligibility, Person? runBy, IEnumerable<Person> panel, string talkTo) => typed
        .Set("specification", PlainText.FromPerson(specification))
        .Set("professions", PlainText.FromPerson(string.Join(',', eligibility.Professions)))
        .Set("contracts", PlainText.FromPerson(string.Join(',', eligibility.Contracts)))
        .Set("localities", PlainText.FromPerson(string.Join(',', eligibility.Localities)))
        .SetId("place", eligibility.NeedsPlace ? "true" : "false")
        .Set("runBy", PlainText.FromPerson(runBy?.Id.ToString() ?? ""))
        .Set("panel", PlainText.FromPerson(string.Join(',', panel.Select(one => one.Id))))
        .Set("talkTo", PlainText.FromPerson(talkTo));
}
