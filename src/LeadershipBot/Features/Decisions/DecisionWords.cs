using System.Globalization;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions;

/// <summary>What a decision says, in the parts that its cards and pages share.</summary>
internal static class DecisionWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>As in "3 September 2026".</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", British);

    /// <summary>What everybody should see at once: why, and what it means for practices.</summary>
    public static IEnumerable<CardData> First(TextFile text, DecisionContent content)
    {
        yield return Part(text.Format("decisions.part.why"), content.Why);
        if (content.Effect.Length > 0)
            yield return Part(text.Format("decisions.part.effect"), content.Effect);
    }

    /// <summary>How it was decided: what somebody reads who wants to know more. That nobody declared an interest, or was against it, is said, too.</summary>
    public static IEnumerable<CardData> More(TextFile text, DecisionContent content)
    {
        if (content.Options.Length > 0)
            yield return Part(text.Format("decisions.part.options"), content.Options);
        yield return Part(text.Format("decisions.part.conflicts"), content.Conflicts.Length > 0 ? content.Conflicts : text.Plain("decisions.part.conflicts.none").Words);
        yield return Part(text.Format("decisions.part.dissent"), content.Dissent.Length > 0 ? content.Dissent : text.Plain("decisions.part.dissent.none").Words);
        if (content.WouldChange.Length > 0)
            yield return Part(text.Format("decisions.part.wouldChange"), content.WouldChange);
        if (content.ReviewOn is { } review)
            yield return Part(text.Format("decisions.part.review"), Date(review));
        if (content.Risk is not DecisionRisk.High || content.PlanB.On is not { } on)
            yield break;
        yield return Part(text.Format("decisions.part.planB"), content.PlanB.Fallback);
        yield return Part(text.Format("decisions.part.trigger"), text.Plain("decisions.part.trigger.words", ("trigger", content.PlanB.Trigger), ("owner", content.PlanB.OwnerName), ("date", Date(on))).Words);
    }

    /// <summary>Who was asked before, and how they answered.</summary>
    public static IEnumerable<CardData> Linked(IReadOnlyList<LinkedSummary> linked) => linked.Select(one => new CardData()
        .Set("title", CardText.FromPerson(one.Title))
        .Set("lines", one.Lines.Select(line => new CardData().Set("line", CardText.FromPerson(line)))));

    /// <summary>How far it is, in the reader's time zone.</summary>
    public static CardText State(TextFile text, Decision decision, TimeZoneInfo zone) => decision switch
    {
        { Withdrawal: { } withdrawal } => text.Format("decisions.state.withdrawn", ("when", TimeWords.Moment(withdrawal.At, zone))),
        { BegunAt: not null, CorrectedAt: { } corrected } => text.Format("decisions.state.corrected", ("when", TimeWords.Moment(corrected, zone))),
        { BegunAt: { } begun } => text.Format("decisions.state.sent", ("when", TimeWords.Moment(begun, zone))),
        { StartsAt: { } starts } => text.Format("decisions.state.scheduled", ("when", TimeWords.Moment(starts, zone))),
        _ => text.Format("decisions.state.draft"),
    };

    private static CardData Part(CardText title, string words) => new CardData().Set("title", title).Set("words", CardText.FromPerson(words));
}
