using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>What came of a poll, in words that its cards share.</summary>
internal static class OutcomeWords
{
    /// <summary>Puts it into a card's data, if anything was said: what, the words, and who says so.</summary>
    public static CardData SetOutcome(this CardData data, TextFile text, PollOutcome? outcome)
        => outcome is null
            ? data
            : data
                .Set("cameOfIt", text.Format("polls.outcome.line", ("what", NameOf(text, outcome.Kind).Words)))
                .Set("cameOfItWords", CardText.FromPerson(outcome.Words))
                .Set("cameOfItBy", CardText.FromPerson(By(text, outcome)));

    /// <summary>All of it in one line, for files.</summary>
    public static string InOneLine(TextFile text, PollOutcome outcome) => $"{NameOf(text, outcome.Kind).Words}: {outcome.Words} ({By(text, outcome)})";

    public static PlainText NameOf(TextFile text, OutcomeKind kind) => text.Plain(kind switch
    {
        OutcomeKind.ActedOn => "polls.outcome.kind.actedOn",
        OutcomeKind.WillBeActedOn => "polls.outcome.kind.will",
        OutcomeKind.NotActedOn => "polls.outcome.kind.not",
        _ => "polls.outcome.kind.considering",
    });

    private static string By(TextFile text, PollOutcome outcome)
    {
        var day = TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(outcome.SaidAt, Zones.UnitedKingdom).DateTime));
        return outcome.ReviewOn is { } review
            ? text.Plain("polls.outcome.by.review", ("name", outcome.SaidBy), ("day", day), ("review", TimeWords.Day(review))).Words
            : text.Plain("polls.outcome.by", ("name", outcome.SaidBy), ("day", day)).Words;
    }
}
