using LeadershipBot.Domain;
using LeadershipBot.Domain.Briefing;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Brief;

/// <summary>Puts together what every feature has to say to somebody, in the order of the parts.</summary>
internal sealed class BriefReading(IEnumerable<IBriefing> briefings, SilentPractices practices, CardLibrary library)
{
    private readonly TextFile _text = library.Text;

    /// <summary>Why the person gets no brief here; null where they do.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("brief.refused.otherOrganisation");
        if (!turn.Actor.Hat.IsListed || !turn.Actor.HoldsAny(BriefWish.Readers))
            return new Refusal("brief.refused.role");
        return turn.Place.Scope is Scope.Personal ? null : new Refusal("brief.refused.ownChat");
    }

    /// <summary>All lines; the silent practices are Brief's own.</summary>
    public async Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        var lines = new List<BriefLine>();
        foreach (var some in await Task.WhenAll(briefings.Select(briefing => briefing.ReadAsync(wish, cancellationToken))))
            lines.AddRange(some);
        var silence = await practices.FindAsync(wish, cancellationToken);
        if (silence is { IsAnythingHeard: true, Silent.Count: > 0 })
            lines.Add(new BriefLine(BriefPart.Practices, _text.Plain("brief.silent", ("silent", silence.Silent.Count), ("count", silence.Practices), ("days", BriefTimes.SilentDays))));
        return [.. lines.OrderBy(line => line.Part)]; // a stable order: within a part as the features said it
    }

    /// <summary>What is counted of practices, and which are left out.</summary>
    public PlainText Counted(BriefWish wish)
        => wish.SeesAll ? _text.Plain("brief.counted") : _text.Plain("brief.counted.locality", ("min", DisclosureLimits.ScoresFrom));

    /// <summary>A part's heading.</summary>
    public PlainText NameOf(BriefPart part) => _text.Plain(part switch
    {
        BriefPart.Results => "brief.part.results",
        BriefPart.Overdue => "brief.part.overdue",
        BriefPart.Reviews => "brief.part.reviews",
        BriefPart.Meetings => "brief.part.meetings",
        BriefPart.Practices => "brief.part.practices",
        _ => "brief.part.seats",
    });

    /// <summary>The whole brief as one paragraph.</summary>
    public string Paragraph(BriefWish wish, IReadOnlyList<BriefLine> lines)
    {
        var head = _text.Plain("brief.board.head", ("organisation", _text.NameOf(wish.Actor.Organisation)), ("since", TimeWords.Moment(wish.Since, wish.Zone)), ("now", TimeWords.Moment(wish.Now, wish.Zone))).Words;
        var parts = lines.GroupBy(line => line.Part).Select(part => $"{NameOf(part.Key).Words}: {string.Join(' ', part.Select(line => line.Words.Words))}");
        var counted = lines.Any(line => line.Part is BriefPart.Practices) ? " " + Counted(wish).Words : "";
        return lines.Count == 0 ? $"{head} {_text.Plain("brief.none").Words}" : $"{head} {string.Join(' ', parts)}{counted}";
    }
}
