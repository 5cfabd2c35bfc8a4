using System.Globalization;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships;

/// <summary>What is said of a fellowship, in words.</summary>
internal static class FellowshipWords
{
    public static string Of(TextFile text, Funding funding) => text.Plain(funding switch
    {
        Funding.Funded => "fellowships.funding.funded",
        Funding.PartFunded => "fellowships.funding.part",
        _ => "fellowships.funding.none",
    }).Words;

    public static string Of(TextFile text, Going going) => text.Plain(going switch
    {
        Going.Well => "fellowships.going.well",
        Going.NeedsSomething => "fellowships.going.needs",
        Going.Badly => "fellowships.going.badly",
        _ => "fellowships.going.notSaid",
    }).Words;

    public static string Of(TextFile text, TimeKept kept) => text.Plain(kept switch
    {
        TimeKept.Yes => "fellowships.kept.yes",
        TimeKept.Partly => "fellowships.kept.partly",
        _ => "fellowships.kept.no",
    }).Words;

    /// <summary>How it stands, for a card's small first line.</summary>
    public static string State(TextFile text, FellowshipMilestones stones, DateTimeOffset now, TimeZoneInfo zone) => stones.StateAt(now) switch
    {
        FellowshipState.Draft => text.Plain("fellowships.state.draft").Words,
        FellowshipState.Waiting => text.Plain("fellowships.state.waiting").Words,
        FellowshipState.Open or FellowshipState.Shortlisting when stones.IsFilled => text.Plain("fellowships.state.filled").Words,
        FellowshipState.Open => text.Plain("fellowships.state.open", ("when", TimeWords.Moment(stones.ClosesAt!.Value, zone))).Words,
        FellowshipState.Shortlisting => text.Plain("fellowships.state.shortlisting").Words,
        FellowshipState.Unfilled => text.Plain("fellowships.state.unfilled").Words,
        FellowshipState.InProgress => text.Plain(stones.IsWithdrawn ? "fellowships.state.running.withdrawn" : "fellowships.state.running", ("when", TimeWords.Day(stones.Ends!.Value))).Words,
        FellowshipState.ToConfirm => text.Plain("fellowships.state.toConfirm").Words,
        FellowshipState.Completed => text.Plain("fellowships.state.completed").Words,
        _ when stones is { Live: > 0, Starts: { } starts } => text.Plain("fellowships.state.withdrawn.begins", ("when", TimeWords.Day(starts))).Words,
        _ => text.Plain("fellowships.state.withdrawn").Words,
    };

    /// <summary>As in "1 day a week (2 sessions)".</summary>
    public static string Time(TextFile text, decimal sessions) => sessions switch
    {
        1 => text.Plain("fellowships.time.half").Words,
        2 => text.Plain("fellowships.time.day").Words,
        _ => text.Plain("fellowships.time.days", ("days", Number(sessions / 2)), ("sessions", Number(sessions))).Words,
    };

    /// <summary>The locality's name, or that it is for the whole organisation.</summary>
    public static string Locality(TextFile text, string code, IReadOnlyDictionary<string, string> localities)
        => code.Length == 0 ? text.Plain("fellowships.wholeOrganisation").Words : localities.GetValueOrDefault(code, code);

    /// <summary>What it is in one line: time, where, funding.</summary>
    public static string InShort(TextFile text, decimal sessions, string locality, Funding funding, IReadOnlyDictionary<string, string> localities)
        => string.Join(" · ", Time(text, sessions), Locality(text, locality, localities), Of(text, funding));

    /// <summary>From when until when.</summary>
    public static string Dates(TextFile text, DateOnly? starts, DateOnly? ends)
        => starts is { } from && ends is { } until ? text.Plain("fellowships.dates", ("from", TimeWords.Day(from)), ("until", TimeWords.Day(until))).Words : "";

    /// <summary>Its title with the cycle, where it isn't the first.</summary>
    public static string Title(TextFile text, string title, int cycle)
    {
        var shown = title.Length > 0 ? title : text.Plain("fellowships.untitled").Words;
        return cycle > 1 ? text.Plain("fellowships.cycle", ("title", shown), ("cycle", Number(cycle))).Words : shown;
    }

    public static string Title(TextFile text, Fellowship fellowship) => Title(text, fellowship.Content.Title, fellowship.Cycle);

    /// <summary>The terms to which a practice is asked to agree, a sentence each.</summary>
    public static IReadOnlyList<string> Terms(TextFile text, FellowshipContent content)
    {
        var terms = new List<string> { text.Plain("fellowships.term.time", ("time", Time(text, content.Sessions))).Words };
        if (Dates(text, content.Starts, content.Ends) is { Length: > 0 } dates)
            terms.Add(text.Plain("fellowships.term.dates", ("dates", dates)).Words);
        terms.Add(Paid(text, content));
        if (content.Backfill.Length > 0)
            terms.Add(text.Plain("fellowships.term.backfill", ("backfill", content.Backfill)).Words);
        return terms;
    }

    /// <summary>Whether the time is paid for, and by whom, in a sentence.</summary>
    public static string Paid(TextFile text, FellowshipContent content) => content.FundedBy.Length > 0
        ? text.Plain("fellowships.term.funding.by", ("funding", Of(text, content.Funding)), ("by", content.FundedBy)).Words
        : text.Plain("fellowships.term.funding", ("funding", Of(text, content.Funding))).Words;

    /// <summary>Who has a place, for cards; of who is forgotten that somebody did.</summary>
    public static string NameOf(TextFile text, FellowPlace place) => place.Fellow?.Name ?? text.Plain("fellowships.somebody").Words;

    /// <summary>Whoever runs it, by name; where nobody is named (any more), whoever organises.</summary>
    public static string RunBy(TextFile text, FellowshipContent content) => content.RunBy?.Name ?? text.Plain("fellowships.runBy.nobody").Words;

    /// <summary>Whoever asked for approval, by name, at the beginning of a sentence; also where they were forgotten since.</summary>
    public static string AskedBy(TextFile text, Fellowship fellowship) => fellowship.AskedBy?.Name ?? text.Plain("fellowships.askedBy.nobody").Words;

    /// <summary>Who covers and who pays, or that it isn't written down yet.</summary>
    public static string Cover(TextFile text, FellowPlace place)
        => place.HasCover ? text.Plain("fellowships.cover.line", ("by", place.CoveredBy), ("paid", place.CoverPaidBy)).Words : text.Plain("fellowships.cover.missing").Words;

    public static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>How it may be paid for, to choose from.</summary>
    public static IEnumerable<CardData> Fundings(TextFile text) => Enum.GetValues<Funding>().Select(one => CardChoice.Named(VocabularyWords.Capital(Of(text, one)), one.ToString()));
}
