using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Ledger;

/// <summary>What is said of an entry, in words.</summary>
internal static class LedgerWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static string Of(TextFile text, Fate fate) => text.Plain(fate switch
    {
        Fate.Considering => "ledger.fate.considering",
        Fate.ActedOn => "ledger.fate.actedOn",
        Fate.NotActedOn => "ledger.fate.notActedOn",
        Fate.PassedOn => "ledger.fate.passedOn",
        _ => "ledger.fate.heard",
    }).Words;

    /// <summary>The fate, and which body has it.</summary>
    public static string Of(TextFile text, Fate fate, string passedTo)
        => fate is Fate.PassedOn && passedTo.Length > 0 ? text.Plain("ledger.fate.passedOn.to", ("body", passedTo)).Words : Of(text, fate);

    /// <summary>Who sees what of it.</summary>
    public static string Privacy(TextFile text, Voice voice) => text.Plain(voice switch
    {
        Voice.Named => "ledger.privacy.named",
        Voice.Anonymous => "ledger.privacy.anonymous",
        _ => "ledger.privacy.confidential",
    }).Words;

    public static string Date(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM yyyy", British);

    /// <summary>When something was raised; of what was raised anonymously only the week in which it reached its readers.</summary>
    public static string Raised(TextFile text, LedgerEntry entry, TimeZoneInfo zone) => Raised(text, entry.RaisedAt, entry.Voice is Voice.Anonymous, zone);

    /// <inheritdoc cref="Raised(TextFile, LedgerEntry, TimeZoneInfo)"/>
    public static string Raised(TextFile text, DateTimeOffset at, bool isAnonymous, TimeZoneInfo zone)
        => isAnonymous ? text.Plain("ledger.week", ("when", Date(at, TimeZoneInfo.Utc))).Words : Date(at, zone);

    /// <summary>Why a step is told to the author.</summary>
    public static CardText Note(TextFile text, LedgerStep step, LedgerEntry entry) => text.Format(step.What switch
    {
        StepKind.Question => "ledger.told.question",
        StepKind.Hidden => "ledger.told.hidden",
        StepKind.Unhidden => "ledger.told.unhidden",
        StepKind.Merged => "ledger.told.merged",
        StepKind.Separated => "ledger.told.separated",
        _ => entry.ChangedDecision ? "ledger.told.changed" : "ledger.told.fate",
    });
}
