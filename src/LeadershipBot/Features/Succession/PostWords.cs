using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Succession;

/// <summary>What is said of a post, in words.</summary>
internal static class PostWords
{
    /// <summary>The rung, as it stands alone.</summary>
    public static string Of(TextFile text, Rung rung) => text.Plain(rung switch
    {
        Rung.Ask => "posts.rung.ask",
        Rung.Shadow => "posts.rung.shadow",
        Rung.Project => "posts.rung.project",
        Rung.Associate => "posts.rung.associate",
        _ => "posts.rung.seat",
    }).Words;

    public static string Of(TextFile text, Intention intention) => text.Plain(intention switch
    {
        Intention.Stays => "posts.stay.stays",
        Intention.UntilTheEnd => "posts.stay.untilTheEnd",
        Intention.MayLeave => "posts.stay.mayLeave",
        Intention.NotSure => "posts.stay.notSure",
        _ => "posts.stay.notSaid",
    }).Words;

    public static string Of(TextFile text, Experience experience) => text.Plain(experience switch
    {
        Experience.Good => "posts.how.good",
        Experience.Mixed => "posts.how.mixed",
        Experience.NotForMe => "posts.how.notForMe",
        _ => "posts.how.notSaid",
    }).Words;

    /// <summary>How it stands, for a card's small first line.</summary>
    public static PlainText State(TextFile text, Post post, DateTimeOffset now, TimeZoneInfo zone)
        => post.IsPublished ? State(text, post.WithdrawnBecause is not null, post.Round, now, zone) : text.Plain("posts.state.draft");

    public static PlainText State(TextFile text, PostLine post, DateTimeOffset now, TimeZoneInfo zone)
        => post.IsPublished ? State(text, post.IsWithdrawn, post.Round, now, zone) : text.Plain("posts.state.draft");

    /// <summary>As in "2 sessions a week".</summary>
    public static string Sessions(TextFile text, decimal sessions)
        => sessions == 1 ? text.Plain("posts.sessions.single").Words : sessions == 0 ? text.Plain("posts.sessions.none").Words : text.Plain("posts.sessions.many", ("sessions", Number(sessions))).Words;

    /// <summary>The locality's name, or that it is for the whole organisation.</summary>
    public static string Locality(TextFile text, string code, IReadOnlyDictionary<string, string> localities)
        => code.Length == 0 ? text.Plain("posts.wholeOrganisation").Words : localities.GetValueOrDefault(code, code);

    /// <summary>What it is in one line: rung, locality, sessions.</summary>
    public static string InShort(TextFile text, PostLine post, IReadOnlyDictionary<string, string> localities)
        => string.Join(" · ", Of(text, post.Rung), Locality(text, post.Locality, localities), Sessions(text, post.Sessions));

    /// <summary>The terms to which a practice is asked to agree, a sentence each.</summary>
    public static IReadOnlyList<string> Terms(TextFile text, PostContent content)
    {
        var terms = new List<string> { text.Plain("posts.term.sessions", ("sessions", Sessions(text, content.Sessions))).Words };
        if (content.TenureMonths > 0)
            terms.Add(text.Plain("posts.term.tenure", ("tenure", Tenure(text, content.TenureMonths))).Words);
        if (content.Pay.Length > 0)
            terms.Add(text.Plain("posts.term.pay", ("pay", content.Pay)).Words);
        if (content.Backfill.Length > 0)
            terms.Add(text.Plain("posts.term.backfill", ("backfill", content.Backfill)).Words);
        if (content.ProtectedTime.Length > 0)
            terms.Add(text.Plain("posts.term.protected", ("time", content.ProtectedTime)).Words);
        return terms;
    }

    /// <summary>As in "3 years" or "18 months".</summary>
    public static string Tenure(TextFile text, int months)
        => months % 12 == 0 ? text.Plain("posts.years", ("count", months / 12)).Words : text.Plain("posts.months", ("count", months)).Words;

    /// <summary>Who holds it on a day, each with the end of their term.</summary>
    public static string Holders(TextFile text, IEnumerable<Tenure> tenures, DateOnly today)
        => string.Join(", ", tenures.Where(tenure => tenure.IsHeldOn(today)).Select(tenure => Holder(text, tenure)));

    public static string Holder(TextFile text, Tenure tenure)
    {
        var name = tenure.Holder?.Name ?? text.Plain("posts.holder.forgotten").Words;
        return tenure.Until is { } until ? text.Plain("posts.holder.until", ("name", name), ("date", Date(until))).Words : name;
    }

    public static string Date(DateOnly day) => TimeWords.Day(day);

    public static string Number(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static PlainText State(TextFile text, bool isWithdrawn, Round? round, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (isWithdrawn)
            return text.Plain("posts.state.withdrawn");
        return round switch
        {
            null => text.Plain("posts.state.shown"),
            { FilledAt: not null } => text.Plain("posts.state.filled"),
            _ when now < round.OpensAt => text.Plain("posts.state.opens", ("when", TimeWords.Moment(round.OpensAt, zone))),
            _ when now < round.ClosesAt => text.Plain("posts.state.open", ("when", TimeWords.Moment(round.ClosesAt, zone))),
            _ => text.Plain("posts.state.closed"),
        };
    }
}
